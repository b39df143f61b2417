"""Serves the acts on live calls as JSON: docs/acts.md lists them."""

from typing import Any

from flask import Blueprint, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.auth.service.employees import employee_of
from app.live_calls import calling_back, service
from app.rights import right
from designer.runtime.target import GROUP, Target

live_calls = Blueprint("live_calls", __name__, url_prefix="/live")


@live_calls.post("/calls/<call>/take")
@right("act", scope="groups")
def take(call: str) -> ResponseReturnValue:
    """Ring the user's own phones for a caller who waits."""
    return jsonify(said=service.take(call, employee_of(current_user)))


@live_calls.post("/calls/<call>/place")
@right("act", scope="groups")
def place(call: str) -> ResponseReturnValue:
    """Move a caller forward in line."""
    return jsonify(said=service.place(call, _sent("to")))


@live_calls.post("/calls/<call>/send")
@right("act", scope="groups")
def send(call: str) -> ResponseReturnValue:
    """Send a caller who waits to another group, or to a colleague."""
    before, to = service.group_waited_for(call), _sent("to")
    said = service.send(call, to)
    if Target(to).kind != GROUP or before not in service.groups_seen():
        return jsonify(said=said)
    body = {"to": Target.group(before)}
    return jsonify(said=said, undo={"method": "POST", "url": url_for("live_calls.send", call=call), "body": body})


@live_calls.post("/calls/<call>/hang-up")
@right("act", scope="groups")
def hang_up(call: str) -> ResponseReturnValue:
    """End a call for everybody in it."""
    return jsonify(said=service.hang_up(call))


@live_calls.post("/calls/<call>/call-back")
@right("act", scope="groups")
def call_back(call: str) -> ResponseReturnValue:
    """Ring the user's own phones, and then the caller of a call that is over."""
    return jsonify(said=calling_back.call_back(call, employee_of(current_user)))


@live_calls.post("/groups/<group>/helpers")
@right("act", scope="groups")
def begin_help(group: str) -> ResponseReturnValue:
    """Let another group take callers of this one, too, until nobody waits."""
    helper = _sent("group")
    said = service.begin_help(group, helper)
    url = url_for("live_calls.end_help", group=group, helper=helper)
    return jsonify(said=said, undo={"method": "DELETE", "url": url, "body": {}})


@live_calls.delete("/groups/<group>/helpers/<helper>")
@right("act", scope="groups")
def end_help(group: str, helper: str) -> ResponseReturnValue:
    """End the help at once."""
    return jsonify(said=service.end_help(group, helper))


def _sent(name: str) -> str:
    """Return a text of the JSON that was sent, "" if it is not there."""
    data: Any = request.get_json(silent=True)
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, str) else ""
