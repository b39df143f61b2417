"""What the canvas asks for: JSON under /api, with the session of the page and its CSRF token in X-CSRFToken."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from app.db import db, find
from app.exchange import switching
from app.flows import service
from app.flows.graph_json import NotJson, TooLarge, read_json
from app.flows.models import Flow, FlowVersion
from app.references import KINDS, references
from designer import MAX_BYTES, Diagnostic, describe

api = Blueprint("flows_api", __name__, url_prefix="/api")


@api.before_request
def _limit() -> None:
    request.max_content_length = MAX_BYTES


@api.get("/catalogue")
def catalogue() -> Response:
    return jsonify(nodes=describe())


@api.get("/references")
def all_references() -> Response:
    """What the reference fields of the canvas offer, by kind."""
    found: dict[str, list[dict[str, str]]] = {kind: [] for kind in KINDS}
    for each in references():
        words = {"name": each.name, "label": each.label}
        found[each.kind].append({**words, "text": each.text} if each.kind == "prompt" else words)
    return jsonify(found)


@api.get("/flows/<int:flow_id>")
def show(flow_id: int) -> Response:
    flow = find(Flow, id=flow_id)
    return jsonify(
        id=flow.id,
        name=flow.name,
        graph=flow.draft,
        revision=flow.revision,
        numbers=[number.number for number in flow.numbers],
        published=_version(flow.versions[0]) if flow.versions else None,
        diagnostics=_diagnostics(service.check(flow.draft)[1]),
    )


@api.put("/flows/<int:flow_id>/draft")
def save(flow_id: int) -> Response:
    data = _body("graph", "revision")
    flow = find(Flow, id=flow_id)
    diagnostics = service.save_draft(flow, data["graph"], _revision(data))
    db.session.commit()
    return jsonify(revision=flow.revision, diagnostics=_diagnostics(diagnostics))


@api.post("/flows/<int:flow_id>/check")
def check(flow_id: int) -> Response:
    """The faults of a graph that isn't saved; a malformed one has faults, too."""
    find(Flow, id=flow_id)
    return jsonify(diagnostics=_diagnostics(service.check(_body("graph")["graph"])[1]))


@api.post("/flows/<int:flow_id>/publish")
def publish(flow_id: int) -> Response:
    data = _body("revision")
    flow = find(Flow, id=flow_id)
    version = service.publish(flow, current_user.name, _revision(data))
    db.session.commit()
    warning = switching.go_live()
    states = switching.status(number.number for number in flow.numbers)
    if not states:
        warning = _("No number leads to this flow yet, so nobody hears it.")
    return jsonify(
        version=version.version,
        program=version.program_sha,
        numbers=[{"number": each.number, "program": each.published, "live": each.is_live} for each in states],
        warning=warning,
    )


def _body(*keys: str) -> dict[str, Any]:
    """The JSON object that was sent, with exactly these keys."""
    try:
        data = read_json(request.get_data())
    except NotJson as problem:
        raise service.Malformed(_("This is no JSON: %(reason)s.", reason=problem)) from problem
    except TooLarge as problem:
        raise RequestEntityTooLarge from problem
    if not isinstance(data, dict) or data.keys() != set(keys):
        raise service.Malformed(_("Expected a JSON object with: %(keys)s.", keys=", ".join(keys)))
    return data


def _revision(data: dict[str, Any]) -> int:
    revision = data["revision"]
    if not isinstance(revision, int) or isinstance(revision, bool):
        raise service.Malformed(_("The revision must be a whole number."))
    return revision


def _version(version: FlowVersion) -> dict[str, Any]:
    return {"version": version.version, "program": version.program_sha, "at": version.created_at.isoformat()}


def _diagnostics(found: tuple[Diagnostic, ...]) -> list[dict[str, Any]]:
    return [diagnostic.to_json() for diagnostic in found]
