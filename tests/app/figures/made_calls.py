"""Calls for tests, written straight into the record."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.db import company_in_force, db
from app.figures.merging import mark
from app.ports.call_records import CallRecord, LegRecord, VisitRecord, WaitRecord
from app.ports.calls import CallsChanged
from app.ports.figures import Question, figures
from bench.past_calls import write

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
"""10:00 in Berlin."""

CALLER = "+493023125007"
S = timedelta(seconds=1)


def leg(name, extension="101", group="sales", rang=0, answered=None, ends=30, cause="hung_up", at=MONDAY, **how):
    """A leg with times in seconds after *at*; None for an end that has not come."""
    return LegRecord(
        leg=name,
        extension=extension,
        number=how.get("number", ""),
        group=group,
        carrier=how.get("carrier", ""),
        dialled_at=at + how.get("dialled", rang or 0) * S,
        rang_at=None if rang is None else at + rang * S,
        answered_at=None if answered is None else at + answered * S,
        ended_at=None if ends is None else at + ends * S,
        cause="" if ends is None else cause,
        ended_by="",
    )


def wait(group="sales", joined=0, left=10, outcome="talk", at=MONDAY):
    """A wait with times in seconds after *at*."""
    return WaitRecord(group, at + joined * S, None, None if left is None else at + left * S, outcome)


def a_call(name, at=MONDAY, ends=60, answered=None, legs=(), waits=(), outcome=None, **how):
    """A call from outside. *ends* and *answered* are in seconds after *at*; *ends* None goes on."""
    groups = {each.group for each in (*legs, *waits)} - {""}
    known = "talk" if answered is not None else "missed" if ends is not None and (legs or waits) else ""
    return CallRecord(
        id=name,
        company_id=company_in_force(),
        number="+4930555010",
        caller=how.pop("caller", CALLER),
        caller_name="",
        direction=how.pop("direction", "inbound"),
        extension=how.pop("extension", ""),
        program=how.pop("program", ""),
        started_at=at,
        answered_at=at,
        bridged_at=None if answered is None else at + answered * S,
        ended_at=None if ends is None else at + ends * S,
        answered_by=None,
        ended=None if ends is None else "caller_hung_up",
        outcome=known if outcome is None else outcome,
        tags=how.pop("tags", ()),
        count=how.pop("count", 1),
        legs=tuple(legs),
        waits=tuple(waits),
        visits=tuple(VisitRecord(block, by, round(at.timestamp() * 1000)) for block, by in how.pop("visits", ())),
        groups=tuple(sorted(groups)),
        **how,
    )


def answered_call(name, at=MONDAY, wait_s=5, talk_s=60, extension="101", group="sales", **how):
    """A call that an employee answers."""
    legs = [leg("b1", extension, group, 0, wait_s, wait_s + talk_s, at=at)]
    return a_call(name, at, wait_s + talk_s, wait_s, legs, **how)


def keep(*calls):
    """Write *calls* into the record as if they had just happened, and commit."""
    write([replace(call, groups=()) for call in calls])
    mark([CallsChanged(company_in_force(), tuple(call.id for call in calls))])
    db.session.commit()


def ask(measures, splits=(), **args):
    """The total, and the values by the keys of the splits. The period is the day of MONDAY unless *args* say."""
    given = {"from": "2026-11-23", "to": "2026-11-23"} | {
        name.replace("from_", "from"): each for name, each in args.items()
    }
    listed = {name: each if isinstance(each, list) else [each] for name, each in given.items()}
    measures = (measures,) if isinstance(measures, str) else measures
    found = figures().ask(Question(figures().selection(listed), measures, splits))
    values = {row.keys: row.values for row in found.rows}
    if len(measures) > 1:
        return found.total.values, values
    rows = {keys[0] if len(keys) == 1 else keys: value for keys, (value,) in values.items()}
    return (found.total.values[0], rows) if splits else found.total.values[0]


def listed(measure="calls", sort="started_at", **args):
    """The IDs of the calls that a figure counts."""
    given = {"from": "2026-11-23", "to": "2026-11-23"} | {
        name.replace("from_", "from"): each for name, each in args.items()
    }
    chosen = figures().selection({name: each if isinstance(each, list) else [each] for name, each in given.items()})
    return list(figures().calls(chosen, measure, sort, 0, 100).calls)
