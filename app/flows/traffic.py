"""Counts what calls did in a flow: how many reached each block, left by which outlet, and hung up there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from app.call_story import ending
from app.db import db
from app.flows import service
from app.flows.models import Flow, FlowVersion, Number
from app.flows.period import Period
from app.ports.calls import BlockVisit, CallPath, calls, visits
from designer.drawing.outlets import Outlets, outlets_of

JsonObject = dict[str, Any]

MOST_CALLS = 20_000
MOST_LISTED = 50


@dataclass(frozen=True)
class DrawnCall:
    """Describes a call and where it was on the drawing."""

    call: CallPath
    visits: list[BlockVisit]

    @property
    def left(self) -> Iterator[tuple[str, str]]:
        """Return (block, outlet) of each wire that it took."""
        return ((before.block, after.outlet) for before, after in pairwise(self.visits))

    @property
    def gave_up(self) -> bool:
        """Return whether the caller hung up without having talked to anybody."""
        return self.call.ended == "caller_hung_up" and not self.call.talked

    def stays(self) -> Iterator[tuple[str, float]]:
        """Yield (block, seconds) of each stay that is over."""
        ended_at = self.call.ended_at
        ends = [visit.at for visit in self.visits[1:]] + ([ended_at.timestamp() * 1000] if ended_at else [])
        for visit, end in zip(self.visits, ends, strict=False):
            yield visit.block, max(0.0, end - visit.at) / 1000


@dataclass(frozen=True)
class Versions:
    """Finds the versions of a flow that calls went through, by program: of several with one program, the newest."""

    flow: Flow

    @cached_property
    def programs(self) -> list[str]:
        """Return the flow's programs."""
        of_flow = select(FlowVersion.program_sha).where(FlowVersion.flow_id == self.flow.id)
        return list(db.session.scalars(of_flow.distinct()))

    @cached_property
    def of_others(self) -> list[tuple[str, str]]:
        """Return (program, number) of calls through one of these programs to another flow, which is drawn alike."""
        query = (
            select(FlowVersion.program_sha, Number.number)
            .join(Number, Number.flow_id == FlowVersion.flow_id)
            .where(FlowVersion.flow_id != self.flow.id, FlowVersion.program_sha.in_(self.programs))
        )
        return [(program, number) for program, number in db.session.execute(query.distinct())]

    def graphs(self, programs: set[str]) -> dict[str, JsonObject]:
        """Return the graphs of these programs, in the order of the versions."""
        query = select(FlowVersion.program_sha, FlowVersion.graph).where(
            FlowVersion.flow_id == self.flow.id, FlowVersion.program_sha.in_(programs)
        )
        rows = db.session.execute(query.order_by(FlowVersion.version))
        return {sha: graph for sha, graph in rows}  # noqa: C416 - rows are no pairs to the type checker


@dataclass
class _Block:
    calls: int = 0
    hung_up: int = 0
    stays: int = 0
    seconds: float = 0.0
    outlets: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> JsonObject:
        outlets = [
            {"outlet": outlet, "calls": calls, "share": calls / self.calls}
            for outlet, calls in self.outlets.most_common()
        ]
        seconds = self.seconds / self.stays if self.stays else None
        return {"calls": self.calls, "seconds": seconds, "hung_up": self.hung_up, "outlets": outlets}


def traffic(flow: Flow, days: Period, most: int = MOST_CALLS) -> JsonObject:
    """Return the calls of these days that went through a version of *flow*.

    "blocks" are those that any of them reached, with "name" from the newest of these versions; a call counts once
    for each block and each outlet, however often it was there. "seconds" is the average stay, None while none is
    over. "share" is relative to the calls that reached the block. "left_out" counts calls beyond *most*, the oldest
    ones.
    """
    drawn_calls, left_out, graphs = _drawn_calls(flow, days, most)
    blocks: dict[str, _Block] = {}
    for drawn_call in drawn_calls:
        _count(blocks, drawn_call)
    names: dict[str, str] = {}
    for graph in graphs.values():
        names |= service.labels_of(graph, {})
    return {
        **_dates(days),
        "calls": len(drawn_calls),
        "hung_up": sum(drawn_call.gave_up for drawn_call in drawn_calls),
        "in_progress": sum(drawn_call.call.ended_at is None for drawn_call in drawn_calls),
        "left_out": left_out,
        "blocks": [{"node": node, "name": names.get(node, node), **block.to_json()} for node, block in blocks.items()],
    }


def _count(blocks: dict[str, _Block], drawn_call: DrawnCall) -> None:
    for node in dict.fromkeys(visit.block for visit in drawn_call.visits):
        blocks.setdefault(node, _Block()).calls += 1
    for node, outlet in set(drawn_call.left):
        blocks[node].outlets[outlet] += 1
    for node, seconds in drawn_call.stays():
        blocks[node].stays += 1
        blocks[node].seconds += seconds
    if drawn_call.gave_up and drawn_call.visits:
        blocks[drawn_call.visits[-1].block].hung_up += 1


@dataclass(frozen=True)
class At:
    """Describes a place in the traffic.

    Calls that reached a block, or only those that left it by an *outlet*, or in which the caller gave up there;
    with no *node*, all of them.
    """

    node: str = ""
    outlet: str = ""
    hung_up: bool = False

    def has(self, drawn_call: DrawnCall) -> bool:
        """Return whether the call was there."""
        if self.hung_up:
            here = not self.node or (bool(drawn_call.visits) and drawn_call.visits[-1].block == self.node)
            return drawn_call.gave_up and here
        if self.outlet:
            return (self.node, self.outlet) in drawn_call.left
        return not self.node or any(visit.block == self.node for visit in drawn_call.visits)


def calls_at(flow: Flow, days: Period, at: At) -> JsonObject:
    """Return the newest calls *at* a place, and their total."""
    drawn_calls, left_out, _graphs = _drawn_calls(flow, days, MOST_CALLS)
    found = [drawn_call.call for drawn_call in drawn_calls if at.has(drawn_call)]
    return {
        **_dates(days),
        "count": len(found),
        "left_out": left_out,
        "calls": [_call(call) for call in found[:MOST_LISTED]],
    }


def _call(call: CallPath) -> JsonObject:
    return {
        "id": call.call,
        "caller": call.caller,
        "caller_name": call.caller_name,
        "number": call.number,
        "at": call.started_at.isoformat(),
        "ending": ending(call.ended),
    }


def _dates(days: Period) -> JsonObject:
    return {"from": days.first.isoformat(), "to": days.last.isoformat()}


def _drawn_calls(flow: Flow, days: Period, most: int) -> tuple[list[DrawnCall], int, dict[str, JsonObject]]:
    """Return the calls, the newest first, how many are left out, and the drawings that they went through."""
    versions = Versions(flow)
    found, in_all = calls().paths_through(versions.programs, versions.of_others, days.begins, days.ends, most)
    graphs = versions.graphs({call.program for call in found})
    outlets: dict[str, Outlets] = {program: outlets_of(graph) for program, graph in graphs.items()}
    drawn = [DrawnCall(call, visits(call.path, outlets[call.program])) for call in found]
    return drawn, in_all - len(found), graphs
