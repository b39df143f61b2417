"""Finds the calls that differ before anything has happened: by who calls, what they dial, and when.

It asks the ops themselves whether two calls differ, so nothing here knows what a calendar or a list means.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from designer.runtime.calendar import DAY_MINUTES, hours_of, is_open, local_time
from designer.runtime.call import Call
from designer.runtime.call_state import first_state
from designer.runtime.callers import is_anonymous
from designer.runtime.directory import Calendar, Directory, Offsets
from designer.runtime.events import CallArrived
from designer.runtime.numbers import ANONYMOUS
from designer.runtime.program import Program
from designer.verifying.report import VerifyOptions

JsonObject = dict[str, Any]

NORMAL = "+493055501"
MOST_LOTS = 500
"""How many callers and random numbers are tried to find both sides of a split."""

MOST_OF_A_KIND = 24
MOST_ARRIVALS = 400
DAYS = 8
MINUTE_MS = 60_000
DAY_MS = 86_400_000


class Arrivals:
    """Holds the calls that were *found*; *is_complete* says whether these are all kinds of them."""

    def __init__(self, flow: Program, directory: Directory, options: VerifyOptions) -> None:
        self._flow, self._directory, self._options = flow, directory, options
        every = [op for ops in flow.blocks.values() for op in ops]
        asked = {op: op.arrivals(directory) for op in every}
        self._asked = {op: arrivals for op, arrivals in asked.items() if arrivals.at_once}
        self._worked = sorted({name for arrivals in asked.values() for name in arrivals.staff})
        self.is_complete = True
        at = round(options.at.timestamp() * 1000)
        self._usual = {"caller": NORMAL, "number": options.number, "chance": 0, "at": at}
        moments = self._distinct({"at": moment} for moment in (at, *self._moments(at)))
        callers = self._distinct(self._callers())
        numbers = self._distinct({"number": number} for number in self._numbers())
        product = list(itertools.islice(itertools.product(callers, moments, numbers), MOST_ARRIVALS + 1))
        self.is_complete &= len(product) <= MOST_ARRIVALS
        self.found = [
            self._call(**{**self._usual, **one, **two, **three}) for one, two, three in product[:MOST_ARRIVALS]
        ]

    def _call(self, caller: str, number: str, chance: int, at: int) -> CallArrived:
        company = self._directory.get("company", "")
        return CallArrived(at, "c", company, caller, "", number, self._flow.sha, "", "inbound", chance=chance)

    def _distinct(self, kinds: Iterable[JsonObject]) -> list[JsonObject]:
        """Return those that make some op decide otherwise than all before."""
        found: dict[tuple[Any, ...], JsonObject] = {}
        for kind in kinds:
            outcomes = self._outcomes(self._call(**{**self._usual, **kind}))
            if outcomes in found:
                continue
            if len(found) >= MOST_OF_A_KIND:
                self.is_complete = False
                break
            found[outcomes] = kind
        return list(found.values())

    def _outcomes(self, arrival: CallArrived) -> tuple[Any, ...]:
        call = Call(self._directory, first_state(arrival, self._flow.entry), arrival.at)
        found: list[Any] = [is_anonymous(arrival.caller)]
        for op in self._asked:
            op.begin(call)
            found.append(call.state["outcome"])
        calendars = self._directory["calendars"]
        found += [is_open(self._directory["zones"], calendars[name], arrival.at) for name in self._worked]
        return tuple(found)

    def _callers(self) -> Iterator[JsonObject]:
        lots = MOST_LOTS if any(arrivals.lots for arrivals in self._asked.values()) else 1
        yield {"caller": NORMAL}
        yield {"caller": ANONYMOUS}
        for arrivals in self._asked.values():
            for caller in arrivals.callers:
                yield {"caller": caller}
        for lot in range(1, lots):
            yield {"caller": f"{NORMAL}{lot:03}"}
            yield {"caller": ANONYMOUS, "chance": lot}

    def _numbers(self) -> Iterator[str]:
        yield self._options.number
        for arrivals in self._asked.values():
            yield from arrivals.numbers

    def _moments(self, at: int) -> Iterator[int]:
        """Yield the middle of every span of each day between two times at which a calendar or a condition changes."""
        clocks = {clock for arrivals in self._asked.values() for clock in arrivals.clocks}
        names = {name for arrivals in self._asked.values() for name in arrivals.calendars} | {*self._worked}
        calendars = [self._directory["calendars"][name] for name in sorted(names) if self._knows(name)]
        for calendar in calendars:
            yield from _changes(self._directory["zones"][calendar["zone"]], calendars, clocks, at)
        if clocks and not calendars:
            yield from _changes(next(iter(self._directory["zones"].values())), [], clocks, at)

    def _knows(self, name: str) -> bool:
        return name in self._directory["calendars"]


def _changes(zone: Offsets, calendars: list[Calendar], clocks: set[str], at: int) -> Iterator[int]:
    days = {local_time(zone, at + day * DAY_MS).date().isoformat() for day in range(DAYS)}
    today = min(days)
    days |= {day for calendar in calendars for day in calendar.get("exceptions", {}) if day >= today}
    days |= {(date.fromisoformat(day) + timedelta(days=1)).isoformat() for day in days}
    for day in sorted(days):
        midnight = datetime.fromisoformat(day).replace(tzinfo=UTC)
        minutes = sorted({0, DAY_MINUTES} | _of_day(calendars, midnight.date()) | _of_clocks(clocks))
        for start, end in itertools.pairwise(minutes):
            middle = round(midnight.timestamp() * 1000) + (start + end) * MINUTE_MS // 2
            yield from _utc(zone, middle)


def _of_day(calendars: list[Calendar], day: date) -> set[int]:
    """Return the minutes at which hours begin or end, also those that began the day before."""
    found: set[int] = set()
    for calendar in calendars:
        for span in hours_of(calendar, day):
            found |= {minute for minute in span if minute <= DAY_MINUTES}
        for span in hours_of(calendar, day - timedelta(days=1)):
            found |= {minute - DAY_MINUTES for minute in span if minute > DAY_MINUTES}
    return found


def _of_clocks(clocks: set[str]) -> set[int]:
    """Return the minutes of the day from which and after which a condition on the time is true or false."""
    found: set[int] = set()
    for clock in clocks:
        hour, _, minute = clock.partition(":")
        if hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60:
            at = int(hour) * 60 + int(minute)
            found |= {at, at + 1}
    return found


def _utc(zone: Offsets, local_ms: int) -> Iterator[int]:
    """Yield the moment at which clocks in *zone* show this, if there is one."""
    for offset in sorted({offset for _, offset in zone}):
        at = local_ms - offset * 1000
        if round(local_time(zone, at).timestamp() * 1000) == local_ms // 1000 * 1000:
            yield at
            return


def moment(directory: Directory, at: int) -> datetime:
    """Return *at*, in ms since 1970, in the company's time zone."""
    zones = directory.get("zones") or {}
    found = datetime.fromtimestamp(at // 1000, UTC)
    for zone in zones.values():
        local = local_time(zone, at)
        return found.astimezone(timezone(timedelta(seconds=round((local - found).total_seconds()))))
    return found
