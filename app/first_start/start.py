"""Preparing an installation; everything here may be done again and again."""

from collections.abc import Iterator

from flask_migrate import upgrade
from sqlalchemy import select

from app.account.models import Company
from app.current import config
from app.db import company_scope, db
from app.exchange.switching import write_folder
from app.first_start.demo_company import OWNER_EMAIL, make_demo_company
from app.flows.numbers import list_numbers
from app.settings.service.publishing import publish_directory


class FirstStart:
    """Knows the owner's password between making it and showing it, once."""

    def __init__(self) -> None:
        self._password: str | None = None

    def prepare(self) -> None:
        """Folders, the database in its newest form, a company, and what the switch needs of every company."""
        for folder in ("run_dir", "prompts_dir", "spool_dir", "recordings_dir", "journal_dir", "logs_dir"):
            getattr(config(), folder).mkdir(parents=True, exist_ok=True)
        upgrade()
        companies = db.session.scalars(select(Company)).all()
        if not companies:
            company, self._password = make_demo_company()
            companies = [company]
        for company in companies:
            with company_scope(company.id):
                publish_directory()
        db.session.commit()
        write_folder()
        db.session.remove()
        db.engine.dispose()

    def greeting(self) -> Iterator[str]:
        """What the person at the terminal is told when everything runs."""
        host = "127.0.0.1" if config().http_host == "0.0.0.0" else config().http_host
        yield f"the portal is at http://{host}:{config().http_port}/"
        if self._password:
            yield f"sign in as {OWNER_EMAIL} with the password {self._password} (it is shown this once)"
            self._password = None
        for company in db.session.scalars(select(Company).order_by(Company.id)):
            with company_scope(company.id):
                numbers = ", ".join(number.number for number in list_numbers()) or "no number yet"
            yield f"{company.name}, customer number {company.customer_number}: {numbers}"
        yield f"phones register at {config().sip_host}:{config().sip_port} (UDP or TCP)"
        db.session.remove()
