"""Simulates the queues of an exchange: ``runtime.queue`` with one real caller and those whom the script puts before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

from designer.runtime import effects, events, queue
from designer.runtime.directory import Directory
from designer.runtime.queue_events import (
    CallBack,
    CallbackGivenUp,
    Done,
    Helped,
    InCall,
    JoinedQueue,
    LeftQueue,
    Missed,
    Offer,
    Over,
    Position,
    QueueEffect,
    QueueEvent,
    Recheck,
    RecheckDue,
    Refuse,
    Talks,
    Withdraw,
    WrapUp,
    WrapUpEnded,
)
from designer.runtime.queue_state import empty
from designer.trying.script import Script

CALL = "simulated"
SOON_MS = 100
IDLE_MS = 3_600_000


@dataclass(frozen=True)
class Ahead:
    """Describes something that happens in the queues and is not the call's own."""

    event: QueueEvent


class Queues:
    """Carries the queues on. It calls *later* with (milliseconds, event) for each event that follows."""

    def __init__(
        self,
        directory: Directory,
        script: Script,
        later: Callable[[int, Any], None],
        now: Callable[[], int],
    ) -> None:
        self._directory, self._script, self._later, self._now = directory, script, later, now
        self._state = empty()
        self._known: set[str] = set()
        for agent in script.talking:
            self._step(InCall(now(), _talk_of(agent), agent))

    def waiting(self, group: str) -> int:
        """Return how many callers wait for *group*."""
        self._come_to(group)
        return queue.waiting(self._state, group)

    def idle_ms(self, extension: str) -> int:
        """Return for how long the employee has not talked: -1 while they do, ``IDLE_MS`` if they never have."""
        since = queue.idle_since(self._state, extension)
        return -1 if since is None else min(IDLE_MS, self._now() - since)

    def take(self, effect: effects.OfTheQueue) -> None:
        """Carry the queues on by what the call does."""
        at = self._now()
        match effect:
            case effects.Join(group, priority, skill, most_waiting, wrap_up_s, since):
                self._come_to(group)
                self._step(JoinedQueue(at, group, CALL, priority, skill, most_waiting, wrap_up_s, since))
            case effects.Leave(group, callback, line):
                self._step(LeftQueue(at, group, CALL, callback, line))
            case effects.QueueTalk(_, agent):
                self._step(Talks(at, CALL, agent))
            case effects.QueueMissed(_, agent):
                self._step(Missed(at, CALL, agent))
            case effects.QueueDone(_, agent):
                self._step(Done(at, agent))
            case _:
                assert_never(effect)

    def ahead(self, due: Ahead) -> None:
        """Carry the queues on by something that is not the call's own."""
        self._step(due.event)

    def _come_to(self, group: str) -> None:
        """Let those wait already who are before the call when it comes to a queue. Who talks already does so for as
        long as those will, from the first queue on."""
        if not self._known:
            for agent in self._script.talking:
                self._ahead(self._talk_ms(), Over(self._now() + self._talk_ms(), _talk_of(agent)))
        if group not in self._known:
            self._known.add(group)
            for number in range(self._script.waiting.get(group, 0)):
                self._step(JoinedQueue(self._now() - 1, group, f"{group}-{number}", 0, "", 10_000, 0))

    def _talk_ms(self) -> int:
        return round(self._script.others_talk_s * 1000)

    def _ahead(self, after_ms: int, event: QueueEvent) -> None:
        self._later(after_ms, Ahead(event))

    def _step(self, event: QueueEvent) -> None:
        self._state, done = queue.step(self._directory, self._state, event)
        for effect in done:
            self._react(effect)

    def _react(self, effect: QueueEffect) -> None:
        at = self._now()
        match effect:
            case Refuse(group, call, reason) if call == CALL:
                self._later(0, events.QueueFull(at, reason, group))
            case Position(group, call, position, wait_s) if call == CALL:
                self._later(0, events.QueuePosition(at, position, wait_s, group))
            case Offer(group, call, agent) if call == CALL:
                self._later(0, events.QueueOffer(at, agent, group))
            case Withdraw(group, call, agent) if call == CALL:
                self._later(0, events.QueueWithdrawn(at, agent, group))
            case Offer(_, call, agent):
                self._other_talks(call, agent)
            case WrapUp(agent, token, after_ms):
                self._ahead(after_ms, WrapUpEnded(at + after_ms, agent, token))
            case Recheck(reason, after_ms):
                self._ahead(after_ms, RecheckDue(at + after_ms, reason))
            case Refuse() | Position() | Withdraw() | CallBack() | CallbackGivenUp() | Helped():
                pass  # of somebody whom the script puts before the caller, who never minds
            case _:
                assert_never(effect)

    def _other_talks(self, call: str, agent: str) -> None:
        """Serve somebody before us: at once, and for as long as the script says."""
        begins, ends = SOON_MS, SOON_MS + self._talk_ms()
        self._ahead(begins, Talks(self._now() + begins, call, agent))
        self._ahead(ends, Done(self._now() + ends, agent))


def _talk_of(agent: str) -> str:
    """Return the call in which somebody talks already."""
    return f"talk-of-{agent}"
