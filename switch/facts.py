"""Answers what only the exchange knows at this moment: who talks, who is idle, whose phone is connected."""

from designer.runtime import queue
from designer.runtime.availability import present
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.queue_state import QueueState
from switch import store
from switch.registrations import is_connected
from switch.settings import Settings


class Facts:
    """Answers questions of calls."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def answers(self, company: str, questions: tuple[str, ...], at: int) -> dict[str, int]:
        """Return the answers to *questions* of ``designer.runtime.effects.Ask``. *at* is in ms since 1970."""
        queues = store.load_queues(company)
        return {question: self._answer(company, queues, KindAndName(question), at) for question in questions}

    def _answer(self, company: str, queues: QueueState, question: KindAndName, at: int) -> int:
        name = question.name
        match question.kind:
            case "idle":
                since = queue.idle_since(queues, name)
                return -1 if since is None else at - since
            case "waiting":
                return queue.waiting(queues, name)
            case "free":
                here = present(store.company_directory(company), self._members(company, name), at)
                idle = [each for each in here if queue.idle_since(queues, each) is not None]
                return sum(self._is_connected(company, extension) for extension in idle)
        raise ValueError(f"nobody knows {question!r}")

    def _members(self, company: str, group: str) -> list[str]:
        groups = store.company_directory(company)["groups"]
        return list(groups.get(group, {"members": []})["members"])

    def _is_connected(self, company: str, extension: str) -> bool:
        phones = store.company_directory(company)["employees"].get(extension, {"phones": []})["phones"]
        return any(is_connected(phone, self._settings.sip_address) for phone in phones)
