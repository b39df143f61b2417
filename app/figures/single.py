"""Says of single calls what figures count of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from app.company.models import Company
from app.company.service import own_company
from app.db import now
from app.db.groups import groups_in_force
from app.figures.outcomes import outcome_of
from app.figures.tally import asked_at, tally
from app.ports.call_records import CallRecord, call_records
from app.ports.figures import CallFacts

MS = 1000.0


def facts(calls: Collection[str]) -> Mapping[str, CallFacts]:
    """Return what is counted of each of *calls* that there is, and that the user may see, by ID."""
    return facts_of(call_records().records(calls))


def facts_of(calls: Iterable[CallRecord]) -> Mapping[str, CallFacts]:
    """Return what is counted of each of *calls* that the user may see, by ID."""
    allowed, company = groups_in_force(), own_company()
    return {call.id: _facts(call, company) for call in calls if allowed is None or allowed & {*call.groups}}


def _facts(call: CallRecord, company: Company) -> CallFacts:
    counted = tally(call, company.clock)
    asked = asked_at(call)
    waited, talked = counted.call.waited_ms / MS, counted.call.talked_ms / MS
    if waited < 0:
        waited = _since(asked) if asked and call.ended_at is None else 0.0
    if talked < 0:
        talked = _since(call.bridged_at) if call.bridged_at and call.ended_at is None else 0.0
    outcome = outcome_of(call, company.targets.abandoned_after_s)
    return CallFacts(call.id, outcome, _group(call), _employee(call), waited, talked)


def _since(at: datetime) -> float:
    return max(0.0, (now() - at).total_seconds())


def _group(call: CallRecord) -> str:
    """Return the group that talked, or the one that was asked last."""
    talks = [leg.group for leg in call.legs if leg.answered_at and leg.group]
    asked = [(wait.joined_at, wait.group) for wait in call.waits]
    asked += [(leg.dialled_at, leg.group) for leg in call.legs if leg.group]
    if talks:
        return talks[-1]
    return max(asked)[1] if asked else next(iter(call.groups), "")


def _employee(call: CallRecord) -> str:
    """Return who talked last, or who called, or the one employee who was rung."""
    talks = [leg.employee for leg in call.legs if leg.answered_at and leg.employee]
    if talks or call.extension:
        return talks[-1] if talks else call.extension
    rung = {leg.employee for leg in call.legs if leg.employee}
    return rung.pop() if len(rung) == 1 else ""
