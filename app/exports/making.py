"""Makes ordered files, one after the other, in the worker.

It claims a file by an UPDATE. If the worker dies meanwhile, the file is not alive any more and is made again.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update

from app.auth.models import User
from app.company.service import own_company
from app.config import config
from app.db import company_scope, db, every_company, now
from app.db.groups import group_scope
from app.exports.asked import grouped
from app.exports.asked import table_of as read_table
from app.exports.csv_file import csv_of
from app.exports.models import EXPIRED, FAILED, MAKING, QUEUED, READY, Export, Report, ReportIssue
from app.exports.pdf_file import write_pdf
from app.exports.report_mail import mail
from app.exports.service import sheet_of, storage
from app.exports.sheet import Sheet
from app.exports.xlsx_file import write_xlsx
from app.ports.exports import BadTable
from app.ports.figures import BadSelection
from app.ports.messages import Notification, notify
from app.ports.waking import EVERYTHING, EXPORTS, PARTS, Ear, wake
from app.rights import RIGHTS
from app.web.i18n import local_moment

KIND = "export"
STOP_S = 0.5
"""How long it may take to stop."""
SAY_S = 0.5
"""How often the row of a file says how far it is."""
ALIVE = timedelta(minutes=2)
BATCH = 200

log = logging.getLogger(__name__)


class Stopped(Exception):
    """Says that nobody wants the file any more, or that the worker ends."""


def make_exports(stopped: threading.Event) -> None:
    """Make files until *stopped*, each as soon as it is ordered; one under way then is made again after the next
    start."""
    app, woken = cast(Flask, current_app._get_current_object()), threading.Event()  # type: ignore[attr-defined]

    def hear(word: str) -> None:
        if word in (EXPORTS, EVERYTHING):
            woken.set()

    ear = Ear(app, hear)
    try:
        while not stopped.is_set():
            if woken.wait(STOP_S):
                woken.clear()
                while not stopped.is_set() and make_next(stopped):
                    pass
    finally:
        ear.stop()


def make_next(stopped: threading.Event | None = None, say_s: float = SAY_S) -> bool:
    """Make the file that has waited longest, and say every *say_s* seconds how far it is. Return False if none
    waits."""
    with every_company():
        export_id, company_id = _claimed()
    if not export_id:
        return False
    with company_scope(company_id):
        try:
            _make(export_id, _Progress(export_id, stopped or threading.Event(), say_s))
        except Stopped:
            db.session.rollback()
            _change(export_id, Export.state == MAKING, state=QUEUED, done_count=0)
        except Exception as problem:
            log.exception("export %s", export_id)
            db.session.rollback()
            _fail(export_id, problem)
        finally:
            _draft(export_id).unlink(missing_ok=True)
    return True


def tidy() -> None:
    """Delete files that are old, and let those be made again whose worker died."""
    with every_company():
        lost = (Export.state == MAKING, Export.alive_at < now() - ALIVE)
        if db.session.scalar(select(Export.id).where(*lost).limit(1)):
            db.session.execute(update(Export).where(*lost).values(state=QUEUED, done_count=0))
            wake([EXPORTS])
        old = select(Export).where(Export.state == READY, Export.expires_at < now()).limit(BATCH)
        for export in db.session.scalars(old):
            storage().delete(export.key)
            export.state, export.size_bytes = EXPIRED, None
        db.session.commit()


def _claimed() -> tuple[str, int]:
    waiting = select(Export.id, Export.company_id).where(Export.state == QUEUED)
    found = db.session.execute(waiting.order_by(Export.ordered_at, Export.id).limit(1)).first()
    if found is None:
        db.session.rollback()
        return "", 0
    return (found.id, found.company_id) if _change(found.id, Export.state == QUEUED, state=MAKING) else ("", 0)


def _make(export_id: str, progress: Callable[[int], None]) -> None:
    export = db.session.get_one(Export, export_id, populate_existing=True)
    with every_company():
        user = db.session.get_one(User, export.user_id)
    with force_locale(export.language), group_scope(user.sees_groups):
        if user.role not in RIGHTS["see calls"].roles:
            raise BadTable(_("Your role does not allow this."))
        sheet = sheet_of(read_table(grouped([(name, value) for name, value in export.args])), export.title)
        _change(export_id, Export.state == MAKING, row_count=sheet.count, groups=_names(user))
        _write(export, sheet, progress)
        _finish(export_id, user)


def _names(user: User) -> list[str] | None:
    """Return the groups whose calls the file will have."""
    return None if user.sees_groups is None else sorted(user.sees_groups)


def _write(export: Export, sheet: Sheet, progress: Callable[[int], None]) -> None:
    draft, key, language = _draft(export.id), export.key, export.language
    draft.parent.mkdir(parents=True, exist_ok=True)
    match export.format:
        case "xlsx":
            write_xlsx(sheet, draft, progress)
        case "pdf":
            made_at = now().astimezone(own_company().clock)
            write_pdf(sheet, draft, progress, f"{made_at:%Y-%m-%d %H:%M}")
        case _:
            with draft.open("wb") as file:
                file.writelines(csv_of(sheet, language))
    storage().put(key, draft)


class _Progress:
    """Writes down now and then how many rows are done. Raise Stopped if nobody waits for the file any more."""

    def __init__(self, export_id: str, stopped: threading.Event, say_s: float) -> None:
        self._export_id, self._stopped, self._say_s = export_id, stopped, say_s
        self._next = time.monotonic() + say_s

    def __call__(self, done: int) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + self._say_s
        is_wanted = _change(self._export_id, Export.state == MAKING, done_count=done)
        if self._stopped.is_set() or not is_wanted:
            raise Stopped


def _finish(export_id: str, user: User) -> None:
    export = db.session.scalar(select(Export).where(Export.id == export_id).with_for_update())
    if export is None:
        raise Stopped
    export.state, export.ended_at, export.size_bytes = READY, now(), storage().size_bytes(export.key)
    export.done_count = export.row_count or 0
    _mail_report(export, user)
    if export.is_told:
        until = local_moment(export.expires_at.astimezone(own_company().clock))
        text = _("“%(title)s” is ready. You can download it until %(until)s.", title=export.title, until=until)
        _tell(user, _("Your file is ready"), text)
    db.session.commit()


def _mail_report(export: Export, user: User) -> None:
    """Mail the file, if it is that of a report, once."""
    issue = db.session.scalar(select(ReportIssue).where(ReportIssue.export == export.id))
    if issue is not None and issue.mailed_at is None:
        mail(export, db.session.get_one(Report, issue.report_id), issue, user)
        issue.mailed_at = now()


def _fail(export_id: str, problem: Exception) -> None:
    """Say in the row why there is no file, and tell the user."""
    export = db.session.scalar(select(Export).where(Export.id == export_id))
    if export is None:
        return
    with force_locale(export.language):
        is_explained = isinstance(problem, BadTable | BadSelection)
        said = str(problem) if is_explained else _("Something went wrong on our side. It has been noted.")
        export.state, export.ended_at, export.trouble = FAILED, now(), said[:300]
        if export.is_told:
            with every_company():
                user = db.session.get_one(User, export.user_id)
            text = _("“%(title)s” could not be made: %(why)s", title=export.title, why=said)
            _tell(user, _("Your file could not be made"), text)
        _report_failed(export, said)
    db.session.commit()


def _report_failed(export: Export, why: str) -> None:
    """Tell whose report it is that somebody does not get it."""
    found = select(Report).join(ReportIssue, ReportIssue.report_id == Report.id)
    report = db.session.scalar(found.where(ReportIssue.export == export.id))
    if report is not None:
        with every_company():
            owner = db.session.get_one(User, report.user_id)
        with force_locale(owner.language or "en"):
            text = _("The report “%(title)s” could not be sent: %(why)s", title=report.title, why=why)
            link = f"/reports/{report.id}"
            notify(Notification(owner.company_id, owner.id, KIND, _("A report could not be sent"), text, link))


def _tell(user: User, title: str, text: str) -> None:
    notify(Notification(user.company_id, user.id, KIND, title, text, "/exports/"))


def _change(export_id: str, *which: Any, **values: Any) -> bool:
    """Change the row if it is as *which* says, at once. Return whether it was."""
    done: Any = db.session.execute(
        update(Export).where(Export.id == export_id, *which).values(alive_at=now(), **values),
        execution_options={"synchronize_session": False},
    )
    wake([PARTS])
    db.session.commit()
    return bool(done.rowcount)


def _draft(export_id: str) -> Path:
    return config().exports_dir / f"{export_id}.new"
