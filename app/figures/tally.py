"""Turns one call into its facts: the one definition from which every figure is counted.

``tally`` is pure. It reads no clock: a call that goes on gives the facts that are certain, and other ones later, which
take the place of these.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from zoneinfo import ZoneInfo

import phonenumbers

from app.figures.facts import (
    DIRECTIONS,
    RESULTS,
    UNKNOWN,
    WAITS,
    CallFacts,
    Facts,
    GroupFacts,
    LegFacts,
    Own,
    PersonFacts,
    WaitFacts,
    WayFacts,
)
from app.figures.outcomes import CODES, outcome_of
from app.ports.call_records import CallRecord, LegRecord, VisitRecord, WaitRecord
from designer.drawing.ids import INSIDE
from designer.runtime import numbers
from designer.runtime.events import FROM_CALLERS

CALLING_BACK = "caller"
"""The leg of the employee who calls somebody back."""


NOTHING = Own()


def tally(call: CallRecord, zone: ZoneInfo, own: Own = NOTHING) -> Facts:
    """Return the facts of *call* by the clock of *zone*, with what features have of it."""
    local = call.started_at.astimezone(zone)
    midnight = day_begins(local.date().toordinal(), zone)
    waits = call.waits
    outside = _outside(call)
    return Facts(
        id=call.id,
        day=local.date().toordinal(),
        call=CallFacts(
            key=key_of(call.id),
            began_ms=_ms(midnight, call.started_at),
            minute=local.hour * 60 + local.minute,
            direction=DIRECTIONS.index(call.direction),
            number=call.number,
            outside=outside,
            country=country_of(outside),
            program=call.program,
            extension=call.extension,
            outcome=CODES.index(outcome_of(call)),
            waited_ms=_waited(call),
            talked_ms=_between(call.bridged_at, call.ended_at),
            lasted_ms=_between(call.started_at, call.ended_at),
            calls=call.count,
            is_recorded=int(call.is_recorded),
            is_new=0,
            hung_up=int(call.ended == "caller_hung_up" and call.bridged_at is None),
        ),
        leg=(*_legs(call, midnight), *_calling(call, midnight)),
        wait=tuple(_wait(wait, midnight) for wait in waits),
        way=_ways(call.visits, call.ended_at),
        person=tuple(PersonFacts(0, each) for each in _people(call)),
        group=tuple(GroupFacts(0, each) for each in call.groups),
        is_over=call.ended_at is not None,
        own=own,
    )


def key_of(call: str) -> int:
    """Return a whole number of 63 bits that stands for the call's ID."""
    return int.from_bytes(blake2b(call.encode(), digest_size=8).digest()) >> 1


@lru_cache(maxsize=4096)
def day_begins(day: int, zone: ZoneInfo) -> datetime:
    """Return when the local day begins, in UTC. Where no clock shows 0:00 on that day, it is the first moment."""
    naive = datetime.combine(datetime.fromordinal(day), time())
    return naive.replace(tzinfo=zone).astimezone(UTC)


@lru_cache(maxsize=65536)
def country_of(number: str) -> str:
    """Return the country of a number in E.164 by ISO 3166, such as "DE"; "" for others, and if nobody can tell."""
    if not numbers.E164.fullmatch(number):
        return ""
    try:
        found = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ""
    return found if found and found.isalpha() else ""


def _outside(call: CallRecord) -> str:
    """Return the number of whoever is outside; "" if they withhold it, or nobody is."""
    if call.direction in ("inbound", "callback"):
        return call.caller if numbers.DIALLED.fullmatch(call.caller) else ""
    return next((leg.number for leg in call.legs if leg.number), "") if call.direction == "internal" else ""


def _people(call: CallRecord) -> Iterable[str]:
    """Return the employees who called, were called, or talked, each once."""
    return dict.fromkeys(each for each in (call.extension, *(leg.employee for leg in call.legs)) if each)


def asked_at(call: CallRecord) -> datetime | None:
    """Return when somebody was first asked for, None if nobody was, or the exchange itself began the call."""
    if call.direction not in FROM_CALLERS:
        return None
    asked = [leg.dialled_at for leg in call.legs] + [wait.joined_at for wait in call.waits]
    return min(asked, default=None)


def _waited(call: CallRecord) -> int:
    """Return from when somebody was first asked for until somebody answered, or nobody was asked for any more."""
    asked = asked_at(call)
    if asked is None:
        return UNKNOWN
    if call.bridged_at:
        return _between(asked, call.bridged_at)
    if call.ended_at is None:
        return UNKNOWN
    until = [leg.ended_at or call.ended_at for leg in call.legs] + [
        wait.left_at or call.ended_at for wait in call.waits
    ]
    return _between(asked, max(until))


