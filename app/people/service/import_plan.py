"""Plans what a table of employees would do, row by row, without doing it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.auth.actor import Actor
from app.auth.models import ROLES, Invitation, User
from app.auth.permissions import allows
from app.auth.service.accounts import roles_to_give
from app.company.service import own_company
from app.db import db, every_company
from app.email_addresses import Email
from app.exchange.service import inner_numbers
from app.people.employee_csv import MOST_CHARACTERS, Row, Table, words_in
from app.people.group_words import GroupWords, Limit
from app.people.models import Employee, Group, GroupMember
from app.people.skills import parse_skills, write_skills
from app.phone_numbers import Extension
from app.tables import too_many_cells
from app.web.forms import fault_of
from app.web.i18n import LANGUAGES

MOST_NAME_CHARACTERS = 120


@dataclass(frozen=True)
class Fault:
    """Describes an error in a cell, or in the whole row if *column* is ""."""

    line: int
    column: str
    value: str
    message: str


@dataclass
class RowPlan:
    """Describes what a row without errors asks for; None means that the table does not say.

    *limit* is that of a supervisor, also if the table does not say it: an empty cell changes no limit. *changes* are
    (column, before, after); *employee* None is a new one.
    """

    line: int
    extension: str
    name: str
    email: str | None = None
    skills: list[str] | None = None
    groups: list[Group] | None = None
    role: str | None = None
    limit: Limit | None = None
    employee: Employee | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Describes what the whole table would do."""

    added: list[RowPlan]
    changed: list[RowPlan]
    same: list[RowPlan]
    faults: list[Fault]
    rows: int

    @property
    def gives_access(self) -> bool:
        """Return whether anybody gets an invitation, another role, or other groups to supervise."""
        columns = {column for row_plan in (*self.added, *self.changed) for column, _old, _new in row_plan.changes}
        return bool(columns & {"role", "supervises"})

    @cached_property
    def faulty_rows(self) -> int:
        """Return how many rows have errors."""
        return len({fault.line for fault in self.faults})


class Addresses:
    """Knows who has an account or an invitation, and whom the rows so far invite."""

    def __init__(self) -> None:
        """Load the addresses."""
        self._linked = {user.email: user.employee_id for user in db.session.scalars(select(User))}
        self._invited = {each.email: each.employee_id for each in db.session.scalars(select(Invitation))}
        with every_company():
            self._held = set(db.session.scalars(select(User.email)))
        self._new: set[str] = set()

    def invite(self, address: str, employee_id: int | None) -> None:
        """Note that a row invites somebody by *address*. Raise ValueError if that can't be."""
        address = address.lower()
        if employee_id is not None and address in self._linked and self._linked[address] is None:
            raise ValueError(
                _("There is an account with this address. On this employee's page, under “Access”, link it first.")
            )
        if address in self._held or self._invited.get(address, employee_id) != employee_id:
            raise ValueError(_("%(address)s belongs to somebody else already.", address=address))
        if address in self._new:
            raise ValueError(_("Another row invites somebody by this address."))
        self._new.add(address)


