from contextlib import contextmanager

import pytest

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.outbox.models import OutgoingMail
from tests.app.prepared import QUICK_HASHER

PASSWORD = "correct horse"


@pytest.fixture(scope="session")
def password_hash():
    return QUICK_HASHER.hash(PASSWORD)


@pytest.fixture
def anna_id(app, company_id, password_hash):
    """Of the account of anna@firm.example, an owner."""
    with app.app_context(), company_scope(company_id):
        values = {"name": "Anna", "email": "anna@firm.example", "role": "owner"}
        anna = User(company_id=company_id, password_hash=password_hash, language="en", **values)
        db.session.add(anna)
        db.session.commit()
        return anna.id


@pytest.fixture
def inside(app):
    """An application context that sees all companies; none stays open between requests."""

    @contextmanager
    def inside():
        with app.app_context(), every_company():
            yield

    return inside


@pytest.fixture
def anna(anna_id, inside):
    """Her row, as it is now."""

    def anna():
        with inside():
            return db.session.get(User, anna_id)

    return anna


@pytest.fixture
def annas_browser(app, anna):
    """In which she is signed in."""
    return app.test_client(user=anna())


@pytest.fixture
def mails(app):
    """What was written to somebody, the newest last."""

    def mails(to="anna@firm.example"):
        with app.app_context(), every_company():
            rows = db.session.query(OutgoingMail).filter_by(to=to).order_by(OutgoingMail.id)
            return [(row.subject, row.text) for row in rows]

    return mails


@pytest.fixture
def company(app, company_id):
    """Changes values of the company."""

    def change(**values):
        with app.app_context():
            row = db.session.get(Company, company_id)
            for name, value in values.items():
                setattr(row, name, value)
            db.session.commit()

    return change


@pytest.fixture
def sign_in():
    def sign_in(browser, email="anna@firm.example", password=PASSWORD, **query):
        return browser.post("/sign-in", data={"email": email, "password": password}, query_string=query)

    return sign_in


def link(mail):
    """The path in a mail's words."""
    return next(line for line in mail[1].splitlines() if line.startswith("http")).partition("8080")[2]
