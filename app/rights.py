"""Defines who may do what.

``RIGHTS`` says which roles have a right; each view declares, directly above its function, the right that it asks for
and how far that reaches::

    @calls.get("/")
    @right("see calls", scope="groups")
    def index(): ...

``app.auth`` asks before each request. A view without ``@right`` or ``@public`` is refused to everybody, and a test
finds it. ``python -m app.rights_doc`` writes the table of all views.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

EVERYBODY = frozenset({"operator", "owner", "supervisor", "manager", "employee"})
STAFF = EVERYBODY - {"employee"}
MAKERS = STAFF - {"supervisor"}
OWNERS = frozenset({"operator", "owner"})
OPERATORS = frozenset({"operator"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Scope = Literal["own", "groups", "all"]
"""How far a view reaches: what belongs to the user; the calls and recordings of the user's groups, which are
all groups unless the account is limited to some; or what belongs to the company as a whole."""

PUBLIC: Literal["public"] = "public"

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Right:
    """Describes what some roles may do. *label* completes the sentence "This right allows to..."."""

    label: LazyString
    roles: frozenset[str]
    refusal: LazyString | None = None
    """What to tell somebody without the right, where there is more to say than that it is not allowed."""
    of_the_only_owner: bool = False
    """Whether owners have it too where there is one company and no operator: then they run the installation."""


RIGHTS = {
    "own": Right(_("See to one's own messages, phone and account"), EVERYBODY),
    "watch": Right(_("See what happens now"), STAFF),
    "screens": Right(_("Make and end TV screens"), STAFF),
    "act": Right(_("Take, move and end calls of others, and pause people"), STAFF),
    "see calls": Right(_("See calls and hear recordings"), STAFF),
    "see flows": Right(_("Look at flows, and try them"), STAFF),
    "draw": Right(
        _("Draw and publish flows, and lead numbers to them"),
        MAKERS,
        _("You may look at flows, but not change them."),
    ),
    "see settings": Right(_("Look at employees, groups, voice, hours and lists"), STAFF),
    "set up": Right(_("Change employees, groups, voice, hours and lists"), MAKERS),
    "delete people": Right(_("Delete employees permanently"), OWNERS),
    "accounts": Right(_("Invite people, give them roles, and sign them out"), OWNERS),
    "company": Right(_("Change the company"), OWNERS),
    "audit": Right(_("Read who changed what"), OWNERS),
    "see health": Right(_("See whether the whole exchange is well"), OPERATORS, of_the_only_owner=True),
    "operate": Right(_("Make companies and give them numbers"), OPERATORS),
}


@dataclass(frozen=True)
class Requirement:
    """Describes the right to look at a view, the right to change something there, and how far both reach."""

    read: str
    change: str
    scope: Scope

    def right_for(self, method: str) -> str:
        """Return the key of RIGHTS that a request with this HTTP method needs."""
        return self.read if method in SAFE else self.change


def right(read: str, *, change: str | None = None, scope: Scope = "all") -> Callable[[View], View]:
    """Let only those use a view who have the right *read*, or *change* for requests that change something.

    Raise ValueError if there is no such right.
    """
    requirement = Requirement(read, change or read, scope)
    if unknown := {requirement.read, requirement.change} - RIGHTS.keys():
        raise ValueError(f"no right is called {unknown}")
    return lambda view: _declare(view, requirement)


def public(view: View) -> View:
    """Let everybody use the view, signed in or not."""
    return _declare(view, PUBLIC)


def is_public(endpoint: str | None) -> bool:
    """Return whether everybody may use the endpoint."""
    return declaration_of(endpoint) == PUBLIC


def requirement_of(endpoint: str | None) -> Requirement | None:
    """Return what the endpoint asks for; None if it is public, unknown, or declares nothing."""
    declared = declaration_of(endpoint)
    return None if declared == PUBLIC else declared


def declaration_of(endpoint: str | None) -> Requirement | Literal["public"] | None:
    """Return what the endpoint's view declares; None if it is unknown, or declares nothing."""
    view = current_app.view_functions.get(endpoint or "")
    declared: Requirement | Literal["public"] | None = getattr(view, "declared_right", None)
    return declared


def _declare(view: View, declared: Requirement | Literal["public"]) -> View:
    view.declared_right = declared  # type: ignore[attr-defined]
    return view
