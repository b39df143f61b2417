"""Finds the employee behind an account."""

from sqlalchemy import select

from app.auth.models import User
from app.db import company_in_force, db
from app.ports.browser_phones import EmployeeIdentity, browser_phones
from app.rights import RIGHTS


def employee_of(user: User) -> EmployeeIdentity | None:
    """Return the employee that *user* is linked with, or None. Return None in a company that the user has only entered.

    For somebody who may manage accounts, it may also be the only employee with their address and no account. It is not
    for others: many people may change the addresses of employees, and would read the messages of anybody that way.
    """
    if user.company_id != company_in_force():
        return None
    phones = browser_phones()
    if user.employee_id is not None:
        return phones.find(user.employee_id)
    if user.role not in RIGHTS["accounts"].roles:
        return None
    taken = set(db.session.scalars(select(User.employee_id)))
    found = [each for each in phones.with_address(user.email) if each.id not in taken]
    return found[0] if len(found) == 1 else None
