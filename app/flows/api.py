"""Serves the canvas: JSON under /api, with the page's session and its CSRF token in X-CSRFToken."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _
from flask_login import current_user

from app.auth.permissions import may
from app.db import db, find
from app.flows import numbers, service, translated
from app.flows.body import body, note, revision
from app.flows.models import Flow, FlowVersion
from app.flows.translated import diagnostics
from app.ports.directory import KINDS, references
from app.rights import right
from designer.drawing.graph import MAX_BYTES
from designer.drawing.variables import variables

api = Blueprint("flows_api", __name__, url_prefix="/api")


@api.before_request
def _limit() -> None:
    request.max_content_length = MAX_BYTES


@api.get("/catalogue")
@right("see flows")
def catalogue() -> Response:
    """Return all node types."""
    return jsonify(nodes=translated.catalogue())


@api.get("/references")
@right("see flows")
def all_references() -> Response:
    """Return what the canvas offers in reference fields, by kind."""
    found: dict[str, list[dict[str, str]]] = {kind: [] for kind in KINDS}
    for each in references():
        words = {"name": each.name, "label": each.label}
        found[each.kind].append({**words, "text": each.text} if each.kind == "prompt" else words)
    return jsonify(found)


@api.get("/flows/<int:flow_id>")
@right("see flows")
def show(flow_id: int) -> Response:
    """Return a flow with its draft."""
    flow = find(Flow, id=flow_id)
    return jsonify(
        id=flow.id,
        name=flow.name,
        graph=flow.draft,
        revision=flow.revision,
        numbers=[number.number for number in flow.numbers],
        published=version_json(flow.current) if flow.current else None,
        diagnostics=diagnostics(service.check(flow.draft)[1]),
        variables=variables(flow.draft),
        may_draw=may("draw"),
    )


@api.put("/flows/<int:flow_id>/draft")
@right("draw")
def save(flow_id: int) -> Response:
    """Save the draft."""
    data = body("graph", "revision")
    flow = find(Flow, id=flow_id)
    found = service.save_draft(flow, data["graph"], revision(data))
    db.session.commit()
    return jsonify(revision=flow.revision, diagnostics=diagnostics(found), variables=variables(flow.draft))


@api.post("/flows/<int:flow_id>/check")
@right("see flows")
def check(flow_id: int) -> Response:
    """Return the faults of a graph that isn't saved; a malformed one has faults, too."""
    find(Flow, id=flow_id)
    graph = body("graph")["graph"]
    return jsonify(diagnostics=diagnostics(service.check(graph)[1]), variables=variables(graph))


@api.post("/flows/<int:flow_id>/publish")
@right("draw")
def publish(flow_id: int) -> Response:
    """Publish the draft."""
    data = body("revision", optional=("note",))
    flow = find(Flow, id=flow_id)
    version = service.publish(flow, current_user.name, revision(data), note(data.get("note", "")))
    db.session.commit()
    return published(version)


def published(version: FlowVersion) -> Response:
    """Put a committed version on the switch, and return the result."""
    flow = version.flow
    states = numbers.states(flow.numbers)
    warning = None if states else _("No number leads to this flow yet, so nobody hears it.")
    return jsonify(
        version=version.version,
        program=version.program_sha,
        numbers=[{"number": each.number, "program": each.published, "live": each.is_live} for each in states],
        warning=warning,
    )


def version_json(version: FlowVersion) -> dict[str, Any]:
    """Return a version as JSON."""
    return {"version": version.version, "program": version.program_sha, "at": version.published_at.isoformat()}
