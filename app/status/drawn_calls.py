"""Makes what the canvas is sent of the calls in progress: those that go through one flow, and where each is.

It is a wall of one section, "calls", so it is sent in the same way.
"""

from collections.abc import Iterable
from datetime import datetime

from app.db.groups import Groups
from app.ports.call_records import CallRecord
from app.ports.calls import BlockVisitJson, visits
from app.ports.flows import Drawing, drawing_of
from app.status.open_calls import open_calls
from app.status.picture import Row, Rows
from app.status.reading import flows_of, visible
from app.status.wall import LONGEST, Made

CALLING_BACK = "caller"
"""The leg of the employee who calls somebody back."""

NEWEST_STOPS = 10
"""How many of the blocks to which a call came last the canvas gets."""


def make_of_flow(flow: int, groups: Groups, at: datetime) -> Made:
    """Return the calls of the company in force that go through *flow* now."""
    found = visible(open_calls(), groups)
    known = flows_of(found)
    return Made(at, {"calls": rows(call for call in found if known.get(call.id) == str(flow))}, at + LONGEST)


def rows(calls: Iterable[CallRecord]) -> Rows:
    """Return a row for each call, the newest first."""
    ordered = sorted(calls, key=lambda call: (call.started_at, call.id), reverse=True)
    drawings = {each: drawing_of(*each) for each in {(call.program, call.number) for call in ordered}}
    return {call.id: _row(call, drawings[call.program, call.number]) for call in ordered}


def _row(call: CallRecord, drawing: Drawing | None) -> Row:
    path = [(visit.block, visit.outcome, visit.at_ms) for visit in call.visits]
    node = path[-1][0] if path else ""
    stops = visits(path, drawing.outlets) if drawing else []
    legs = [leg for leg in call.legs if leg.leg != CALLING_BACK and leg.ended_at is None]
    return {
        "id": call.id,
        "caller": call.extension if call.direction == "callback" else call.caller or "?",
        "number": call.number,
        "node": drawing.labels.get(node, node) if drawing else node,
        "rings": [leg.extension or leg.number for leg in legs if leg.answered_at is None],
        "talks": [leg.extension or leg.number for leg in legs if leg.answered_at],
        "since": (call.bridged_at or call.started_at).isoformat(),
        "stops": [BlockVisitJson(block=it.block, outlet=it.outlet, at=it.at) for it in stops[-NEWEST_STOPS:]],
        "stops_in_all": len(stops),
    }