class Planner:
    """Plans rows against the company's current data, which it loads once."""

    def __init__(self, by: Actor | None) -> None:
        """Load the company's data. *by* gives the roles of the table."""
        load = selectinload(Employee.memberships).joinedload(GroupMember.group)
        self.employees = {each.extension: each for each in db.session.scalars(select(Employee).options(load))}
        self.words = GroupWords(db.session.scalars(select(Group)))
        self.users = {user.employee_id: user for user in db.session.scalars(select(User)) if user.employee_id}
        self.invitations = {each.employee_id: each for each in db.session.scalars(select(Invitation))}
        self.addresses = Addresses()
        self.roles = _roles()
        self.may_give = set(roles_to_give(by)) if allows("accounts", by) else set()
        self.numbers = inner_numbers(own_company().customer_number)
        self.numbering = own_company().numbering_plan
        self._lines: dict[str, int] = {}

    def plan(self, table: Table) -> Plan:
        """Return the plan of a table."""
        plan = Plan([], [], [], [], len(table.rows))
        for row in table.rows:
            faults = [Fault(row.line, "", row.beyond[:80], too_many_cells())] if row.beyond else []
            row_plan = self._row_plan(row, faults)
            if faults:
                plan.faults.extend(faults)
                continue
            row_plan.changes = self._changes(row_plan)
            group = plan.added if row_plan.employee is None else plan.changed if row_plan.changes else plan.same
            group.append(row_plan)
        return plan

    def _row_plan(self, row: Row, faults: list[Fault]) -> RowPlan:
        """Return the plan of a row, and add all its errors to *faults*."""

        def read(column: str, check: Callable[[str], object], missing: str | None = None) -> object | None:
            value = row.values.get(column, missing)
            if value is None:
                return None
            try:
                if len(value) > MOST_CHARACTERS:
                    raise ValueError(_too_long(MOST_CHARACTERS))
                return check(value)
            except ValueError as problem:
                faults.append(Fault(row.line, column, value[:80], str(problem)))
                return None

        extension = str(read("extension", lambda value: self._extension(value, row.line)) or "")
        row_plan = RowPlan(row.line, extension, str(read("name", _name) or ""), employee=self.employees.get(extension))
        row_plan.email = read("email", lambda value: value and Email.read(value))  # type: ignore[assignment]
        row_plan.skills = read("skills", lambda value: parse_skills(",".join(words_in(value))))  # type: ignore[assignment]
        row_plan.groups = read("groups", self.words.groups_in)  # type: ignore[assignment]
        row_plan.role = read("role", lambda value: self._role(value, row_plan))  # type: ignore[assignment]
        if not any(fault.column == "role" for fault in faults):
            row_plan.limit = read("supervises", lambda value: self._limit(value, row_plan), missing="")  # type: ignore[assignment]
        return row_plan

    def _extension(self, value: str, line: int) -> str:
        value = Extension.read(value, self.numbering)
        if before := self._lines.get(value):
            raise ValueError(_("The extension is in line %(line)s already.", line=before))
        if value not in self.employees and value in self.numbers:
            raise ValueError(_("%(extension)s is a number that leads elsewhere.", extension=value))
        self._lines[value] = line
        return value

    def _role(self, value: str, row_plan: RowPlan) -> str | None:
        if not value:
            return None
        role = self.roles.get(value.lower())
        if role is None:
            raise ValueError(_("There is no role “%(role)s”.", role=value[:40]))
        account = self._account(row_plan)
        if account and account.role == role:
            return role
        if role not in self.may_give:
            raise ValueError(_("You can't give or take this role."))
        if not account:
            employee = row_plan.employee
            address = row_plan.email or (employee.email if employee else "")
            if not address:
                raise ValueError(_("Somebody with a role needs an e-mail for the invitation."))
            self.addresses.invite(address, employee.id if employee else None)
        return role

    def _limit(self, value: str, row_plan: RowPlan) -> Limit | None:
        limit, access = self.words.limit_in(value), self._account(row_plan) or self._invitation(row_plan)
        before, role = self.words.limit_of(access), row_plan.role or (access.role if access else "")
        if role != "supervisor":
            if limit is not None:
                raise ValueError(_("Only supervisors are limited to groups."))
            return None
        if limit is None and before is None:
            raise ValueError(
                _("Say whose calls a supervisor sees: groups, %(all)s or %(none)s.", all=_("(all)"), none=_("(none)"))
            )
        if limit not in (None, before) and "supervisor" not in self.may_give:
            raise ValueError(_("You can't give or take this role."))
        return before if limit is None else limit

    def _account(self, row_plan: RowPlan) -> User | None:
        return self.users.get(row_plan.employee.id) if row_plan.employee else None

    def _invitation(self, row_plan: RowPlan) -> Invitation | None:
        return self.invitations.get(row_plan.employee.id) if row_plan.employee else None

    def _changes(self, row_plan: RowPlan) -> list[tuple[str, str, str]]:
        """Return the changes; for a new employee, everything."""
        before, account = row_plan.employee, self._account(row_plan)
        limit = self.words.limit_of(account or self._invitation(row_plan))
        groups = [member.group for member in before.memberships] if before else []
        pairs = [
            ("name", before.name if before else "", row_plan.name),
            ("email", before.email if before else "", row_plan.email),
            (
                "skills",
                write_skills(before.skills) if before else "",
                None if row_plan.skills is None else write_skills(row_plan.skills),
            ),
            (
                "groups",
                self.words.written(groups),
                None if row_plan.groups is None else self.words.written(row_plan.groups),
            ),
            ("role", str(ROLES[account.role]) if account else "", str(ROLES[row_plan.role]) if row_plan.role else None),
            ("supervises", self.words.written_limit(limit), self.words.written_limit(row_plan.limit) or None),
        ]
        return [(column, old, new) for column, old, new in pairs if new is not None and new != old]


def _roles() -> dict[str, str]:
    """Return the roles by their names in all languages."""
    found = {role: role for role in ROLES}
    for each in LANGUAGES:
        with force_locale(each):
            found |= {str(label).lower(): role for role, label in ROLES.items()}
    return found


def _too_long(most: int) -> str:
    return str(_("This is too long: at most %(most)s characters.", most=most))


def _name(value: str) -> str:
    if not value:
        raise ValueError(_("The name is missing."))
    if len(value) > MOST_NAME_CHARACTERS:
        raise ValueError(_too_long(MOST_NAME_CHARACTERS))
    if fault := fault_of(value):
        raise ValueError(fault)
    return value
