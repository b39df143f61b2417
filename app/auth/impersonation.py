"""Gives operators support access: an operator may enter another company's account."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app, session
from flask_login import current_user

from app.audit.audited import note
from app.company.models import Company
from app.db import db

KEY, TOKENS = "entered_company", "forms_of_companies"


def enter(company: Company) -> None:
    """Show this company to the operator from the next request on, and log it for the company's owner."""
    note(company.id, "entered", Company.__tablename__, company.name)
    with _own_forms():
        session[KEY] = company.id


def leave() -> None:
    """Return the operator to their own company."""
    left = entered_company_id()
    if left is not None:
        company = db.session.get_one(Company, left)
        note(company.id, "left", Company.__tablename__, company.name)
    with _own_forms():
        session.pop(KEY, None)


@contextmanager
def _own_forms() -> Iterator[None]:
    """Change the company inside this block, and exchange the CSRF token.

    Forms and the phone in other tabs belong to the previous company. They are valid again only when the operator is
    back there, because each company has its own token.
    """
    field = current_app.config["WTF_CSRF_FIELD_NAME"]
    tokens = session.setdefault(TOKENS, {})
    tokens[str(session.get(KEY, ""))] = session.pop(field, None)
    yield
    if token := tokens.pop(str(session.get(KEY, "")), None):
        session[field] = token
    session.modified = True


def entered_company_id() -> int | None:
    """Return the id of the company that the signed-in operator has entered, or None."""
    found = session.get(KEY) if current_user.role == "operator" else None
    return found if isinstance(found, int) else None


def account_mark() -> str:
    """Return a string that identifies the signed-in user and their current company.

    An open page has it in the meta element "account" and sends it with further requests: another tab may have
    signed somebody else in, or entered another company.
    """
    entered = entered_company_id()
    return f"{current_user.id}@{entered}" if entered is not None else str(current_user.id)


def current_company() -> Company:
    """Return the company in whose account the request is."""
    entered = entered_company_id()
    company = db.session.get(Company, entered) if entered is not None else None
    return company or current_user.company
