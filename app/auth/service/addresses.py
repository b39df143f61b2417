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


def refuse_used(email: str, user: User | None = None, employee_id: int | None = None) -> None:
    """Raises AddressUsed, if the address belongs to somebody but *user*, or is invited but as this employee."""
    with every_company():
        holder = db.session.scalar(select(User).where(User.email == email))
    invited = db.session.scalar(
        select(func.count(Invitation.id)).where(
            Invitation.email == email, Invitation.employee_id.is_distinct_from(employee_id)
        )
    )
    if (holder is not None and holder is not user) or (invited and user is None):
        raise AddressUsed(_("%(address)s belongs to somebody else already.", address=email))
