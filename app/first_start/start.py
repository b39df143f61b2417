"""Prepares an installation. Everything here may be repeated."""

import logging
from collections.abc import Iterator
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError

from app.company.models import Company
from app.company.stale import mark_stale
from app.config import config
from app.db import company_scope, db
from app.db.row_estimates import estimate_rows
from app.exchange.published_files import NotWritten
from app.exchange.switching import OtherDatabase, going_live_later, refuse_other_database, write_folder
from app.first_start.demo_company import OWNER_EMAIL, make_demo_company
from app.flows.numbers import list_numbers

log = logging.getLogger(__name__)


class Unusable(Exception):
    """Says that this is not the database that the exchange had before."""


class FirstStart:
    """Prepares the installation, and keeps the owner's password until it is shown, once."""

    def __init__(self) -> None:
        """Start without a password."""
        self._password: str | None = None

    def prepare(self) -> None:
        """Create folders, upgrade the database, and publish what the switch needs of every company.

        While the database is away, calls are routed by what was published last, and the rest follows once it is
        back.
        """
        for folder in ("run_dir", "prompts_dir", "spool_dir", "recordings_dir", "journal_dir", "logs_dir"):
            getattr(config(), folder).mkdir(parents=True, exist_ok=True)
        try:
            self._prepare_database()
        except (SQLAlchemyError, Unusable, OtherDatabase, NotWritten) as problem:
            if not config().snapshot.exists():
                raise
            log.warning("calls go by what was published last, as the database can't be used: %s", problem)
            _unprepared().touch()
        else:
            _unprepared().unlink(missing_ok=True)
        finally:
            db.session.remove()
            db.engine.dispose()

    def finish_preparing(self) -> None:
        """Prepare in the worker what could not be prepared at the start of the exchange."""
        if _unprepared().exists():
            self.prepare()

    def _prepare_database(self) -> None:
        if config().snapshot.exists():
            _refuse_empty()
        _upgrade()
        estimate_rows()
        refuse_other_database()
        companies = db.session.scalars(select(Company)).all()
        if not companies:
            company, self._password = make_demo_company()
            companies = [company]
        for company in companies:
            mark_stale(company.id)
        with going_live_later():
            db.session.commit()
        write_folder()

    def greeting(self) -> Iterator[str]:
        """Yield the lines that the terminal shows once everything runs."""
        host = "127.0.0.1" if config().http_host == "0.0.0.0" else config().http_host
        yield f"the portal is at http://{host}:{config().http_port}/"
        if self._password:
            yield f"sign in as {OWNER_EMAIL} with the password {self._password} (it is shown this once)"
            self._password = None
        if _unprepared().exists():
            yield "the database can't be used: calls go by what was published last"
        else:
            yield from _companies()
        yield f"phones register at {config().sip_host}:{config().sip_port} (UDP or TCP)"


def _refuse_empty() -> None:
    """Raise Unusable if the database is empty: a new company would replace the one whose calls are being routed."""
    if not inspect(db.engine).has_table(Company.__tablename__):
        raise Unusable("it is empty")


def _upgrade() -> None:
    """Upgrade the database's tables. Raise Unusable if a newer version of this program wrote them."""
    try:
        upgrade()
    except SystemExit as problem:  # so Flask-Migrate ends when Alembic can't go on
        raise Unusable("it is not of this version of Zentrale; the log says more") from problem


def _companies() -> Iterator[str]:
    for company in db.session.scalars(select(Company).order_by(Company.id)):
        with company_scope(company.id):
            numbers = ", ".join(number.number for number in list_numbers()) or "no number yet"
        yield f"{company.name}, customer number {company.customer_number}: {numbers}"
    db.session.remove()


def _unprepared() -> Path:
    """Return the file that exists while the database must still be prepared."""
    return config().run_dir / "unprepared"
