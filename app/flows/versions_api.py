"""Serves published versions and the import of drawings, as JSON."""

import re
from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.db import db, find
from app.flow_texts import translate
from app.flows import firms, service, versions
from app.flows.api import api, published, version_json
from app.flows.body import body, revision
from app.flows.models import Flow, FlowVersion
from app.flows.translated import diagnostics
from app.rights import right
from designer.drawing.diff import diff

VERSION = re.compile(r"[0-9]{1,9}")


@api.post("/flows")
@right("draw")
def import_flow() -> ResponseReturnValue:
    """Create a flow whose draft is this graph, which may have faults."""
    flow, found = versions.import_flow(body("graph")["graph"])
    db.session.commit()
    return jsonify(id=flow.id, name=flow.name, revision=flow.revision, diagnostics=diagnostics(found)), 201


@api.get("/templates")
@right("see flows")
def templates() -> Response:
    """Return the templates."""
    return jsonify(templates=[firm.to_json() for firm in firms.templates()])


@api.get("/flows/<int:flow_id>/versions")
@right("see flows")
def list_versions(flow_id: int) -> Response:
    """Return the versions, the newest first; "changes" counts how the draft differs from the current one."""
    flow = find(Flow, id=flow_id)
    numbers = versions.in_use(flow)
    return jsonify(
        current=flow.current.version if flow.current else None,
        changes=len(versions.unpublished(flow)),
        versions=[
            {
                **version_json(version),
                "author": version.author,
                "note": version.note,
                "created_at": version.created_at.isoformat(),
                "numbers": numbers.get(version.id, []),
            }
            for version in flow.versions
        ],
    )


@api.get("/flows/<int:flow_id>/versions/<int:number>")
@right("see flows")
def show_version(flow_id: int, number: int) -> Response:
    """Return a version's graph, and how it differs from the version before."""
    version = find(FlowVersion, flow_id=flow_id, version=number)
    before = versions.find_version(version.flow, number - 1)
    found = diff(before.graph, version.graph, versions.labeller()) if before else None
    difference = found.to_json(translate) if found else None
    return jsonify(graph=version.graph, diff=difference, **version_json(version))


@api.get("/flows/<int:flow_id>/diff")
@right("see flows")
def difference(flow_id: int) -> Response:
    """Return how the drawing *to* differs from *from*, sentence by sentence, and both graphs.

    Each is the number of a version, or "draft".
    """
    flow = find(Flow, id=flow_id)
    before, after = (_drawing(flow, request.args.get(name, "")) for name in ("from", "to"))
    changes = diff(before, after, versions.labeller()).entries(translate)
    return jsonify(before=before, after=after, changes=changes)


def _drawing(flow: Flow, wanted: str) -> dict[str, Any]:
    if wanted == "draft":
        return flow.draft
    if not VERSION.fullmatch(wanted):
        raise service.Malformed(_("“%(wanted)s” is neither a version nor the draft.", wanted=wanted))
    return find(FlowVersion, flow_id=flow.id, version=int(wanted)).graph


@api.post("/flows/<int:flow_id>/versions/<int:number>/roll-back")
@right("draw")
def roll_back(flow_id: int, number: int) -> Response:
    """Publish an older version again."""
    data = body("revision")
    flow = find(Flow, id=flow_id)
    service.check_revision(flow, revision(data))
    again = versions.roll_back(find(FlowVersion, flow_id=flow_id, version=number), current_user.name)
    db.session.commit()
    return published(again)
