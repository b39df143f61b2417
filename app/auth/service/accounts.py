"""Manages the accounts of a company's people."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.auth.actor import Actor
from app.auth.models import ROLES, Invitation, User
from app.auth.service import factors, security_notices, sessions
from app.auth.service.passwords import hash_password
from app.auth.service.refusals import LastOwner, RoleNotAllowed
from app.company.models import Company
from app.company.service import lock_company
from app.db import company_scope, db


def add_user(company: Company, name: str, email: str, role: str, password: str) -> User:
    """Create a user. Raise ValueError for an unknown role."""
    if role not in ROLES:
        raise ValueError(f"no role: {role!r}")
    user = User(company_id=company.id, name=name, email=email.lower(), role=role, password_hash=hash_password(password))
    db.session.add(user)
    return user


def account_of(employee_id: int) -> User | None:
    """Return the user account of an employee, or None."""
    return db.session.scalar(select(User).where(User.employee_id == employee_id))


def roles_to_give(by: Actor | None) -> list[str]:
    """Return the roles that *by* may give."""
    may_give_all = by is None or by.role == "operator"
    return [role for role in ROLES if role != "operator" or may_give_all]


def refuse_role(role: str, by: Actor | None) -> None:
    """Raise RoleNotAllowed if *by* may neither give nor take this role."""
    if role not in roles_to_give(by):
        raise RoleNotAllowed(_("You can't give or take this role."))


def change_role(user: User, role: str, groups: list[str] | None, by: Actor | None) -> None:
    """Change a user's role and sign them out everywhere, because open pages may exceed the new role.

    A supervisor sees the calls and recordings of *groups* alone: [] for none, None for all.
    Raise RoleNotAllowed if the actor's role does not allow it, or LastOwner if the company would have no owner left.
    """
    if role == user.role:
        return
    refuse_role(role, by)
    refuse_role(user.role, by)
    if role != "owner":
        _refuse_last_owner(user)
    user.role, user.groups = role, groups if role == "supervisor" else None
    sessions.sign_out_everywhere(user)


def limit_to_groups(user: User | Invitation, groups: list[str] | None, by: Actor | None) -> None:
    """Let a supervisor, or who is invited as one, see the calls and recordings of these groups alone: [] for none, None
    for all.

    Raise RoleNotAllowed if the actor's role does not allow it.
    """
    refuse_role(user.role, by)
    user.groups = groups


def forget_group(name: str) -> None:
    """Take a group away from all who are limited to it, or will be. Whoever has no other one is limited to none."""
    people: list[User | Invitation] = [*db.session.scalars(select(User)), *db.session.scalars(select(Invitation))]
    for each in people:
        if each.groups is not None and name in each.groups:
            each.groups = [other for other in each.groups if other != name]


def sign_out_everywhere(user: User, by: Actor | None) -> None:
    """Sign another user out everywhere. Raise RoleNotAllowed if the actor's role does not allow it."""
    refuse_role(user.role, by)
    sessions.sign_out_everywhere(user)
    security_notices.note_of(user, "signed out", everywhere=True)


def remove_second_factor(user: User, by: Actor | None) -> None:
    """Remove another user's app, passkeys and recovery codes, and sign them out everywhere.

    Raise RoleNotAllowed, also for one's own account.
    """
    if by is not None and by.id == user.id:
        raise RoleNotAllowed(_("Your own second factor you change under “My account”."))
    refuse_role(user.role, by)
    factors.remove_all(user)
    sessions.sign_out_everywhere(user)
    security_notices.notify_factor_changed(user, is_on=False)
    security_notices.note_of(user, "changed", second_factor="–")


def remove_access(user: User, by: Actor | None) -> None:
    """Delete the account with its passkeys and sessions. Raise RoleNotAllowed if the actor's role does not allow it, or
    LastOwner if the company would have no owner left."""
    refuse_role(user.role, by)
    _refuse_last_owner(user)
    db.session.delete(user)
    db.session.flush()


def _refuse_last_owner(user: User) -> None:
    with company_scope(user.company_id):
        lock_company()
        others = select(func.count(User.id)).where(User.role == "owner", User.id != user.id)
        if user.role == "owner" and not db.session.scalar(others):
            raise LastOwner(_("%(name)s is the only owner: make somebody else an owner first.", name=user.name))
