"""Lists employees page by page: searched, sorted and counted by the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from app.auth.models import ROLES, User
from app.db import db
from app.paging import page_count
from app.people.models import Employee, Group, GroupMember
from app.people.service.presence import FILTERS, Presence, is_in, presences

PAGE = 50
NO_ACCESS = "none"
SORTS: dict[str, tuple[Any, ...]] = {
    "extension": (func.length(Employee.extension), Employee.extension),
    "name": (func.lower(Employee.name), Employee.extension),
    "email": (Employee.email == "", func.lower(Employee.email), Employee.extension),
}
"""What the list can be sorted by."""


@dataclass(frozen=True)
class EmployeeFilter:
    """Describes which employees the list shows; "" means all.

    *text* is a part of the name, the extension or the e-mail; *group* a group's name; *role* one of ROLES, or
    NO_ACCESS; *state* one of FILTERS.
    """

    text: str = ""
    group: str = ""
    role: str = ""
    state: str = ""
    sort: str = "extension"
    falling: bool = False
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        """Return whether it shows only some employees."""
        return bool(self.text or self.group or self.role or self.state)

    def to_args(self, **changes: Any) -> dict[str, str]:
        """Return the arguments of a URL, without default values."""
        other = replace(self, **changes)
        values = {**vars(other), "falling": "1" if other.falling else ""}
        return {name: str(value) for name, value in values.items() if value not in ("", 1, "extension")}


@dataclass(frozen=True)
class EmployeePage:
    """Describes one page of the list.

    By employee id, *roles* has the role of those with an account, and *presences* what they do now.
    """

    employees: list[Employee]
    roles: dict[int, str]
    presences: dict[int, Presence]
    count: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return page_count(self.count, PAGE)


def filter_of(args: Mapping[str, str]) -> EmployeeFilter:
    """Return what a URL asks for, ignoring values that are not offered."""
    sort, role, state, page = (args.get(name, "") for name in ("sort", "role", "state", "page"))
    return EmployeeFilter(
        text=args.get("text", "").strip()[:100],
        group=args.get("group", "")[:40],
        role=role if role in (*ROLES, NO_ACCESS) else "",
        state=state if state in FILTERS else "",
        sort=sort if sort in SORTS else "extension",
        falling=args.get("falling") == "1",
        page=int(page) if re.fullmatch(r"[1-9][0-9]{0,5}", page) else 1,
    )


def find_employees(filters: EmployeeFilter) -> EmployeePage:
    """Return a page of the company's employees."""
    query = _narrowed(select(Employee, User.role).outerjoin(User, User.employee_id == Employee.id), filters)
    if filters.state:
        query = query.where(is_in(filters.state))
    count = db.session.scalar(query.with_only_columns(func.count(Employee.id))) or 0
    order = [each.desc() if filters.falling else each for each in SORTS[filters.sort]]
    load = selectinload(Employee.phones), selectinload(Employee.memberships).joinedload(GroupMember.group)
    rows = db.session.execute(query.order_by(*order).options(*load).limit(PAGE).offset((filters.page - 1) * PAGE)).all()
    employees = [row[0] for row in rows]
    return EmployeePage(employees, {row[0].id: row[1] for row in rows if row[1]}, presences(employees), count)


def _narrowed(query: Select[*tuple[Any, ...]], filters: EmployeeFilter) -> Select[*tuple[Any, ...]]:
    if filters.text:
        columns = Employee.name, Employee.extension, Employee.email
        query = query.where(or_(*(column.icontains(filters.text.lower(), autoescape=True) for column in columns)))
    if filters.group:
        is_in = GroupMember.group.has(Group.name == filters.group)
        query = query.where(Employee.memberships.any(is_in))
    if filters.role:
        query = query.where(User.id.is_(None) if filters.role == NO_ACCESS else User.role == filters.role)
    return query
