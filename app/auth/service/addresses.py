"""Checks e-mail addresses with which people sign in."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.auth.models import Invitation, User
from app.auth.service.refusals import AddressUsed, BadAddress
from app.db import db, every_company
from app.email_addresses import Email


def normalized(email: str) -> str:
    """Return the address in lower case. Raise BadAddress if no mail can reach it."""
    try:
        return Email.read(email.lower())
    except ValueError as problem:
        raise BadAddress(_("%(address)s is no e-mail address.", address=email.strip() or "–")) from problem


def refuse_held(email: str, user: User | None = None) -> None:
    """Raise AddressUsed if anybody but *user*, in any company, signs in with the address."""
    with every_company():
        holder = db.session.scalar(select(User).where(User.email == email))
    if holder is not None and holder is not user:
        raise address_used(email)


def refuse_invited(email: str, employee_id: int | None) -> None:
    """Raise AddressUsed if anybody but this employee of the company in force is invited by the address."""
    is_other = Invitation.employee_id.is_distinct_from(employee_id)
    if db.session.scalar(select(func.count(Invitation.id)).where(Invitation.email == email, is_other)):
        raise address_used(email)


def address_used(email: str) -> AddressUsed:
    """Return the error for an address that belongs to somebody else."""
    return AddressUsed(_("%(address)s belongs to somebody else already.", address=email))
