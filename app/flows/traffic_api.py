"""Serves the calls that went through a flow, as JSON."""

from flask import Response, abort, jsonify, request

from app.db import find
from app.flows import traced, traffic
from app.flows.api import api
from app.flows.models import Flow
from app.flows.period import requested_period
from app.ports.calls import calls
from app.rights import right


@api.get("/flows/<int:flow_id>/traffic")
@right("see flows", scope="groups")
def show_traffic(flow_id: int) -> Response:
    """Return the traffic of ?days=7, or ?from=2026-11-01&to=2026-11-24."""
    return jsonify(traffic.traffic(find(Flow, id=flow_id), requested_period(request.args)))


@api.get("/flows/<int:flow_id>/traffic/calls")
@right("see flows", scope="groups")
def list_calls(flow_id: int) -> Response:
    """Return calls of the same days, at ?node=menu, ?node=menu&outlet=1 or ?node=menu&hung_up=1."""
    asked = request.args
    at = traffic.At(asked.get("node", ""), asked.get("outlet", ""), asked.get("hung_up") == "1")
    return jsonify(traffic.calls_at(find(Flow, id=flow_id), requested_period(asked), at))


@api.get("/flows/<int:flow_id>/calls/<call_id>")
@right("see flows", scope="groups")
def show_call(flow_id: int, call_id: str) -> Response:
    """Return one call on its drawing."""
    flow = find(Flow, id=flow_id)
    return jsonify(traced.trace(flow, calls().path_of(call_id) or abort(404)))
