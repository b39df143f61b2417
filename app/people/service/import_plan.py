"""What a table of employees would do, row by row, without doing it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.auth.models import ROLES, User
from app.auth.permissions import may
from app.auth.service.accounts import roles_to_give
from app.company.service import own_company
from app.db import db
from app.emergency_numbers import EMERGENCY
from app.exchange.service import inner_numbers
from app.people.employee_csv import MOST_CHARACTERS, Row, Table, words_in
from app.people.models import Employee, Group, GroupMember
from app.people.skills import parse_skills, write_skills
from app.web.forms import fault_of
from app.web.i18n import LANGUAGES

EXTENSION = re.compile(r"[1-9][0-9]{1,5}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Fault:
    line: int
    column: str
    value: str
    message: str


@dataclass
class Wish:
    """What a row without a fault asks for; None: the table says nothing of it. *changes* are (column, before, after);
    *employee* None is somebody new."""

    line: int
    extension: str
    name: str
    email: str | None = None
    skills: list[str] | None = None
    groups: list[Group] | None = None
    role: str | None = None
    employee: Employee | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    added: list[Wish]
    changed: list[Wish]
    same: list[Wish]
    faults: list[Fault]
    rows: int

    @property
    def gives_access(self) -> bool:
        """Whether somebody gets an invitation or another role."""
        columns = {column for wish in (*self.added, *self.changed) for column, _old, _new in wish.changes}
        return "role" in columns

    @cached_property
    def faulty_rows(self) -> int:
        return len({fault.line for fault in self.faults})


class Planner:
    """Knows what the company has now, asked once for all rows."""

    def __init__(self) -> None:
        load = selectinload(Employee.memberships).joinedload(GroupMember.group)
        self.employees = {each.extension: each for each in db.session.scalars(select(Employee).options(load))}
        groups = list(db.session.scalars(select(Group)))
        self.groups = {each.name.casefold(): each for each in groups} | {each.label.casefold(): each for each in groups}
        self.users = {user.employee_id: user for user in db.session.scalars(select(User)) if user.employee_id}
        self.roles = _roles()
        self.may_give = set(roles_to_give()) if may("accounts") else set()
        self.numbers = inner_numbers(own_company().customer_number)
        self._lines: dict[str, int] = {}

    def plan(self, table: Table) -> Plan:
        plan = Plan([], [], [], [], len(table.rows))
        for row in table.rows:
            faults: list[Fault] = []
            wish = self._wish(row, faults)
            if faults:
                plan.faults.extend(faults)
                continue
            wish.changes = self._changes(wish)
            group = plan.added if wish.employee is None else plan.changed if wish.changes else plan.same
            group.append(wish)
        return plan

    def _wish(self, row: Row, faults: list[Fault]) -> Wish:
        """Whatever is wrong with it goes into *faults*, all of it at once."""

        def read(column: str, check: Callable[[str], object]) -> object | None:
            if column not in row.values:
                return None
            value = row.values[column]
            try:
                if len(value) > MOST_CHARACTERS:
                    raise ValueError(_("This is too long."))
                return check(value)
            except ValueError as problem:
                faults.append(Fault(row.line, column, value[:80], str(problem)))
                return None

        extension = str(read("extension", lambda value: self._extension(value, row.line)) or "")
        wish = Wish(row.line, extension, str(read("name", _name) or ""), employee=self.employees.get(extension))
        wish.email = read("email", _email)  # type: ignore[assignment]
        wish.skills = read("skills", lambda value: parse_skills(",".join(words_in(value))))  # type: ignore[assignment]
        wish.groups = read("groups", self._groups)  # type: ignore[assignment]
        wish.role = read("role", lambda value: self._role(value, wish))  # type: ignore[assignment]
        return wish

    def _extension(self, value: str, line: int) -> str:
        if not EXTENSION.fullmatch(value):
            raise ValueError(_("Two to six digits, the first one not 0."))
        if value in EMERGENCY:
            raise ValueError(_("This is an emergency number."))
        if before := self._lines.get(value):
            raise ValueError(_("The extension is in line %(line)s already.", line=before))
        if value not in self.employees and value in self.numbers:
            raise ValueError(_("%(extension)s is a number that leads elsewhere.", extension=value))
        self._lines[value] = line
        return value

    def _groups(self, value: str) -> list[Group]:
        found = {word: self.groups.get(word.casefold()) for word in words_in(value)}
        if missing := [word for word, group in found.items() if group is None]:
            raise ValueError(_("There is no group “%(group)s”.", group=missing[0][:40]))
        return [group for group in found.values() if group]

    def _role(self, value: str, wish: Wish) -> str | None:
        if not value:
            return None
        role = self.roles.get(value.lower())
        if role is None:
            raise ValueError(_("There is no role “%(role)s”.", role=value[:40]))
        account = self.users.get(wish.employee.id) if wish.employee else None
        if account and account.role == role:
            return role
        if role not in self.may_give:
            raise ValueError(_("You can't give or take this role."))
        if not account and not (wish.email or (wish.employee and wish.employee.email)):
            raise ValueError(_("Somebody with a role needs an e-mail for the invitation."))
        return role

    def _changes(self, wish: Wish) -> list[tuple[str, str, str]]:
        """Of somebody new, all that is wished."""
        before = wish.employee
        account = self.users.get(before.id) if before else None
        groups = sorted(member.group.label for member in before.memberships) if before else []
        pairs = [
            ("name", before.name if before else "", wish.name),
            ("email", before.email if before else "", wish.email),
            (
                "skills",
                write_skills(before.skills) if before else "",
                None if wish.skills is None else write_skills(wish.skills),
            ),
            (
                "groups",
                ", ".join(groups),
                None if wish.groups is None else ", ".join(sorted(each.label for each in wish.groups)),
            ),
            ("role", str(ROLES[account.role]) if account else "", str(ROLES[wish.role]) if wish.role else None),
        ]
        return [(column, old, new) for column, old, new in pairs if new is not None and new != old]


def _roles() -> dict[str, str]:
    """By what they are called in any language."""
    found = {role: role for role in ROLES}
    for each in LANGUAGES:
        with force_locale(each):
            found |= {str(label).lower(): role for role, label in ROLES.items()}
    return found


def _name(value: str) -> str:
    if not value:
        raise ValueError(_("The name is missing."))
    if len(value) > 120:
        raise ValueError(_("This is too long."))
    if fault := fault_of(value):
        raise ValueError(fault)
    return value


def _email(value: str) -> str:
    if value and (len(value) > 254 or not EMAIL.fullmatch(value)):
        raise ValueError(_("This is no e-mail address."))
    return value
