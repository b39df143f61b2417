"""Imports a table of employees: previews it first, then saves all good rows at once, or none."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from app.auth import service as accounts
from app.auth.actor import Actor
from app.auth.models import User
from app.company.service import lock_company
from app.config import config
from app.db import db, now
from app.exchange import service as exchange
from app.people.employee_csv import COLUMNS, read_table
from app.people.group_words import GroupWords
from app.people.models import Employee, EmployeeImport, Group, GroupMember, Phone
from app.people.service.employees import ha1
from app.people.service.groups import list_groups
from app.people.service.import_plan import Plan, Planner, RowPlan
from app.tables import write_csv
from app.web.errors import Refused

KEEP = timedelta(days=1)
DONE = b""
"""The content of a table that was imported."""


class TakenOver(Refused):
    """Says that somebody has imported the table already."""

    status = 409
    code = "taken_over"


def keep(content: bytes, file_name: str) -> EmployeeImport:
    """Store a table for preview, and delete older ones. Raise NoTable if it can't be read as a table."""
    read_table(content)
    db.session.execute(delete(EmployeeImport).where(EmployeeImport.made_at < now() - KEEP))
    kept = EmployeeImport(id=secrets.token_hex(16), file_name=file_name[:120], content=content)
    db.session.add(kept)
    db.session.flush()
    return kept


def plan_of(kept: EmployeeImport, by: Actor | None) -> Plan:
    """Return what the import by *by* would do. Raise TakenOver if somebody has imported the table already."""
    if kept.content == DONE:
        raise TakenOver(_("This table was taken over already."))
    return Planner(by).plan(read_table(kept.content))


def carry_out(kept: EmployeeImport, by: Actor | None) -> Plan:
    """Save all rows without a fault, as the company is now, and return what was done.

    A new employee has a phone whose password nobody knows yet; whoever gets a role is invited. Raise TakenOver, or
    what refuses invitations and roles; then nothing was done.
    """
    customer_number = lock_company().customer_number
    plan = plan_of(kept, by)
    for row_plan in plan.added:
        row_plan.employee = Employee(
            extension=row_plan.extension, name=row_plan.name, email=row_plan.email or "", skills=row_plan.skills or []
        )
        db.session.add(row_plan.employee)
    db.session.flush()
    _add_phones(plan.added, customer_number)
    for row_plan in plan.changed:
        _change(row_plan)
    _join_groups([*plan.added, *plan.changed])
    for row_plan in (*plan.added, *plan.changed):
        _give_role(row_plan, by)
    kept.content = DONE
    return plan


def _add_phones(row_plans: list[RowPlan], customer_number: str) -> None:
    phones = []
    for row_plan in row_plans:
        account = f"{customer_number}-{row_plan.extension}"
        secret = ha1(account, config().sip_realm, secrets.token_urlsafe(24))
        db.session.add(Phone(employee=row_plan.employee, account=account, ha1=secret))
        phones.append((account, row_plan.extension, secret))
    exchange.set_phones(customer_number, phones)


def _change(row_plan: RowPlan) -> None:
    employee = row_plan.employee
    assert employee is not None  # it is on the list of changed ones
    employee.name = row_plan.name
    employee.email = employee.email if row_plan.email is None else row_plan.email
    employee.skills = employee.skills if row_plan.skills is None else row_plan.skills
    employee.revision += 1


def _join_groups(row_plans: list[RowPlan]) -> None:
    """Append members to groups, and remove them from groups that their row does not list."""
    for row_plan in row_plans:
        if row_plan.groups is None or row_plan.employee is None:
            continue
        wanted = {group.id for group in row_plan.groups}
        have = {member.group_id: member for member in row_plan.employee.memberships}
        for member in [member for group_id, member in have.items() if group_id not in wanted]:
            member.group.members.remove(member)
        for group in row_plan.groups:
            if group.id not in have:
                group.members.append(GroupMember(employee=row_plan.employee))


def _give_role(row_plan: RowPlan, by: Actor | None) -> None:
    employee, role, limit = row_plan.employee, row_plan.role, row_plan.limit
    if employee is None or (role is None and limit is None):
        return
    groups = limit.listed if limit else None
    account = accounts.account_of(employee.id)
    if account is None and role is not None:
        accounts.invite(accounts.Invitee(employee.id, employee.name, employee.email, role, groups), by)
        return
    if account is not None and role is not None and role != account.role:
        accounts.change_role(account, role, groups, by)
    access = account or accounts.invitation_of(employee.id)
    if access is not None and limit is not None and (access.groups and sorted(access.groups)) != groups:
        accounts.limit_to_groups(access, groups, by)


def export() -> bytes:
    """Return all employees as a table that can be imported again."""
    load = selectinload(Employee.memberships).joinedload(GroupMember.group)
    query = select(Employee, User).outerjoin(User, User.employee_id == Employee.id)
    words = GroupWords(db.session.scalars(select(Group)))
    rows = db.session.execute(query.options(load).order_by(Employee.extension))
    people = (
        (
            each.extension,
            each.name,
            each.email,
            ", ".join(each.skills),
            words.written([member.group for member in each.memberships]),
            account.role if account else "",
            words.written_limit(words.limit_of(account)),
        )
        for each, account in rows
    )
    return write_csv([COLUMNS, *people])


def template() -> bytes:
    """Return a table with two example rows, with one of the company's groups, if any."""
    groups = list_groups()
    group = GroupWords(groups).written(groups[:1])
    return write_csv(
        [
            COLUMNS,
            ("101", "Anna Berg", "anna@example.com", "french, billing", group, "employee", ""),
            ("102", "Ben Kaya", "", "", group, "", ""),
        ],
    )
