"""Counts what calls did in a flow: how many reached each block, left by which outlet, and hung up there."""

from typing import Any

from sqlalchemy import select

from app.call_story import ending
from app.db import db
from app.flows import service
from app.flows.models import Flow, FlowVersion
from app.ports.call_records import CallRecord, call_records
from app.ports.figures import BlockWays, FlowWays, Place, Selection, figures

JsonObject = dict[str, Any]

MOST_LISTED = 50


def traffic(flow: Flow, selection: Selection) -> JsonObject:
    """Return what those of the selected calls did that went through a version of *flow*.

    "blocks" are those that any of them reached, with "name" from the newest of these versions; a call counts once
    for each block and each outlet, however often it was there. "seconds" is the average stay, None while none is
    over. "share" is relative to the calls that reached the block. "chips" are the filters as people read them, and
    "query" says the same selection on other pages.
    """
    found = figures().ways(selection, flow.id)
    names = _names(flow, found)
    return {
        **_selected(selection),
        "calls": found.calls,
        "hung_up": found.hung_up,
        "in_progress": found.in_progress,
        "blocks": [_block(each, names) for each in found.blocks],
    }


def calls_at(flow: Flow, selection: Selection, place: Place) -> JsonObject:
    """Return the newest of the selected calls at a *place*, and their total."""
    page = figures().calls_at(selection, flow.id, place, MOST_LISTED)
    records = {each.id: each for each in call_records().records(page.calls)}
    calls = [_call(records[call]) for call in page.calls if call in records]
    return {**_selected(selection), "count": page.total, "calls": calls}


def _block(found: BlockWays, names: dict[str, str]) -> JsonObject:
    outlets = [
        {"outlet": each.outlet, "calls": each.calls, "share": each.calls / found.calls} for each in found.outlets
    ]
    return {
        "node": found.block,
        "name": names.get(found.block, found.block),
        "calls": found.calls,
        "seconds": found.stayed_s,
        "hung_up": found.hung_up,
        "outlets": outlets,
    }


def _names(flow: Flow, found: FlowWays) -> dict[str, str]:
    """Return what the versions that the calls went through call their blocks, the newest version last."""
    query = select(FlowVersion.graph).where(FlowVersion.flow_id == flow.id, FlowVersion.program_sha.in_(found.programs))
    names: dict[str, str] = {}
    for graph in db.session.scalars(query.order_by(FlowVersion.version)):
        names |= service.labels_of(graph, {})
    return names


def _selected(selection: Selection) -> JsonObject:
    labels = figures().filters()
    return {
        "from": selection.first.isoformat(),
        "to": selection.last.isoformat(),
        "query": figures().args(selection),
        "chips": [
            {
                "name": chip.name,
                "label": str(labels[chip.name].label),
                "value": chip.value,
                "text": chip.text,
                "is_known": chip.is_known,
            }
            for chip in figures().chips(selection)
        ],
    }


def _call(call: CallRecord) -> JsonObject:
    return {
        "id": call.id,
        "caller": call.caller,
        "caller_name": call.caller_name,
        "number": call.number,
        "at": call.started_at.isoformat(),
        "ending": ending(call.ended),
    }
