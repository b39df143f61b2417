"""Shows the reports that are mailed regularly, and lets people make, change and stop them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.db import db
from app.exports import reporting as service
from app.exports import words
from app.exports.asked import grouped, table_of
from app.exports.forms import RHYTHMS, ReportForm
from app.exports.models import Report
from app.exports.routes import asked_table
from app.exports.service import selection_of
from app.exports.when import sentence
from app.ports.exports import BadTable, Table
from app.ports.figures import BadSelection, Chip, figures
from app.rights import right

reports = Blueprint("reports", __name__, url_prefix="/reports", template_folder="templates")


@reports.get("/")
@right("see calls", scope="groups")
def index() -> ResponseReturnValue:
    """List the user's reports, and those that come to them."""
    found = service.reports_of(current_user.id)
    return render_template("reports/index.html", rows=[(each, sentence(each.schedule)) for each in found])


@reports.route("/new", methods=["GET", "POST"])
@right("see calls", scope="groups")
def new() -> ResponseReturnValue:
    """Make a report of the table that the address says."""
    table = asked_table()
    report = service.new_report(current_user.id, table)
    form = ReportForm()
    form.offer(service.possible_readers())
    if form.validate_on_submit():
        return _saved(report, form)
    if not form.is_submitted():
        form.title.data, form.readers.data, form.month_day.data = report.title, [current_user.id], 1
    return _page(form, table, None)


@reports.route("/<int:report_id>", methods=["GET", "POST"])
@right("see calls", scope="groups")
def show(report_id: int) -> ResponseReturnValue:
    """Show a report, and let its owner change it."""
    report = _found(report_id)
    form = ReportForm()
    form.offer(service.possible_readers())
    if form.is_submitted() and report.user_id != current_user.id:
        abort(404)
    if form.validate_on_submit():
        return _saved(report, form)
    if not form.is_submitted():
        form.show(report)
    return _page(form, _table(report), report)


@reports.post("/<int:report_id>/now")
@right("see calls", scope="groups")
def now(report_id: int) -> ResponseReturnValue:
    """Mail the newest finished days to the user at once."""
    report = _found(report_id)
    sent = service.issue_newest(report, current_user.id)
    db.session.commit()
    flash(_("The mail is on its way.") if sent else _("You have had this report already."), "success")
    return redirect(url_for("reports.index"))


@reports.post("/<int:report_id>/pause")
@right("see calls", scope="groups")
def pause(report_id: int) -> ResponseReturnValue:
    """Stop a report, or let it come again."""
    report = _own(report_id)
    service.pause(report, not report.is_paused)
    db.session.commit()
    flash(_("The report is stopped.") if report.is_paused else _("The report comes again."), "success")
    return redirect(url_for("reports.index"))


@reports.post("/<int:report_id>/leave")
@right("see calls", scope="groups")
def leave(report_id: int) -> ResponseReturnValue:
    """Let a report not come to the user any more."""
    service.leave(_found(report_id), current_user.id)
    db.session.commit()
    flash(_("This report does not come to you any more."), "success")
    return redirect(url_for("reports.index"))


@reports.post("/<int:report_id>/delete")
@right("see calls", scope="groups")
def delete(report_id: int) -> ResponseReturnValue:
    """Delete a report."""
    db.session.delete(_own(report_id))
    db.session.commit()
    flash(_("Deleted."), "success")
    return redirect(url_for("reports.index"))


def _found(report_id: int) -> Report:
    return service.find_report(current_user.id, report_id) or abort(404)


def _own(report_id: int) -> Report:
    report = _found(report_id)
    return report if report.user_id == current_user.id else abort(404)


def _table(report: Report) -> Table | None:
    """Return what the report has; None if figures of before don't exist any more."""
    try:
        return table_of(grouped([(name, value) for name, value in report.args]))
    except (BadTable, BadSelection):
        return None


def _saved(report: Report, form: ReportForm) -> ResponseReturnValue:
    service.change(report, form.title.data, form.schedule, form.format.data, form.readers.data)
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("reports.index"))


def _page(form: ReportForm, table: Table | None, report: Report | None) -> ResponseReturnValue:
    chips: list[Chip] = figures().chips(selection_of(table)) if table else []
    is_own = report is None or report.user_id == current_user.id
    status = 422 if request.method == "POST" else 200
    page = render_template(
        "reports/report.html",
        form=form,
        report=report,
        chips=chips,
        table=words.table(table) if table else "",
        is_own=is_own,
        rhythms=RHYTHMS,
        said=sentence(report.schedule) if report else "",
    )
    return page, status
