"""The queues of a simulated exchange: ``designer.queue`` with one real caller and those whom the script puts before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from designer import effects, events, queue
from designer.effects import Effect
from designer.script import Script

JsonObject = dict[str, Any]
CALL = "simulated"
SOON_MS = 100


@dataclass(frozen=True)
class Ahead:
    """Something that happens in the queue of *group* without being the call's own."""

    group: str
    event: queue.QueueEvent


class Queues:
    """*later* is told (milliseconds, event) of what comes of it."""

    def __init__(
        self,
        directory: JsonObject,
        script: Script,
        later: Callable[[int, Any], None],
        now: Callable[[], int],
    ) -> None:
        self._directory, self._script, self._later, self._now = directory, script, later, now
        self._states: dict[str, JsonObject] = {}

    def waiting(self, group: str) -> int:
        return len(self._state(group)["waiting"])

    def take(self, effect: Effect) -> None:
        at = self._now()
        match effect:
            case effects.Join(group, priority, skill, most_waiting, wrap_up_s):
                self._step(group, queue.Joined(at, CALL, priority, skill, most_waiting, wrap_up_s))
            case effects.Leave(group, callback):
                self._step(group, queue.Left(at, CALL, callback))
            case effects.QueueTalk(group, agent):
                self._step(group, queue.Talks(at, CALL, agent))
            case effects.QueueMissed(group, agent):
                self._step(group, queue.Missed(at, CALL, agent))
            case effects.QueueDone(group, agent):
                self._step(group, queue.Done(at, agent))

    def ahead(self, due: Ahead) -> None:
        self._step(due.group, due.event)

    def _put_others(self, group: str) -> None:
        """Who waits already when the call comes to know of the queue."""
        for number in range(self._script.waiting.get(group, 0)):
            self._step(group, queue.Joined(self._now() - 1, f"before-{number}", 0, "", 10_000, 0))

    def _step(self, group: str, event: queue.QueueEvent) -> None:
        members = queue.members_of(self._directory, group)
        self._states[group], done = queue.step(members, self._state(group), event)
        for effect in done:
            self._react(group, effect)

    def _react(self, group: str, effect: queue.QueueEffect) -> None:
        at = self._now()
        match effect:
            case queue.Refuse(call, reason) if call == CALL:
                self._later(0, events.QueueFull(at, reason, group))
            case queue.Place(call, place, wait_s) if call == CALL:
                self._later(0, events.QueuePlace(at, place, wait_s, group))
            case queue.Offer(call, agent) if call == CALL:
                self._later(0, events.QueueOffer(at, agent, group))
            case queue.Offer(call, agent):
                self._other_talks(group, call, agent)
            case queue.Rest(agent, token, after_ms):
                self._later(after_ms, Ahead(group, queue.Rested(at + after_ms, agent, token)))

    def _other_talks(self, group: str, call: str, agent: str) -> None:
        """Somebody before us is served: at once, and for as long as the script says."""
        at, talk_ms = self._now(), round(self._script.others_talk_s * 1000)
        self._later(SOON_MS, Ahead(group, queue.Talks(at + SOON_MS, call, agent)))
        self._later(SOON_MS + talk_ms, Ahead(group, queue.Done(at + SOON_MS + talk_ms, agent)))

    def _state(self, group: str) -> JsonObject:
        if group not in self._states:
            self._states[group] = self._begin(group)
            self._put_others(group)
        return self._states[group]

    def _begin(self, group: str) -> JsonObject:
        """Who talks already, talks for as long as the others do."""
        state = queue.empty()
        for agent in queue.members_of(self._directory, group):
            if agent in self._script.talking:
                state["agents"][agent] = {"doing": "talking", "since": self._now(), "wrap_up_s": 0, "token": 0}
                after_ms = round(self._script.others_talk_s * 1000)
                self._later(after_ms, Ahead(group, queue.Done(self._now() + after_ms, agent)))
        return state
