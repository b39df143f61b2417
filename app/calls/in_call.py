"""Says who is in one call, and what they do there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.calls.models import Call, CallLeg
from app.calls.record import CALLING_BACK
from app.ports.engagements import Engagement, Kind

KINDS = "talks", "calls", "rings"
CALL_COLUMNS = select(Call.id, Call.direction, Call.caller, Call.extension, Call.number, Call.started_at, Call.ended_at)
LEG_COLUMNS = select(
    CallLeg.call,
    CallLeg.leg,
    CallLeg.extension,
    CallLeg.number,
    CallLeg.group,
    CallLeg.dialled_at,
    CallLeg.answered_at,
    CallLeg.ended_at,
).join(Call, Call.id == CallLeg.call)


def ordered(found: Iterable[Engagement]) -> list[Engagement]:
    """Return those who talk first."""
    return sorted(found, key=lambda each: (KINDS.index(each.kind), each.since))


def in_call(call: Any, legs: Sequence[Any], at: datetime) -> Iterator[Engagement]:
    """Yield those in one call whose *legs* go on at the moment *at*. *call* has CALL_COLUMNS, a leg LEG_COLUMNS."""
    talks = [leg for leg in legs if leg.answered_at and leg.answered_at <= at]
    rings = [leg for leg in legs if leg not in talks]
    called = [leg for leg in talks or rings if leg.leg != CALLING_BACK]
    for leg in legs:
        if leg.leg == CALLING_BACK:
            yield Engagement(leg.extension, call.id, "talks", leg.answered_at, leg.group, (call.caller,), False)
        elif leg.extension:
            other, is_inside = (call.extension, True) if call.extension else (call.caller, False)
            kind: Kind = "talks" if leg in talks else "rings"
            since = leg.answered_at if leg in talks else leg.dialled_at
            yield Engagement(leg.extension, call.id, kind, since, leg.group, (other,), is_inside)
    if call.extension and not any(leg.leg == CALLING_BACK for leg in legs):
        others = tuple(dict.fromkeys(leg.extension or leg.number for leg in called)) or (call.number,)
        is_inside = all(leg.extension for leg in called)
        since = max((leg.answered_at for leg in talks), default=call.started_at)
        yield Engagement(call.extension, call.id, "talks" if talks else "calls", since, "", others, is_inside)
