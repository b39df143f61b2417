"""What the exchange knows of its people at this moment: who talks, who is idle, whose phone is connected."""

from typing import Any

from switch import store, timers
from switch.registrations import is_connected
from switch.settings import Settings

JsonObject = dict[str, Any]


class Facts:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def answers(self, company: str, questions: tuple[str, ...], at: int) -> dict[str, int]:
        """As ``designer.effects.Ask`` has them."""
        return {question: self._answer(company, question, at) for question in questions}

    def talk(self, call: JsonObject, extension: str) -> None:
        """From now on the employee talks, and so does a colleague who calls."""
        for who in (extension, call["state"]["extension"]):
            if who:
                store.set_talking(call["state"]["company"], who, timers.now_ms())

    def _answer(self, company: str, question: str, at: int) -> int:
        kind, _, name = question.partition(":")
        match kind:
            case "idle":
                since = store.idle_since(company, name)
                return -1 if since is None else at - since
            case "waiting":
                queue = store.load_queue(f"{company}:{name}")
                return len(queue["waiting"]) if queue else 0
            case "free":
                return sum(self._is_free(company, extension) for extension in self._members(company, name))
        raise ValueError(f"nobody knows {kind!r}")

    def _members(self, company: str, group: str) -> list[str]:
        groups = store.company_directory(company)["groups"]
        return list(groups.get(group, {"members": []})["members"])

    def _is_free(self, company: str, extension: str) -> bool:
        if store.idle_since(company, extension) is None:
            return False
        phones = store.company_directory(company)["employees"].get(extension, {"phones": []})["phones"]
        return any(is_connected(phone, self._settings.sip_address) for phone in phones)
