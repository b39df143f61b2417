"""Taking over a table of employees: looked at first, then all good rows at once, or none."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from app.auth import service as accounts
from app.auth.models import User
from app.company.service import hold_company
from app.config import config
from app.db import db, now
from app.exchange import service as exchange
from app.people.employee_csv import COLUMNS, read_table, write_table
from app.people.models import Employee, EmployeeImport, Group, GroupMember, Phone
from app.people.service.employees import ha1
from app.people.service.import_plan import Plan, Planner, Wish
from app.settings.publishing import publish_directory
from app.web.errors import Refused

KEPT = timedelta(days=1)
DONE = b""
"""The content of a table that was taken over."""


class TakenOver(Refused):
    """Somebody has sent it twice."""

    status = 409
    code = "taken_over"


def keep(content: bytes, file_name: str) -> EmployeeImport:
    """What is to be looked at. Raises NoTable; forgets those of yesterday."""
    read_table(content)
    db.session.execute(delete(EmployeeImport).where(EmployeeImport.made_at < now() - KEPT))
    kept = EmployeeImport(id=secrets.token_hex(16), file_name=file_name[:120], content=content)
    db.session.add(kept)
    db.session.flush()
    return kept


def plan_of(kept: EmployeeImport) -> Plan:
    """Raises TakenOver."""
    if kept.content == DONE:
        raise TakenOver(_("This table was taken over already."))
    return Planner().plan(read_table(kept.content))


def carry_out(kept: EmployeeImport) -> Plan:
    """All rows without a fault, as the company is now. A new employee has a phone whose password nobody knows yet; an
    invitation goes to whoever gets a role. Raises TakenOver, and what invitations and roles are refused by: then
    nothing was done."""
    customer_number = hold_company().customer_number
    plan = plan_of(kept)
    for wish in plan.added:
        wish.employee = Employee(
            extension=wish.extension, name=wish.name, email=wish.email or "", skills=wish.skills or []
        )
        db.session.add(wish.employee)
    db.session.flush()
    _add_phones(plan.added, customer_number)
    for wish in plan.changed:
        _change(wish)
    _join_groups([*plan.added, *plan.changed])
    for wish in (*plan.added, *plan.changed):
        _give_role(wish)
    kept.content = DONE
    publish_directory()
    return plan


def _add_phones(wishes: list[Wish], customer_number: str) -> None:
    phones = []
    for wish in wishes:
        account = f"{customer_number}-{wish.extension}"
        secret = ha1(account, config().sip_realm, secrets.token_urlsafe(24))
        db.session.add(Phone(employee=wish.employee, account=account, ha1=secret))
        phones.append((account, wish.extension, secret))
    exchange.set_phones(customer_number, phones)


def _change(wish: Wish) -> None:
    employee = wish.employee
    assert employee is not None  # it is on the list of changed ones
    employee.name = wish.name
    employee.email = employee.email if wish.email is None else wish.email
    employee.skills = employee.skills if wish.skills is None else wish.skills
    employee.revision += 1


def _join_groups(wishes: list[Wish]) -> None:
    """At the end of each group; who is no longer wished in one leaves it."""
    for wish in wishes:
        if wish.groups is None or wish.employee is None:
            continue
        wished = {group.id for group in wish.groups}
        have = {member.group_id: member for member in wish.employee.memberships}
        for member in [member for group_id, member in have.items() if group_id not in wished]:
            member.group.members.remove(member)
        for group in wish.groups:
            if group.id not in have:
                group.members.append(GroupMember(employee=wish.employee))


def _give_role(wish: Wish) -> None:
    if wish.role is None or wish.employee is None:
        return
    account = accounts.account_of(wish.employee.id)
    if account is None:
        accounts.invite(wish.employee.id, wish.employee.name, wish.employee.email, wish.role)
    elif account.role != wish.role:
        accounts.change_role(account, wish.role)


def export() -> bytes:
    """All employees of the company, as they could be imported again."""
    load = selectinload(Employee.memberships).joinedload(GroupMember.group)
    query = select(Employee, User.role).outerjoin(User, User.employee_id == Employee.id)
    rows = db.session.execute(query.options(load).order_by(Employee.extension))
    return write_table(
        COLUMNS,
        (
            (
                each.extension,
                each.name,
                each.email,
                ", ".join(each.skills),
                ", ".join(sorted(member.group.label for member in each.memberships)),
                role or "",
            )
            for each, role in rows
        ),
    )


def template() -> bytes:
    """Two rows as an example, with a group of the company's if it has one."""
    group = db.session.scalar(select(Group.label).order_by(Group.label)) or ""
    return write_table(
        COLUMNS,
        [
            ("101", "Anna Berg", "anna@example.com", "french, billing", group, "employee"),
            ("102", "Ben Kaya", "", "", group, ""),
        ],
    )
