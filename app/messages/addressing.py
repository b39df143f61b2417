"""Decides who gets which messages.

Users get what is addressed to them, to the employee that they are, to that employee's groups, and to everybody in the
company. An owner who is not an employee also gets the messages about calls that nobody else could read: those to
employees and groups without an account. So a company in which only the owner has an account misses nothing, and
elsewhere nobody reads their colleagues' messages.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app.auth.models import User
from app.db import company_scope, db
from app.messages.models import ABOUT_CALLS, Message
from app.ports.colleagues import addressed, colleagues
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.target import Target

COMPANY, USER = "company", "user"


@dataclass(frozen=True)
class Reader:
    """Describes a user who reads messages. *company_id* is their own company, whichever one they look at."""

    user_id: int
    company_id: int
    addresses: frozenset[str]
    others: frozenset[str] | None
    """Addressees who have their own account, so this reader does not get their call messages, too.

    None means that the reader reads only their own.
    """

    @property
    def gets(self) -> ColumnElement[bool]:
        """Return the condition for messages to this reader, without their own to everybody or to their group."""
        theirs: ColumnElement[bool] = Message.addressee.in_(sorted(self.addresses))
        if self.others is not None:
            nobodys = Message.addressee.not_in(sorted(self.others))
            theirs = or_(theirs, and_(Message.kind.in_(ABOUT_CALLS), nobodys))
        return and_(theirs, or_(Message.sender_id.is_(None), Message.sender_id != self.user_id))


def reader(user: User) -> Reader:
    """Return the reader that *user* is."""
    with company_scope(user.company_id):
        own = _addresses([user.employee_id] if user.employee_id else [])
        reads_for_others = user.role == "owner" and user.employee_id is None
        others = _addresses(_with_account()) if reads_for_others else None
    return Reader(user.id, user.company_id, frozenset({COMPANY, address_of_user(user.id), *own}), others)


def address_of_user(user_id: int) -> str:
    """Return the addressee of messages to one user alone."""
    return KindAndName.of(USER, str(user_id))


def readers_of(addressee: str) -> list[User]:
    """Return the users of the company in force to whom a message to *addressee* goes."""
    query = select(User).order_by(User.name)
    addressed_to = KindAndName(addressee)
    if addressed_to.kind == USER:
        query = query.where(User.id == int(addressed_to.name))
    elif addressee != COMPANY:
        query = query.where(User.employee_id.in_(addressed(addressee)))
    return list(db.session.scalars(query))


def _with_account() -> list[int]:
    return [each for each in db.session.scalars(select(User.employee_id)) if each is not None]


def _addresses(employee_ids: list[int]) -> frozenset[str]:
    people = colleagues(employee_ids)
    groups = (Target.group(name) for each in people for name in each.groups)
    return frozenset((*(Target.employee(each.extension) for each in people), *groups))
