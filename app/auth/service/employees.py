"""Finds the employee behind an account, and links accounts with employees."""

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.auth.actor import Actor
from app.auth.models import Invitation, User
from app.auth.service.accounts import account_of, refuse_role, roles_to_give
from app.auth.service.refusals import HasAccount
from app.company.service import lock_company
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


def account_to_link(email: str, by: Actor | None) -> User | None:
    """Return the account in the company in force with this address that belongs to no employee, or None.

    Return None if its role is one that *by* may not give.
    """
    address = email.strip().lower()
    is_theirs = User.email == address, User.employee_id.is_(None), User.role.in_(roles_to_give(by))
    return db.session.scalar(select(User).where(*is_theirs)) if address else None


def link_account(user: User, employee_id: int, name: str, by: Actor | None) -> None:
    """Link *user* with the employee, called *name*, whose invitation is withdrawn.

    Raise HasAccount if the employee has an account already, or RoleNotAllowed if the actor's role does not allow it.
    """
    refuse_role(user.role, by)
    lock_company()
    if account_of(employee_id):
        raise HasAccount(_("%(name)s has an account already.", name=name))
    user.employee_id = employee_id
    db.session.execute(delete(Invitation).where(Invitation.employee_id == employee_id))
