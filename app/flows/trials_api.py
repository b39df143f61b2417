"""Serves the trial of a draft by a real call, as JSON."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.auth.service.employees import employee_of
from app.db import find
from app.flows import trials
from app.flows.api import api
from app.flows.body import body, text
from app.flows.models import Flow
from app.rights import right

MOST_CALLER_CHARACTERS = 40
MOST_EXTENSION_CHARACTERS = 8


@api.post("/flows/<int:flow_id>/call-me")
@right("draw")
def call_me(flow_id: int) -> ResponseReturnValue:
    """Ring the employee "extension", who goes through the graph as somebody calling from "caller".

    Without an extension, ring the user's browser.
    """
    data = body("graph", optional=("extension", "caller"))
    flow = find(Flow, id=flow_id)
    caller = text(data, "caller", MOST_CALLER_CHARACTERS) if "caller" in data else ""
    if "extension" in data:
        extension = text(data, "extension", MOST_EXTENSION_CHARACTERS)
        program = trials.call_me(flow, data["graph"], extension, caller)
    else:
        program = trials.call_my_browser(flow, data["graph"], employee_of(current_user), caller)
    return jsonify(program=program), 202
