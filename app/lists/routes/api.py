"""Serves lists of callers to the canvas, as JSON."""

from flask import Blueprint, Response, jsonify, url_for

from app.db import find
from app.lists import service
from app.lists.models import CallerList
from app.rights import right

api = Blueprint("lists_api", __name__, url_prefix="/api")


@api.get("/lists/<name>")
@right("see settings")
def caller_list(name: str) -> Response:
    """Return a list's label and size."""
    found = find(CallerList, name=name)
    edit = url_for("lists.caller_list", list_id=found.id)
    return jsonify(name=name, label=found.label, count=service.count(found), edit=edit)
