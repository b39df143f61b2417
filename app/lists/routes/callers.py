"""Serves the pages of lists of callers."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from wtforms import TextAreaField

from app.company.service import lock_company
from app.db import db, find
from app.lists import service
from app.lists.callers import Caller, Read
from app.lists.forms import (
    CallerFileForm,
    CallerForm,
    CallerListForm,
    ChangeCallerForm,
    ManyCallersForm,
    NewCallerListForm,
)
from app.lists.models import CallerEntry, CallerList
from app.lists.packed import pack, unpack
from app.lists.routes.blueprint import lists
from app.lists.service import seen_as
from app.rights import right
from app.settings.pages import commit, drafts_with
from app.settings.publishing import flows_with, flows_with_each
from app.tables import NoTable, Row, read_csv, read_rows, write_csv
from app.web.errors import Refused
from app.web.i18n import language
from app.web.uploads import takes_up_to

MOST_FILE_BYTES = 4 * 2**20
CHANGED = "changed"
MOST_SHOWN = 50
"""How many errors, and how many callers of a file, are shown."""


@lists.get("/lists")
@right("see settings")
def caller_lists() -> ResponseReturnValue:
    """List the lists."""
    found = service.list_caller_lists()
    return render_template(
        "lists/caller_lists.html", lists=found, counts=service.counts(), uses=flows_with_each("list")
    )


@lists.post("/lists/ready-made")
@right("set up")
def ready_made_lists() -> ResponseReturnValue:
    """Add the two lists that most companies want."""
    service.add_ready_made()
    commit(_("The lists VIP and Blocked were made."))
    return redirect(url_for("lists.caller_lists"))


@lists.route("/lists/new", methods=["GET", "POST"])
@right("set up")
def new_caller_list() -> ResponseReturnValue:
    """Add a list."""
    form = NewCallerListForm()
    is_valid = form.validate_on_submit()
    read = _read_many(None, form.many) if form.is_submitted() else Read()
    if is_valid and not read.faults and not form.many.errors:
        try:
            made = service.add_caller_list(form.label.data, read.new)
        except service.TooMany as refusal:
            db.session.rollback()
            form.many.errors = [refusal.message]
        else:
            commit(_("The list %(name)s was made.", name=made.label))
            return redirect(url_for("lists.caller_list", list_id=made.id))
    page = render_template("lists/new_caller_list.html", form=form, read=read, most_shown=MOST_SHOWN)
    return page, 422 if form.is_submitted() else 200


@lists.route("/lists/<int:list_id>", methods=["GET", "POST"])
@right("see settings", change="set up")
def caller_list(list_id: int) -> ResponseReturnValue:
    """Show and rename a list."""
    callers = find(CallerList, id=list_id)
    form = CallerListForm(label=callers.label, revision=callers.revision)
    if not form.validate_on_submit():
        return _page(callers, form=form, **_chosen_row(callers))
    lock_company()
    if form.revision.data != callers.revision:
        theirs = _(
            "Somebody else has called it “%(name)s” in between. Save once more to keep yours.", name=callers.label
        )
        form.label.errors = [theirs]
        form.revision.raw_data, form.revision.data = None, callers.revision
        return _page(callers, 409, form=form)
    service.rename_caller_list(callers, form.label.data)
    commit(_("Saved."))
    return redirect(url_for("lists.caller_list", list_id=callers.id))


@lists.post("/lists/<int:list_id>/add")
@right("set up")
def add_caller(list_id: int) -> ResponseReturnValue:
    """Add a caller."""
    callers = find(CallerList, id=list_id)
    one = CallerForm()
    if not one.validate_on_submit():
        return _page(callers, one=one)
    read = service.read(callers, [Row(1, (one.number.data, one.note.data))])
    if read.faults:
        one.number.errors = [read.faults[0].sentence]
    elif read.known:
        one.number.errors = [_("This caller is on the list already.")]
    elif refusal := _refusal(callers, read):
        one.number.errors = [refusal]
    else:
        return _added(callers, read)
    return _page(callers, one=one)


@lists.post("/lists/<int:list_id>/callers/<int:entry_id>")
@right("set up")
def change_caller(list_id: int, entry_id: int) -> ResponseReturnValue:
    """Edit one entry in place. After a conflict, submitting again overwrites the other person's change."""
    callers = find(CallerList, id=list_id)
    form = ChangeCallerForm(prefix=CHANGED)
    each = db.session.scalar(select(CallerEntry).filter_by(id=entry_id, list_id=callers.id))
    if each is None:
        one = CallerForm(None, number=form.number.data, note=form.note.data)
        one.number.errors = [_("Somebody else has removed this caller in between. You can add them again.")]
        return _page(callers, 409, one=one)
    if not form.validate_on_submit():
        return _page(callers, row=each, changed=form)
    lock_company()
    if form.seen.data != seen_as(each):
        form.note.errors = [
            _("Somebody else has made it %(caller)s in between. Save once more to keep yours.", caller=seen_as(each))
        ]
        form.seen.raw_data, form.seen.data = None, seen_as(each)
        return _page(callers, 409, row=each, changed=form)
    try:
        service.change_caller(each, Caller(service.changed_entry(callers, each, form.number.data), form.note.data))
    except (ValueError, service.AddedMeanwhile) as problem:
        form.number.errors = [str(problem)]
        return _page(callers, row=each, changed=form)
    commit(_("Saved."))
    where: dict[str, Any] = {"text": request.form.get("text") or None, "page": request.form.get("page", 1, type=int)}
    return redirect(url_for("lists.caller_list", list_id=callers.id, **where, _anchor=f"caller-{each.id}"))


