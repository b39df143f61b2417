"""Finds out how long employees were at work, paused, away, or busy with notes after a talk.

It is pure: phones, what people chose and wrap-ups, as the record has them, give one state at each moment.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.ports.call_records import PresenceRecord

AT_WORK = ("free", "paused", "do_not_disturb", "wrap_up")
"""States of somebody whose phone is there, and who did not say that they are away."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Describes one stretch in one *state*: one of AT_WORK, "away" or "not_connected"."""

    extension: str
    since: datetime
    until: datetime
    state: str
    reason: str = ""


@dataclass(slots=True)
class _Line:
    """Follows the stretches of one kind."""

    stretches: list[tuple[datetime, datetime, PresenceRecord]]
    place: int = 0

    def at(self, moment: datetime) -> PresenceRecord | None:
        """Return the stretch at *moment*, which is later with each call."""
        while self.place < len(self.stretches) and self.stretches[self.place][1] <= moment:
            self.place += 1
        if self.place < len(self.stretches) and self.stretches[self.place][0] <= moment:
            return self.stretches[self.place][2]
        return None


def duties(presence: Iterable[PresenceRecord], begins: datetime, ends: datetime) -> list[Duty]:
    """Return the stretches in [begins, ends). There are none for times of which nothing is known."""
    by_person: dict[str, list[PresenceRecord]] = defaultdict(list)
    for each in presence:
        by_person[each.extension].append(each)
    return [duty for extension in sorted(by_person) for duty in _of_person(by_person[extension], begins, ends)]


def _of_person(presence: Sequence[PresenceRecord], begins: datetime, ends: datetime) -> Iterator[Duty]:
    lines = {kind: _Line(_clipped(presence, kind, begins, ends)) for kind in ("phone", "chosen", "wrap_up")}
    moments = sorted({at for line in lines.values() for begin, end, _ in line.stretches for at in (begin, end)})
    for since, until in itertools.pairwise(moments):
        phone, chosen, wrap_up = (line.at(since) for line in lines.values())
        state = _state(phone, chosen, wrap_up)
        if state:
            reason = chosen.reason if chosen and state == chosen.state else ""
            yield Duty(presence[0].extension, since, until, state, reason)


def _clipped(
    presence: Sequence[PresenceRecord], kind: str, begins: datetime, ends: datetime
) -> list[tuple[datetime, datetime, PresenceRecord]]:
    found = []
    for each in presence:
        since, until = max(each.since, begins), min(each.until or ends, ends)
        if each.kind == kind and since < until:
            if each.planned_until and since < each.planned_until < until:
                free = PresenceRecord(each.company_id, each.extension, kind, each.planned_until, until, "free", "")
                found += [(since, each.planned_until, each), (each.planned_until, until, free)]
            elif each.planned_until and each.planned_until <= since:
                free = PresenceRecord(each.company_id, each.extension, kind, each.planned_until, until, "free", "")
                found.append((since, until, free))
            else:
                found.append((since, until, each))
    return sorted(found, key=lambda each: each[:2])


def _state(phone: PresenceRecord | None, chosen: PresenceRecord | None, wrap_up: PresenceRecord | None) -> str:
    """Return the state; "" if nothing is known. Whoever pauses ends their wrap-up."""
    if phone is None and chosen is None:
        return ""
    if phone and phone.state == "phone_lost":
        return "not_connected"
    if chosen and chosen.state != "free":
        return chosen.state
    is_cut = bool(wrap_up and chosen and chosen.since > wrap_up.since)
    return "wrap_up" if wrap_up and not is_cut else "free"
