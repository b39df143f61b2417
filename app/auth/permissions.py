"""Asks before each request whether the user has the right that the view declares (``app.rights``)."""

from flask import g, request
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import exists, func, select

from app.auth.actor import Actor, current_actor
from app.auth.models import User
from app.company.models import Company
from app.db import db, every_company
from app.db.groups import UNDECLARED, Groups
from app.rights import RIGHTS, is_public, requirement_of
from app.web.errors import NotAllowed


def may(right: str) -> bool:
    """Return whether the user has the right, a key of RIGHTS."""
    return current_user.is_authenticated and allows(right, current_actor())


def allows(right: str, by: Actor | None) -> bool:
    """Return whether *by* has the right, a key of RIGHTS."""
    found = RIGHTS[right]
    return by is None or by.role in found.roles or (found.of_the_only_owner and _is_only_owner(by))


def _is_only_owner(by: Actor) -> bool:
    if by.role != "owner":
        return False
    with every_company():
        has_operator = db.session.scalar(select(exists().where(User.role == "operator")))
        return not has_operator and db.session.scalar(select(func.count(Company.id))) == 1


def may_see(endpoint: str) -> bool:
    """Return whether the user may look at the page."""
    requirement = requirement_of(endpoint)
    return requirement is not None and may(requirement.read)


def refuse_without_right() -> None:
    """Raise NotAllowed if the user may not make the current request."""
    if request.endpoint is None or is_public(request.endpoint):
        return
    requirement = requirement_of(request.endpoint)
    right = requirement.right_for(request.method) if requirement else None
    if right is None or not may(right):
        refusal = RIGHTS[right].refusal if right else None
        raise NotAllowed(str(refusal or _("Your role does not allow this.")))


def put_scope_in_force() -> None:
    """Keep the queries of the current request to what the user may see by way of the view, as it declares."""
    requirement = requirement_of(request.endpoint)
    groups: Groups = current_user.sees_groups
    if groups is None or requirement is None or requirement.scope == "own":
        g.groups_in_force = None
    else:
        g.groups_in_force = groups if requirement.scope == "groups" else UNDECLARED