@lists.post("/lists/<int:list_id>/add-many")
@right("set up")
def add_callers(list_id: int) -> ResponseReturnValue:
    """Add pasted callers."""
    callers = find(CallerList, id=list_id)
    many = ManyCallersForm()
    read = _read_many(callers, many.many) if many.validate_on_submit() else Read()
    if not read.faults and not many.errors:
        if not (refusal := _refusal(callers, read)):
            return _added(callers, read)
        many.many.errors = [refusal]
    return _page(callers, many=many, read=read)


@lists.post("/lists/<int:list_id>/remove")
@right("set up")
def remove_callers(list_id: int) -> ResponseReturnValue:
    """Remove callers."""
    callers = find(CallerList, id=list_id)
    gone = service.remove_callers(callers, request.form.getlist("entry", type=int))
    commit(ngettext("%(num)d caller was removed.", "%(num)d callers were removed.", gone))
    return redirect(url_for("lists.caller_list", list_id=callers.id, text=request.form.get("text") or None))


@lists.route("/lists/<int:list_id>/import", methods=["GET", "POST"])
@takes_up_to(MOST_FILE_BYTES)
@right("set up")
def import_callers(list_id: int) -> ResponseReturnValue:
    """Show what a file would do; "rows" is what was understood of it, submitted again to do it."""
    callers = find(CallerList, id=list_id)
    form = CallerFileForm()
    if "rows" in request.form:
        read = service.read(callers, read_rows(unpack(request.form["rows"])))
        if not (refusal := _refusal(callers, read)):
            return _added(callers, read)
        flash(refusal, "danger")
        return redirect(url_for("lists.import_callers", list_id=callers.id))
    if not form.validate_on_submit():
        return _import_page(callers, form, 422 if form.is_submitted() else 200)
    try:
        read = service.read(callers, read_csv(form.table.data.read()))
    except ValueError as problem:
        form.table.errors = [str(problem)]
        return _import_page(callers, form, 422)
    return _import_page(callers, form, 200, read)


@lists.get("/lists/<int:list_id>/callers.csv")
@right("see settings")
def export_callers(list_id: int) -> ResponseReturnValue:
    """Download a list."""
    callers = find(CallerList, id=list_id)
    head = [_("Number"), _("Note"), _("Added")]
    rows = ([each.entry, each.note, f"{each.added_at:%Y-%m-%d}"] for each in service.all_callers(callers))
    table = write_csv([head, *rows], ";" if language() == "de" else ",")
    how = {"Content-Disposition": f'attachment; filename="{callers.name}.csv"'}
    return Response(table, mimetype="text/csv", headers=how)


@lists.post("/lists/<int:list_id>/delete")
@right("set up")
def delete_caller_list(list_id: int) -> ResponseReturnValue:
    """Delete a list."""
    callers = find(CallerList, id=list_id)
    drafts = drafts_with("list", callers.name)
    service.delete_caller_list(callers)
    commit(_("The list %(name)s was deleted.", name=callers.label), drafts)
    return redirect(url_for("lists.caller_lists"))


def _chosen_row(callers: CallerList) -> dict[str, Any]:
    """Return the caller that is being edited in its row, if there is one."""
    entry_id = request.args.get("change", type=int)
    each = db.session.scalar(select(CallerEntry).filter_by(id=entry_id, list_id=callers.id)) if entry_id else None
    if each is None:
        return {}
    form = ChangeCallerForm(None, prefix=CHANGED, number=each.entry, note=each.note, seen=seen_as(each))
    return {"row": each, "changed": form}


def _read_many(callers: CallerList | None, pasted: TextAreaField) -> Read:
    """Return what was pasted. If it can't be read as a table, the field says why."""
    try:
        return service.read(callers, read_rows(pasted.data or ""))
    except NoTable as problem:
        pasted.errors = [str(problem)]
        return Read()


def _refusal(callers: CallerList, read: Read) -> str:
    """Add the callers, or return a sentence if that is refused."""
    try:
        service.add_callers(callers, read.new)
    except Refused as refusal:
        return refusal.message
    return ""


def _added(callers: CallerList, read: Read) -> ResponseReturnValue:
    commit(ngettext("%(num)d caller was added.", "%(num)d callers were added.", len(read.new)))
    return redirect(url_for("lists.caller_list", list_id=callers.id))


def _page(
    callers: CallerList,
    status: int | None = None,
    form: CallerListForm | None = None,
    one: CallerForm | None = None,
    many: ManyCallersForm | None = None,
    read: Read | None = None,
    row: CallerEntry | None = None,
    changed: ChangeCallerForm | None = None,
) -> ResponseReturnValue:
    """Return the page of a list. *row* is edited in its place."""
    number = request.values.get("page", 1, type=int)
    text = request.values.get("text", "").strip()[:80]
    page = render_template(
        "lists/caller_list.html",
        callers=callers,
        form=form or CallerListForm(None, label=callers.label, revision=callers.revision),
        one=one or CallerForm(None),
        many=many or ManyCallersForm(None),
        read=read,
        text=text,
        page=service.search(callers, text, number),
        row=row,
        changed=changed,
        uses=flows_with("list", callers.name),
        most_shown=MOST_SHOWN,
    )
    return page, status or (422 if request.method == "POST" else 200)


def _import_page(
    callers: CallerList, form: CallerFileForm, status: int, read: Read | None = None
) -> ResponseReturnValue:
    rows = pack(write_csv(([each.entry, each.note] for each in read.new), ",").decode("utf-8-sig")) if read else ""
    page = render_template(
        "lists/import_callers.html",
        callers=callers,
        form=form,
        read=read,
        rows=rows,
        most_shown=MOST_SHOWN,
        most_bytes=MOST_FILE_BYTES,
    )
    return page, status