def _legs(call: CallRecord, midnight: datetime) -> Iterator[LegFacts]:
    """Yield the facts of the legs. A number outside to which an employee's calls are forwarded is theirs."""
    forwards = _forwards(call)
    for leg in call.legs:
        is_passed_on = any(each is leg for each in forwards.values())
        forwarder = forwards.get(leg.leg)
        yield _leg(call, leg, midnight, forwarder.extension if forwarder else leg.employee, is_passed_on)


def _forwards(call: CallRecord) -> dict[str, LegRecord]:
    """Return the leg of the employee who forwards their calls by the leg to the number outside, if they were rung.

    In records of an earlier version nothing says who forwards. There, such a number was dialled in the moment in which
    the employee was rung no more, and without coming to another block.
    """
    found: dict[str, LegRecord] = {}
    if all(leg.extension for leg in call.legs):
        return found
    entered = {visit.at_ms for visit in call.visits}
    for before, leg in pairwise(call.legs):
        is_at_once = before.ended_at == leg.dialled_at and round(leg.dialled_at.timestamp() * 1000) not in entered
        is_theirs = leg.forwarded_by == before.extension if leg.forwarded_by else is_at_once
        if not leg.extension and before.extension and before.answered_at is None and is_theirs:
            found[leg.leg] = before
    return found


def _leg(call: CallRecord, leg: LegRecord, midnight: datetime, extension: str, is_passed_on: bool) -> LegFacts:
    """Return the facts of a leg. The employee who calls somebody back talks from when that somebody answers."""
    is_calling_back = leg.leg == CALLING_BACK
    result = "caller" if is_calling_back and not call.bridged_at else "forwarded" if is_passed_on else _result(leg)
    answered_at = call.bridged_at if is_calling_back else leg.answered_at
    return LegFacts(
        call=0,
        extension=extension,
        group=leg.group,
        outside="" if leg.extension else leg.number,
        carrier=leg.carrier,
        result=RESULTS.index(result),
        at_ms=_ms(midnight, leg.dialled_at),
        rang_ms=UNKNOWN if is_calling_back else _between(leg.rang_at, leg.answered_at or leg.ended_at),
        talked_ms=_between(answered_at, leg.ended_at),
        lasted_ms=_between(leg.dialled_at, leg.ended_at),
    )


def _calling(call: CallRecord, midnight: datetime) -> Iterator[LegFacts]:
    """Yield a row for the employee who called, unless they have one."""
    if call.extension and all(leg.leg != CALLING_BACK for leg in call.legs):
        talked, lasted = _between(call.bridged_at, call.ended_at), _between(call.started_at, call.ended_at)
        at = _ms(midnight, call.started_at)
        yield LegFacts(0, call.extension, "", "", "", RESULTS.index("caller"), at, UNKNOWN, talked, lasted)


def _result(leg: LegRecord) -> str:
    """Return what became of a leg. Who loses the race for a call has missed nothing."""
    if leg.answered_at:
        return "talk"
    if leg.ended_at is None:
        return ""
    if leg.cause in ("elsewhere", "busy", "rejected", "unavailable"):
        return leg.cause
    if leg.cause in ("no_answer", "cancelled", "lost", "hung_up"):
        return "not_taken" if leg.rang_at else "withdrawn"
    return "failed"


def _wait(wait: WaitRecord, midnight: datetime) -> WaitFacts:
    result = wait.outcome if wait.outcome in WAITS else "left"
    waited = _between(wait.joined_at, wait.left_at)
    return WaitFacts(0, wait.group, WAITS.index(result), _ms(midnight, wait.joined_at), waited)


def _ways(visits: tuple[VisitRecord, ...], ended_at: datetime | None) -> tuple[WayFacts, ...]:
    """Return the steps on the drawing itself: what happens within a sub-flow happens at the block that calls it."""
    outer = [visit for visit in visits if INSIDE not in visit.block]
    ends = [visit.at_ms for visit in outer[1:]]
    ends += [round(ended_at.timestamp() * 1000)] if ended_at and outer else []
    found = []
    for place, visit in enumerate(outer):
        following = outer[place + 1] if place + 1 < len(outer) else None
        way = f"{visit.block}\t{following.outcome}\t{following.block}" if following else f"{visit.block}\t\t"
        stayed = max(0, ends[place] - visit.at_ms) if place < len(ends) else UNKNOWN
        found.append(WayFacts(0, way, stayed))
    return tuple(found)


def _between(begins: datetime | None, ends: datetime | None) -> int:
    """Return milliseconds, 0 if the clock was set back meanwhile, UNKNOWN if either is not known."""
    return max(0, _ms(begins, ends)) if begins and ends else UNKNOWN


def _ms(begins: datetime, ends: datetime) -> int:
    passed = ends - begins
    return passed.days * 86_400_000 + passed.seconds * 1000 + passed.microseconds // 1000
