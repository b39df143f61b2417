"""What an employee may do at the portal, as the page about them shows it."""

from dataclasses import dataclass

from flask_login import current_user

from app.auth.models import Invitation, User
from app.auth.service import account_of, invitation_of
from app.auth.service.accounts import roles_to_give
from app.auth.service.factors import has_second_factor
from app.people.models import Employee


@dataclass(frozen=True)
class Access:
    """Either an account, an invitation, or none of both. *is_mine* is the account of who looks."""

    account: User | None
    invitation: Invitation | None
    is_mine: bool
    has_second_factor: bool


def access_of(employee: Employee) -> Access:
    account = account_of(employee.id)
    is_mine = account is not None and account.id == current_user.id
    has_factor = account is not None and has_second_factor(account)
    return Access(account, None if account else invitation_of(employee.id), is_mine, has_factor)


def roles() -> list[str]:
    """Those that who is signed in may give, the least first."""
    return roles_to_give()[::-1]
