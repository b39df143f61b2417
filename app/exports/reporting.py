"""Keeps the reports that are mailed regularly, and orders the file of each reader when one is due."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.auth.models import User
from app.company.service import own_company
from app.db import company_scope, db, every_company, now
from app.exports import service
from app.exports.asked import args_of, grouped, table_of
from app.exports.models import FAILED, Export, Report, ReportIssue, ReportReader
from app.exports.schedule import Schedule
from app.per_company import one_by_one
from app.ports.exports import CallTable, FigureTable, Table
from app.ports.figures import Selection
from app.rights import RIGHTS

KEPT = timedelta(days=90)
"""How long the file of a report can be downloaded by the link in its mail."""

AHEAD = timedelta(days=1)
"""How far a company's day may be ahead of the day in UTC."""

MOST_AT_ONCE = 500


def reports_of(user_id: int) -> list[Report]:
    """Return the reports that are the user's or come to them, by title."""
    read = select(ReportReader.report_id).where(ReportReader.user_id == user_id)
    theirs = select(Report).where((Report.user_id == user_id) | Report.id.in_(read))
    return list(db.session.scalars(theirs.order_by(Report.title, Report.id)))


def find_report(user_id: int, report_id: int) -> Report | None:
    """Return a report that is the user's or comes to them."""
    return next((each for each in reports_of(user_id) if each.id == report_id), None)


def possible_readers() -> list[User]:
    """Return the people of the company who may see calls, by name."""
    roles = sorted(RIGHTS["see calls"].roles)
    return list(db.session.scalars(select(User).where(User.role.in_(roles)).order_by(User.name, User.id)))


def change(
    report: Report, title: str, schedule: Schedule, format: str, readers: Sequence[int], at: datetime | None = None
) -> None:
    """Change a report, or fill in a new one. It comes next at the first of its moments after *at*, which is now."""
    report.title, report.format = title, format
    report.rhythm, report.day, report.minute = schedule.rhythm, schedule.day, schedule.minute
    report.next_on = schedule.first(at or now(), own_company().clock)
    have = {each.user_id: each for each in report.readers}
    report.readers = [have.get(each) or ReportReader(user_id=each) for each in readers]
    db.session.add(report)
    db.session.flush()


def new_report(user_id: int, table: Table) -> Report:
    """Return an empty report of *table*, which nothing keeps yet."""
    args = [list(each) for each in args_of(table)]
    return Report(user_id=user_id, args=args, title=service.title_of(table)[:120], readers=[])


def table_in(report: Report, day: date) -> Table:
    """Return what the report of *day* has: the same filters, and the days that it covers."""
    table = table_of(grouped([(name, value) for name, value in report.args]))
    first, last = report.schedule.covered(day)
    selection = service.selection_of(table)
    meant = Selection(first, last, "", selection.filters, selection.compare)
    if isinstance(table, CallTable):
        return CallTable(meant, table.measure, table.sort)
    asked = table.question
    return FigureTable(type(asked)(meant, asked.measures, asked.splits), table.title)


def pause(report: Report, is_paused: bool) -> None:
    """Stop a report, or let it come again from its next day on."""
    report.is_paused = is_paused
    report.next_on = report.schedule.first(now(), own_company().clock)


def leave(report: Report, user_id: int) -> None:
    """Let the report not come to the user any more."""
    report.readers = [each for each in report.readers if each.user_id != user_id]


def order_due(at: datetime | None = None) -> int:
    """Order the files of all reports that are due, and return how many there were. It may be late: reports of days
    that were missed come, too, each with its own days."""
    moment, ordered = at or now(), []
    with every_company():
        query = select(Report.company_id, Report.id).where(~Report.is_paused, Report.next_on <= (moment + AHEAD).date())
        due = db.session.execute(query.order_by(Report.id)).all()
        db.session.rollback()
    one_by_one(due, lambda each: ordered.append(_order(each.company_id, each.id, moment)))
    return sum(ordered)


def _order(company_id: int, report_id: int, moment: datetime) -> int:
    """Order the report of each day that has come, one day in one transaction."""
    count = 0
    with company_scope(company_id):
        while count < MOST_AT_ONCE and (found := _next_due(report_id, moment)):
            count += sum(1 for reader in found.readers if issue(found, reader.user_id, found.next_on))
            found.next_on = found.schedule.next_after(found.next_on)
            db.session.commit()
        db.session.rollback()
    return count


def _next_due(report_id: int, moment: datetime) -> Report | None:
    this = select(Report).where(Report.id == report_id, ~Report.is_paused)
    report = db.session.scalar(this, execution_options={"populate_existing": True})
    clock = own_company().clock
    return report if report and report.schedule.moment(report.next_on, clock) <= moment else None


def issue(report: Report, user_id: int, day: date) -> ReportIssue | None:
    """Order the report of *day* for a reader, again if it failed; None if they have it, or may not see calls any
    more."""
    user = db.session.get(User, user_id)
    if user is None or user.role not in RIGHTS["see calls"].roles:
        return None
    same = ReportIssue.report_id == report.id, ReportIssue.user_id == user_id, ReportIssue.on == day
    if (before := db.session.scalar(select(ReportIssue).where(*same))) is not None:
        failed = db.session.scalar(select(Export).where(Export.id == before.export, Export.state == FAILED))
        if failed is None:
            return None
        service.try_again(failed)
        return before
    export = service.order(
        table_in(report, day),
        report.format,  # type: ignore[arg-type]  # a form checks it
        user,
        user.language or "en",
        title=report.title,
        kept=KEPT,
        is_told=False,
    )
    made = ReportIssue(report_id=report.id, user_id=user_id, on=day, export=export.id)
    db.session.add(made)
    return made


def issue_newest(report: Report, user_id: int) -> ReportIssue | None:
    """Order the report of today for the user, whatever its days are; None if they have it."""
    return issue(report, user_id, now().astimezone(own_company().clock).date())
