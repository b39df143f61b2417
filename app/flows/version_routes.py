"""Serves the pages of published versions, and the export and import of drawings."""

import json

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app.db import db, find
from app.flows import service, versions
from app.flows.models import Flow, FlowVersion
from app.flows.routes import flows
from app.flows.translated import message
from app.rights import right
from app.web.saving import commit
from designer.drawing.diagnostics import Diagnostic

MOST_TOLD = 10
"""How many faults of an imported drawing the page lists; the canvas shows all."""


@flows.get("/<int:flow_id>/versions", endpoint="versions")
@right("see flows")
def list_versions(flow_id: int) -> ResponseReturnValue:
    """List the versions with their changes."""
    flow = find(Flow, id=flow_id)
    page = max(1, request.args.get("page", 1, type=int))
    rows, pages = versions.list_versions(flow, page)
    unpublished = versions.unpublished(flow)
    return render_template("flows/versions.html", flow=flow, rows=rows, page=page, pages=pages, unpublished=unpublished)


@flows.post("/<int:flow_id>/versions/<int:number>/roll-back")
@right("draw")
def roll_back(flow_id: int, number: int) -> ResponseReturnValue:
    """Publish an older version again."""
    find(Flow, id=flow_id)
    again = versions.roll_back(find(FlowVersion, flow_id=flow_id, version=number), current_user.name)
    commit(_("Version %(version)s is in force.", version=again.version))
    return redirect(url_for("flows.versions", flow_id=flow_id))


@flows.get("/<int:flow_id>/graph.json")
@right("see flows")
def export_draft(flow_id: int) -> Response:
    """Download the draft."""
    flow = find(Flow, id=flow_id)
    return _file(flow.draft, versions.file_name(flow, None))


@flows.get("/<int:flow_id>/versions/<int:number>/graph.json")
@right("see flows")
def export_version(flow_id: int, number: int) -> Response:
    """Download a version."""
    version = find(FlowVersion, flow_id=flow_id, version=number)
    return _file(version.graph, versions.file_name(version.flow, version))


@flows.post("/import")
@right("draw")
def import_new() -> ResponseReturnValue:
    """Create a flow from a drawing."""
    flow, diagnostics = versions.import_flow(_sent())
    db.session.commit()
    _tell(diagnostics)
    return redirect(url_for("flows.versions", flow_id=flow.id))


@flows.post("/<int:flow_id>/import")
@right("draw")
def import_draft(flow_id: int) -> ResponseReturnValue:
    """Replace the draft by a drawing, unless somebody has changed it since the page was opened."""
    flow = find(Flow, id=flow_id)
    revision = request.form.get("revision", type=int)
    if revision is None:
        abort(400)
    diagnostics = service.save_draft(flow, _sent(), revision)
    db.session.commit()
    _tell(diagnostics)
    return redirect(url_for("flows.versions", flow_id=flow_id))


def _sent() -> object:
    """Return the graph in the chosen file, or else in the pasted text."""
    file = request.files.get("file")
    return versions.read_graph(file.read() if file else request.form.get("text", "").encode())


def _tell(diagnostics: tuple[Diagnostic, ...]) -> None:
    if not diagnostics:
        flash(_("The drawing is the draft now."), "success")
        return
    count = len(diagnostics)
    sentence = ngettext(
        "The drawing is the draft now. It has %(num)d fault:",
        "The drawing is the draft now. It has %(num)d faults:",
        count,
    )
    listed = [f"{each.node or _('flow')}: {message(each)}" for each in diagnostics[:MOST_TOLD]]
    more = [_("and %(count)s more", count=count - MOST_TOLD)] if count > MOST_TOLD else []
    flash(f"{sentence} {'; '.join((*listed, *more))}.", "warning")


def _file(graph: dict[str, object], name: str) -> Response:
    text = json.dumps(graph, indent=2, ensure_ascii=False)
    answer = Response(text + "\n", mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
