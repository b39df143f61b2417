"""Serves the replay of real calls against a draft, as JSON."""

from flask import Response, jsonify

from app.db import find
from app.flows.api import api
from app.flows.body import body, day
from app.flows.models import Flow
from app.flows.replaying import replay_calls
from app.rights import right


@api.post("/flows/<int:flow_id>/replay")
@right("see flows", scope="groups")
def replay(flow_id: int) -> Response:
    """Replay the calls to the flow's numbers, of a range of days, against a graph or else the draft."""
    data = body("from", "to", optional=("graph",))
    flow = find(Flow, id=flow_id)
    graph = data.get("graph", flow.draft)
    return jsonify(replay_calls(graph, flow.all_numbers, day(data, "from"), day(data, "to")))
