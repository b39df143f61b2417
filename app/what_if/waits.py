"""Describes waits in queues, and reads those that there were from recorded lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.what_if.recorded import Line
from designer.runtime.queue_events import JoinedQueue, LeftQueue, Over, Refuse, Talks

GAVE_UP, TALKED, CALLED_BACK, STILL_WAITING = "left", "talk", "callback", "waiting"


@dataclass(slots=True)
class Wait:
    """Describes one wait: *until* is None, and *outcome* "waiting", if nothing recorded ends it. Other outcomes are
    "talk", "left", "callback", and those of ``Refuse``. Moments are in ms since 1970."""

    group: str
    call: str
    since: int
    until: int | None = None
    outcome: str = STILL_WAITING


class Waits:
    """Keeps waits in the order of joining, and ends them."""

    def __init__(self) -> None:
        self.all: list[Wait] = []
        self._open: dict[str, Wait] = {}

    def begin(self, group: str, call: str, at: int) -> None:
        """Note that *call* waits from now on, unless it does already."""
        if call not in self._open:
            self._open[call] = Wait(group, call, at)
            self.all.append(self._open[call])

    def end(self, call: str, at: int, outcome: str) -> str:
        """Note that *call* waits no longer, and return the group for which it waited, "" for none."""
        wait = self._open.pop(call, None)
        if wait is None:
            return ""
        wait.until, wait.outcome = at, outcome
        return wait.group

    def are_open(self, until: int) -> bool:
        """Return whether somebody waits still who joined before *until*."""
        return any(each.since < until for each in self._open.values())


def recorded_waits(lines: Iterable[Line]) -> list[Wait]:
    """Return the waits that there were."""
    waits = Waits()
    for line in lines:
        event = line.event
        match event:
            case JoinedQueue(group=group, call=call):
                waits.begin(group, call, event.at)
            case LeftQueue(call=call, callback=callback):
                waits.end(call, event.at, CALLED_BACK if callback else GAVE_UP)
            case Over(call=call):
                waits.end(call, event.at, GAVE_UP)
            case Talks(call=call):
                waits.end(call, event.at, TALKED)
        for effect in line.effects:
            if isinstance(effect, Refuse):
                waits.end(effect.call, line.at, effect.reason)
    return waits.all
