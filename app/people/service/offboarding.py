"""Deleting an employee for ever: what it means, and doing it."""

from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import normalize

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from app.auth.models import Invitation, User
from app.auth.service import account_of, invitation_of, remove_access, withdraw
from app.db import db
from app.people.models import Employee, Group
from app.people.service.employees import delete_employee
from app.people.service.forwards import forwarding_to
from app.ports.directory import Use, replace_uses, uses_of
from app.ports.personal_data import Belongings, all_belongings
from app.web.errors import Refused


class StillNeeded(Refused):
    """Flows refer to the employee, or it is who deletes."""

    status = 409
    code = "still_needed"


@dataclass(frozen=True)
class Left:
    """How much is kept of the employee, of one kind."""

    kind: Belongings
    count: int


@dataclass(frozen=True)
class Departure:
    """What goes with the employee, and what has to be seen to before: *uses* by flow. *lonely* are groups that would
    have no member, and *forwarders* those whose calls are forwarded to the employee."""

    uses: list[list[Use]]
    groups: list[Group]
    lonely: list[Group]
    account: User | None
    invitation: Invitation | None
    left: list[Left]
    forwarders: list[Employee]


def departure_of(employee: Employee) -> Departure:
    flows: dict[int, list[Use]] = {}
    for use in uses_of("employee", employee.extension):
        flows.setdefault(use.flow_id, []).append(use)
    groups = [member.group for member in employee.memberships]
    return Departure(
        uses=list(flows.values()),
        groups=groups,
        lonely=[group for group in groups if len(group.members) == 1],
        account=account_of(employee.id),
        invitation=invitation_of(employee.id),
        left=[Left(each, count) for each in all_belongings() if (count := each.count(employee.extension))],
        forwarders=forwarding_to(f"employee:{employee.extension}"),
    )


def successors(employee: Employee) -> tuple[list[Employee], list[Group]]:
    """Who may take the employee's place in flows."""
    others = select(Employee).where(Employee.id != employee.id).order_by(Employee.name)
    return list(db.session.scalars(others)), list(db.session.scalars(select(Group).order_by(Group.label)))


def replace_in_flows(employee: Employee, kind: str, name: str, flow_ids: Collection[int]) -> None:
    """*kind* and *name* say who takes the place. Raises a Refused when a flow can't do that."""
    replace_uses(("employee", employee.extension), (kind, name), flow_ids, current_user.name)


def delete_for_ever(employee: Employee, belongings: Collection[str]) -> None:
    """With their phones, photo and account; *belongings* names what else goes. Raises StillNeeded and LastOwner."""
    departure = departure_of(employee)
    if departure.uses:
        flows = ", ".join(f"“{found[0].flow}”" for found in departure.uses)
        raise StillNeeded(_("%(flows)s still leads calls to %(name)s.", flows=flows, name=employee.name))
    if departure.account:
        if departure.account.id == current_user.id:
            raise StillNeeded(_("You can't delete yourself. Another owner can."))
        remove_access(departure.account)
    if departure.invitation:
        withdraw(departure.invitation)
    for left in departure.left:
        if left.kind.name in belongings:
            left.kind.delete(employee.extension)
    delete_employee(employee)


def is_name_of(employee: Employee, typed: str) -> bool:
    """Whether somebody wrote the employee's name, however the keyboard puts letters together."""
    return _plain(typed) == _plain(employee.name)


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())
