"""Deletes an employee permanently, and says beforehand what that means."""

from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import normalize

from flask_babel import gettext as _
from sqlalchemy import select

from app.auth.actor import Actor
from app.auth.models import Invitation, User
from app.auth.service import account_of, invitation_of, remove_access, withdraw
from app.db import db
from app.people.models import Employee, Group
from app.people.service.employees import delete_employee
from app.people.service.forwards import forwarding_to
from app.ports.flows import Use, uses_of
from app.ports.flows import flows as all_flows
from app.ports.personal_data import PersonalData, personal_data
from app.web.errors import Refused
from designer.runtime.target import Target


class StillNeeded(Refused):
    """Says that flows refer to the employee, or that it is the user."""

    status = 409
    code = "still_needed"


@dataclass(frozen=True)
class RemainingData:
    """Describes how much personal data of one kind there is."""

    kind: PersonalData
    count: int


@dataclass(frozen=True)
class Offboarding:
    """Describes what is deleted with the employee, and what must be settled before.

    *uses* are grouped by flow. *lonely* are groups that would lose their last member, and *forwarders* employees
    who forward to this one.
    """

    uses: list[list[Use]]
    groups: list[Group]
    lonely: list[Group]
    account: User | None
    invitation: Invitation | None
    remaining: list[RemainingData]
    forwarders: list[Employee]


def offboarding_of(employee: Employee) -> Offboarding:
    """Return what deleting the employee means."""
    flows: dict[int, list[Use]] = {}
    for use in uses_of("employee", employee.extension):
        flows.setdefault(use.flow_id, []).append(use)
    groups = [member.group for member in employee.memberships]
    return Offboarding(
        uses=list(flows.values()),
        groups=groups,
        lonely=[group for group in groups if len(group.members) == 1],
        account=account_of(employee.id),
        invitation=invitation_of(employee.id),
        remaining=[RemainingData(each, count) for each in personal_data() if (count := each.count(employee.extension))],
        forwarders=forwarding_to(Target.employee(employee.extension)),
    )


def successors(employee: Employee) -> tuple[list[Employee], list[Group]]:
    """Return who can replace the employee in flows."""
    others = select(Employee).where(Employee.id != employee.id).order_by(Employee.name)
    return list(db.session.scalars(others)), list(db.session.scalars(select(Group).order_by(Group.label)))


def replace_in_flows(employee: Employee, kind: str, name: str, flow_ids: Collection[int], by: Actor) -> None:
    """Replace the employee by *kind* and *name*. Raise a Refused if a flow can't do that."""
    all_flows().replace_uses(("employee", employee.extension), (kind, name), flow_ids, by.name)


def delete_permanently(employee: Employee, kinds: Collection[str], by: Actor) -> None:
    """Delete the employee with phones, photo, account and the personal data of these *kinds*.

    Raise StillNeeded if something must be settled before, or LastOwner if the company would have no owner left.
    """
    offboarding = offboarding_of(employee)
    if offboarding.uses:
        flows = ", ".join(f"“{found[0].flow}”" for found in offboarding.uses)
        raise StillNeeded(_("%(flows)s still leads calls to %(name)s.", flows=flows, name=employee.name))
    if offboarding.account:
        if offboarding.account.id == by.id:
            raise StillNeeded(_("You can't delete yourself. Another owner can."))
        remove_access(offboarding.account, by)
    if offboarding.invitation:
        withdraw(offboarding.invitation, by)
    for remaining in offboarding.remaining:
        if remaining.kind.name in kinds:
            remaining.kind.delete(employee.extension)
    delete_employee(employee)


def is_name_of(employee: Employee, typed: str) -> bool:
    """Return whether *typed* is the employee's name, in any Unicode normalization."""
    return _plain(typed) == _plain(employee.name)


def _plain(name: str) -> str:
    return " ".join(normalize("NFC", name).casefold().split())
