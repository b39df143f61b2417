"""JSON for trying a draft with a real call."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from app.db import find
from app.flows import trials
from app.flows.api import api
from app.flows.body import body, text
from app.flows.models import Flow

MOST_CALLER_CHARACTERS = 40
MOST_EXTENSION_CHARACTERS = 8


@api.post("/flows/<int:flow_id>/call-me")
def call_me(flow_id: int) -> ResponseReturnValue:
    """Rings the employee "extension", who goes through the graph as somebody who calls from "caller"."""
    data = body("graph", "extension", optional=("caller",))
    flow = find(Flow, id=flow_id)
    extension = text(data, "extension", MOST_EXTENSION_CHARACTERS)
    caller = text(data, "caller", MOST_CALLER_CHARACTERS) if "caller" in data else ""
    return jsonify(program=trials.call_me(flow, data["graph"], extension, caller)), 202
