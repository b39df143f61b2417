"""Serves the import and export of employees."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.auth.actor import current_actor
from app.auth.routes.pages import ask_to_reauthenticate
from app.auth.service.sessions import has_recent_login
from app.db import db, find
from app.paging import page_count
from app.people.employee_csv import MOST_BYTES, read_table
from app.people.import_forms import ImportForm
from app.people.models import EmployeeImport
from app.people.routes.blueprint import people
from app.people.service import employee_import as service
from app.people.service.import_plan import Plan
from app.rights import right
from app.settings.pages import commit
from app.tables import NoTable, write_csv

PAGE = 100
VIEWS = ("faults", "added", "changed", "same")
HEADS = {
    "": "–",  # a fault of the whole row
    "extension": _l("Extension"),
    "name": _l("Name"),
    "email": _l("E-mail"),
    "skills": _l("Skills"),
    "groups": _l("Groups"),
    "role": _l("Role"),
    "supervises": _l("Supervises"),
}


@people.errorhandler(service.TakenOver)
def _taken_over(error: service.TakenOver) -> ResponseReturnValue:
    """Treat a double click as success."""
    db.session.rollback()
    flash(error.message, "info")
    return redirect(url_for("people.employees"))


@people.route("/employees/import", methods=["GET", "POST"])
@right("set up")
def import_employees() -> ResponseReturnValue:
    """Ask for a table."""
    form = ImportForm()
    if form.validate_on_submit():
        content, name = _sent(form)
        try:
            kept = service.keep(content, name)
        except NoTable as problem:
            (form.file if form.file.data else form.text).errors = [str(problem)]
        else:
            db.session.commit()
            return redirect(url_for("people.look_at_import", import_id=kept.id))
    page = render_template("people/import.html", form=form, most_bytes=MOST_BYTES)
    return page, 422 if form.is_submitted() else 200


@people.route("/employees/import/<import_id>", methods=["GET", "POST"])
@right("set up")
def look_at_import(import_id: str) -> ResponseReturnValue:
    """Show row by row what the import would do; a POST does it."""
    kept = find(EmployeeImport, id=import_id)
    if request.method == "POST":
        if service.plan_of(kept, current_actor()).gives_access and not has_recent_login():
            return ask_to_reauthenticate()
        plan = service.carry_out(kept, current_actor())
        added, changed = len(plan.added), len(plan.changed)
        told = ngettext("%(num)d employee was added", "%(num)d employees were added", added)
        commit(_("%(added)s, %(changed)s changed.", added=told, changed=changed))
        return redirect(url_for("people.employees"))
    plan = service.plan_of(kept, current_actor())
    view = request.args.get("view", "")
    if view not in VIEWS:
        view = next((each for each in VIEWS if _rows(plan, each)), "faults")
    rows = _rows(plan, view)
    page = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "people/import_plan.html",
        kept=kept,
        plan=plan,
        view=view,
        heads=HEADS,
        rows=rows[(page - 1) * PAGE : page * PAGE],
        page=page,
        pages=page_count(len(rows), PAGE),
        unknown=read_table(kept.content).unknown,
    )


@people.get("/employees/import/<import_id>/faults.csv")
@right("set up")
def import_faults(import_id: str) -> ResponseReturnValue:
    """Download the faults of the table."""
    plan = service.plan_of(find(EmployeeImport, id=import_id), current_actor())
    rows = [(fault.line, HEADS[fault.column], fault.value, fault.message) for fault in plan.faults]
    return _download(write_csv([(_("Line"), _("Column"), _("Value"), _("Fault")), *rows]), "faults.csv")


@people.get("/employees/export.csv")
@right("set up")
def export_employees() -> ResponseReturnValue:
    """Download all employees."""
    return _download(service.export(), "employees.csv")


@people.get("/employees/template.csv")
@right("set up")
def employee_template() -> ResponseReturnValue:
    """Download an example."""
    return _download(service.template(), "template.csv")


def _rows(plan: Plan, view: str) -> list[object]:
    found: list[object] = getattr(plan, view)
    return found


def _sent(form: ImportForm) -> tuple[bytes, str]:
    """Return the file, or else the pasted text, and the file's name."""
    if form.file.data:
        with form.file.data.stream as file:
            return file.read(MOST_BYTES + 1), form.file.data.filename or ""
    return (form.text.data or "").encode(), ""


def _download(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="text/csv", content_type="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response
