"""Says who does something, for services: only routes know the request's user.

Where an actor may be None, that is a command on the console, which may do everything.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_login import current_user

if TYPE_CHECKING:
    from app.auth.models import User


@dataclass(frozen=True)
class Actor:
    """Describes a signed-in user. *role* is one of ROLES."""

    id: int
    name: str
    role: str
    company_id: int
    language: str | None


def current_actor() -> Actor:
    """Return the user of the current request."""
    return actor_of(current_user)


def actor_of(user: "User") -> Actor:
    """Return what services need to know of a user."""
    return Actor(user.id, user.name, user.role, user.company_id, user.language)
