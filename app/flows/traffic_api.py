"""Serves the calls that went through a flow, as JSON."""

from dataclasses import replace

from flask import Response, abort, jsonify, request

from app.db import find
from app.flows import traced, traffic
from app.flows.api import api
from app.flows.models import Flow
from app.flows.period import requested_period
from app.ports.calls import calls
from app.ports.figures import BadSelection, Place, Selection, figures
from app.rights import right
from app.web.errors import Refused

PERIODS = {"1": "today", "7": "7d", "30": "30d"}
"""Names so many days as other pages do."""


class NoSelection(Refused):
    """Says that no calls are selected by what a query says."""

    code = "malformed"


@api.get("/flows/<int:flow_id>/traffic")
@right("see flows", scope="groups")
def show_traffic(flow_id: int) -> Response:
    """Return the traffic of ?days=7, or ?from=2026-11-01&to=2026-11-24, with any filter of Statistics."""
    return jsonify(traffic.traffic(find(Flow, id=flow_id), _selection()))


@api.get("/flows/<int:flow_id>/traffic/calls")
@right("see flows", scope="groups")
def list_calls(flow_id: int) -> Response:
    """Return calls of the same selection, at ?node=menu, ?node=menu&outlet=1 or ?node=menu&hung_up=1."""
    asked = request.args
    place = Place(asked.get("node", ""), asked.get("outlet", ""), asked.get("hung_up") == "1")
    return jsonify(traffic.calls_at(find(Flow, id=flow_id), _selection(), place))


@api.get("/flows/<int:flow_id>/traffic/filters")
@right("see flows", scope="groups")
def list_filters(flow_id: int) -> Response:
    """Return the filters that the calls can be narrowed by, each with its choices; [] where any value may be typed."""
    find(Flow, id=flow_id)
    offered = [
        {
            "name": name,
            "label": str(each.label),
            "kind": each.kind,
            "choices": [{"value": value, "label": label} for value, label in figures().choices(name)],
        }
        for name, each in figures().filters().items()
        if name != "flow"
    ]
    return jsonify({"filters": offered})


@api.get("/flows/<int:flow_id>/calls/<call_id>")
@right("see flows", scope="groups")
def show_call(flow_id: int, call_id: str) -> Response:
    """Return one call on its drawing."""
    flow = find(Flow, id=flow_id)
    return jsonify(traced.trace(flow, calls().path_of(call_id) or abort(404)))


def _selection() -> Selection:
    """Return the calls that the query selects. Raise a ``Refused`` for what is no selection."""
    try:
        asked = figures().selection(request.args.to_dict(flat=False), default="today")
    except BadSelection as problem:
        raise NoSelection(str(problem)) from None
    if "period" in request.args:
        return asked
    days = requested_period(request.args)
    period = "" if "from" in request.args else PERIODS.get(request.args.get("days", "1"), "")
    return replace(asked, first=days.first, last=days.last, period=period)
