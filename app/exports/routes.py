"""Gives tables as files: CSV at once, Excel and PDF when the worker has made them."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wsgi import wrap_file

from app.audit.audited import note
from app.db import company_in_force, db
from app.exports import service, words
from app.exports.asked import table_of
from app.exports.csv_file import csv_of
from app.exports.models import READY, Export
from app.exports.provided import KINDS
from app.exports.shown import OrderedExport, shown
from app.ports.exports import BadTable, Table
from app.ports.figures import BadSelection
from app.rights import right
from app.web.errors import Refused, wants_json
from app.web.i18n import language

exports = Blueprint("exports", __name__, url_prefix="/exports", template_folder="templates")

JOBS = ("xlsx", "pdf")


class NoTable(Refused):
    """Reports that the address says no table."""

    code = "no_table"


class TooManyFiles(Refused):
    """Reports that somebody waits for many files already."""

    status = 429
    code = "too_many_files"


@exports.get("/rows.csv")
@right("see calls", scope="groups")
def csv() -> ResponseReturnValue:
    """Send the rows as CSV while they are read."""
    table = asked_table()
    sheet = service.sheet_of(table)
    note(company_in_force(), "exported", Export.__tablename__, sheet.title, format="csv")
    db.session.commit()
    response = Response(stream_with_context(csv_of(sheet, language())), mimetype="text/csv")
    response.headers["Cache-Control"] = "private, no-store"
    name = words.file_name(sheet.title, service.selection_of(table), "csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@exports.get("/")
@right("see calls", scope="groups")
def index() -> ResponseReturnValue:
    """List the user's files."""
    return render_template("exports/index.html", rows=[shown(each) for each in service.exports_of(current_user.id)])


@exports.post("/")
@right("see calls", scope="groups")
def order() -> ResponseReturnValue:
    """Let the worker make a file."""
    wanted = request.form.get("format", "")
    if wanted not in JOBS:
        raise NoTable(_("Files are made as XLSX or PDF."))
    try:
        made = service.order(asked_table(), wanted, current_user, language())  # type: ignore[arg-type]
    except service.TooMany as problem:
        raise TooManyFiles(_("Many files of yours are being made. Wait for one, then order the next.")) from problem
    db.session.commit()
    if wants_json():
        return jsonify(shown(made)), 202
    flash(_("The file is being made. A message tells you when it is ready."), "success")
    return redirect(url_for("exports.index"))


@exports.get("/<export_id>")
@right("see calls", scope="groups")
def state(export_id: str) -> ResponseReturnValue:
    """Say how far a file is."""
    answer: OrderedExport = shown(_found(export_id))
    return jsonify(answer)


@exports.get("/<export_id>/row")
@right("see calls", scope="groups")
def row(export_id: str) -> ResponseReturnValue:
    """Return one line of the list, which refreshes itself until the file is there."""
    return render_template("exports/row.html", row=shown(_found(export_id)))


@exports.get("/<export_id>/file")
@right("see calls", scope="groups")
def file(export_id: str) -> ResponseReturnValue:
    """Send a file, to the person who ordered it."""
    export = _found(export_id)
    opened = service.open_file(export) if export.state == READY else None
    if opened is None:
        raise NoTable(_("This file is not there any more. Order it again."))
    response = Response(wrap_file(request.environ, opened), mimetype=KINDS[export.format], direct_passthrough=True)
    response.content_length = export.size_bytes or 0
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.set("Content-Disposition", "attachment", filename=export.file_name)
    return response


@exports.post("/<export_id>/again")
@right("see calls", scope="groups")
def again(export_id: str) -> ResponseReturnValue:
    """Make a file again that could not be made."""
    service.try_again(_found(export_id))
    db.session.commit()
    return redirect(url_for("exports.index"))


@exports.post("/<export_id>/delete")
@right("see calls", scope="groups")
def delete(export_id: str) -> ResponseReturnValue:
    """Delete a file, or stop making it."""
    service.remove(_found(export_id))
    db.session.commit()
    return redirect(url_for("exports.index"))


def asked_table() -> Table:
    """Return the table that the address says. Raise ``NoTable``."""
    try:
        return table_of(request.args.to_dict(flat=False))
    except (BadTable, BadSelection) as problem:
        raise NoTable(str(problem)) from problem


def _found(export_id: str) -> Export:
    return service.find_export(current_user.id, export_id, current_user.sees_groups) or abort(404)
