"""Whose account somebody is in: one's own company's, or, for an operator, the one that was entered."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, session
from flask_login import current_user

from app.audit.audited import note
from app.company.models import Company
from app.db import db

KEY, TOKENS = "entered_company", "forms_of_companies"


def enter(company: Company) -> None:
    """From the next request on, the operator sees this company. The company's owner can read that it happened."""
    note(company.id, "entered", Company.__tablename__, company.name)
    with _own_forms():
        session[KEY] = company.id


def leave() -> None:
    left = entered_id()
    if left is not None:
        company = db.session.get_one(Company, left)
        note(company.id, "left", Company.__tablename__, company.name)
    with _own_forms():
        session.pop(KEY, None)


@contextmanager
def _own_forms() -> Iterator[None]:
    """Change the company. Forms and the phone that are open in other tabs belong to the one of before: they count again
    only when the operator is back there, as each company has a token of its own."""
    field = current_app.config["WTF_CSRF_FIELD_NAME"]
    tokens = session.setdefault(TOKENS, {})
    tokens[str(session.get(KEY, ""))] = session.pop(field, None)
    yield
    if token := tokens.pop(str(session.get(KEY, "")), None):
        session[field] = token
    session.modified = True


def entered_id() -> int | None:
    """Of the company that the operator who is signed in has entered."""
    found = session.get(KEY) if current_user.role == "operator" else None
    return found if isinstance(found, int) else None


def account_mark() -> str:
    """Who is signed in, and whose account they are in. A page that is open has it as the meta element "account", and
    asks for more of itself with it: another tab may have signed somebody else in, or entered another company."""
    entered = entered_id()
    return f"{current_user.id}@{entered}" if entered is not None else str(current_user.id)


def company_here() -> Company:
    """The company in whose account the request is."""
    entered = entered_id()
    company = db.session.get(Company, entered) if entered is not None else None
    return company or current_user.company
