"""E-mail addresses, as people sign in with them."""

import re

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.auth.models import Invitation, User
from app.auth.service.refusals import AddressUsed, BadAddress
from app.db import db, every_company

FORM = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\.]+(\.[^@\s<>,;:\"()\[\]\\.]+)+")


def tidy(email: str) -> str:
    """In lower case. Raises BadAddress."""
    plain = email.strip().lower()
    if len(plain) > 254 or not FORM.fullmatch(plain):
        raise BadAddress(_("%(address)s is no e-mail address.", address=plain or "–"))
    return plain


def refuse_held(email: str, user: User | None = None) -> None:
    """Raises AddressUsed, if somebody but *user* signs in with it, in whichever company."""
    with every_company():
        holder = db.session.scalar(select(User).where(User.email == email))
    if holder is not None and holder is not user:
        raise used(email)


def refuse_invited(email: str, employee_id: int | None) -> None:
    """Raises AddressUsed, if somebody but this employee of the company in force is invited by it."""
    is_other = Invitation.employee_id.is_distinct_from(employee_id)
    if db.session.scalar(select(func.count(Invitation.id)).where(Invitation.email == email, is_other)):
        raise used(email)


def used(email: str) -> AddressUsed:
    return AddressUsed(_("%(address)s belongs to somebody else already.", address=email))
