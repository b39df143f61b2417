"""Describes what access an employee has to the portal."""

from dataclasses import dataclass

from app.auth.actor import Actor
from app.auth.models import Invitation, User
from app.auth.service import account_of, invitation_of
from app.auth.service.accounts import roles_to_give
from app.auth.service.employees import account_to_link
from app.auth.service.factors import has_second_factor
from app.people.models import Employee


@dataclass(frozen=True)
class Access:
    """Describes an account, an invitation, or neither. *is_mine* says that it is the user's own account.

    *to_link* is an account with the employee's address that belongs to no employee yet, if *account* is None.
    """

    account: User | None
    invitation: Invitation | None
    to_link: User | None
    is_mine: bool
    has_second_factor: bool


def access_of(employee: Employee, by: Actor) -> Access:
    """Return an employee's access, as *by* sees it."""
    account = account_of(employee.id)
    is_mine = account is not None and account.id == by.id
    has_factor = account is not None and has_second_factor(account)
    if account is not None:
        return Access(account, None, None, is_mine, has_factor)
    return Access(None, invitation_of(employee.id), account_to_link(employee.email, by), is_mine, has_factor)


def roles(by: Actor) -> list[str]:
    """Return the roles that *by* may give, the least powerful first."""
    return roles_to_give(by)[::-1]
