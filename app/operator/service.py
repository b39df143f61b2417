"""Creates companies and gives them numbers. No other feature looks at more than one company at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.auth import service as accounts
from app.auth.actor import Actor
from app.auth.models import Invitation, User
from app.calls.models import Call
from app.company.models import Company
from app.company.stale import mark_stale
from app.db import company_scope, db, every_company
from app.db.conflicts import unless_taken
from app.flows import numbers
from app.flows.models import Number
from app.people.models import Employee
from app.settings.emergency import refuse_emergency_numbers
from app.web.errors import Refused

FIRST_CUSTOMER_NUMBER = 1001


class CustomerNumberTaken(Refused):
    """Says that another company has the customer number."""

    status = 409
    code = "customer_number_taken"


@dataclass(frozen=True)
class Overview:
    """Describes a company with its figures, for the list. *last_call* is None if there was none."""

    company: Company
    employees: int
    numbers: list[str]
    last_call: datetime | None


def overview(text: str = "") -> list[Overview]:
    """Return all companies by name, or those whose name, customer number or number contains *text*."""
    with every_company():
        employees = _by_company(Employee.company_id, func.count(Employee.id))
        last_calls = _by_company(Call.company_id, func.max(Call.started_at))
        owned = _outside_numbers()
        found = [
            Overview(each, employees.get(each.id, 0), owned.get(each.id, []), last_calls.get(each.id))
            for each in db.session.scalars(select(Company).order_by(Company.name, Company.id))
        ]
    return [each for each in found if _has(each, text.strip().lower())]


def _by_company(company_id: Any, value: Any) -> dict[int, Any]:
    return dict(db.session.execute(select(company_id, value).group_by(company_id)).all())


def _outside_numbers() -> dict[int, list[str]]:
    wanted = select(Number.company_id, Number.number).where(Number.number.startswith("+")).order_by(Number.number)
    owned: dict[int, list[str]] = {}
    for company_id, number in db.session.execute(wanted):
        owned.setdefault(company_id, []).append(number)
    return owned


def _has(each: Overview, text: str) -> bool:
    return any(text in part.lower() for part in (each.company.name, each.company.customer_number, *each.numbers))


def free_customer_number() -> str:
    """Return the highest customer number plus one."""
    taken = [int(number) for number in db.session.scalars(select(Company.customer_number)) if number.isdecimal()]
    return str(max(taken, default=FIRST_CUSTOMER_NUMBER - 1) + 1)


def create_company(
    name: str,
    zone: str,
    country: str,
    customer_number: str,
    owner_name: str,
    owner_email: str,
    number: str,
    by: Actor,
) -> Company:
    """Create an empty company and invite its owner by mail.

    Raise CustomerNumberTaken, NumberTaken, or what ``invite`` raises.
    """
    taken = CustomerNumberTaken(_("Another company has the customer number %(number)s.", number=customer_number))
    if db.session.scalar(select(Company.id).where(Company.customer_number == customer_number)):
        raise taken
    company = Company(name=name, zone=zone, country=country, customer_number=customer_number)
    with unless_taken(taken):
        db.session.add(company)
    mark_stale(company.id)
    with company_scope(company.id):
        if number:
            numbers.add_number(number)
        accounts.invite(accounts.Invitee(None, owner_name, owner_email, "owner"), by)
    return company


def change_company(company: Company, name: str, zone: str, country: str) -> None:
    """Change a company's name, time zone and country. Raise DialsEmergency as ``app.settings.service`` does."""
    if country != company.country:
        with company_scope(company.id):
            refuse_emergency_numbers(country)
    company.name, company.zone, company.country = name, zone, country


def owned_numbers(among: Collection[str]) -> set[str]:
    """Return those numbers outside that companies have."""
    with every_company():
        return {number for number in numbers.owned(among) if number.startswith("+")}


def numbers_of(company: Company) -> list[Number]:
    """Return a company's numbers, including those that only colleagues dial."""
    with company_scope(company.id):
        return numbers.list_numbers()


@dataclass(frozen=True)
class Member:
    """Describes somebody who has an account, or an invitation to one."""

    name: str
    email: str
    role: str
    invited: Invitation | None = None


def members_of(company: Company) -> list[Member]:
    """Return a company's members, owners first."""
    with company_scope(company.id):
        accounts_there = [Member(each.name, each.email, each.role) for each in db.session.scalars(select(User))]
        invited = [Member(each.name, each.email, each.role, each) for each in db.session.scalars(select(Invitation))]
    return sorted((*accounts_there, *invited), key=lambda each: (each.role != "owner", each.name.lower()))


def invite_again(company: Company, invitation_id: int, by: Actor) -> str:
    """Mail a new link, which replaces the previous one.

    Return the address, or "" if there is no such invitation.
    """
    with company_scope(company.id):
        old = db.session.scalar(select(Invitation).where(Invitation.id == invitation_id))
        if old is None:
            return ""
        invitee = accounts.Invitee(old.employee_id, old.name, old.email, old.role, old.groups)
        accounts.withdraw(old, by)
        return accounts.invite(invitee, by).email


def add_number(company: Company, number: str) -> None:
    """Give the company a number. Raise NumberTaken if the number exists already."""
    with company_scope(company.id):
        numbers.add_number(number)
        db.session.flush()


def take_number(company: Company, number_id: int) -> str:
    """Take a number from the company, so that nothing answers it.

    Return the number, or "" if the company has no such number.
    """
    with company_scope(company.id):
        row = db.session.scalar(select(Number).where(Number.id == number_id))
        if row is None:
            return ""
        numbers.delete_number(row)
        db.session.flush()
        return row.number
