"""Manages employees' phones in the browser: SIP accounts whose passwords change every few minutes.

So no browser ever holds one that lasts.
"""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.company.service import hold_company, own_company
from app.config import config
from app.db import db, now
from app.exchange import service as exchange
from app.people.models import Employee, Phone
from app.people.service.employees import ha1, next_extension
from app.ports.browser_phones import Line, LineTaken, Person
from app.settings.publishing import publish_directory

LASTS = timedelta(minutes=15)
"""How long a password lasts; the page renews it long before.

When a session ends, its phone is closed at once (``app.browser_phone``); otherwise it ends by itself.
"""


def person(employee_id: int) -> Person | None:
    """Return an employee, or None."""
    employee = db.session.scalar(select(Employee).where(Employee.id == employee_id))
    return _person(employee) if employee else None


def persons_with(email: str) -> list[Person]:
    """Return the employees with this e-mail address."""
    found = db.session.scalars(select(Employee).where(func.lower(Employee.email) == email.lower()))
    return [_person(employee) for employee in found]


def colleagues() -> list[Person]:
    """Return all employees, by name."""
    return [_person(employee) for employee in db.session.scalars(select(Employee).order_by(Employee.name))]


def enter(name: str, email: str) -> Person:
    """Add an employee with a phone in the browser."""
    hold_company()
    employee = Employee(extension=next_extension(), name=name, email=email, skills=[])
    db.session.add(employee)
    db.session.flush()
    return give(employee)


def give(employee: Employee) -> Person:
    """Give an employee a phone in the browser."""
    hold_company()
    person = _person(employee)
    _make_phone(person, account(person))
    return person


def open_line(person: Person, renews: str) -> Line:
    """Return credentials for the phone. Raise LineTaken if another browser has it.

    *renews* is the registration that this page has; "" takes the phone over.
    """
    hold_company()
    account_name = account(person)
    _make_phone(person, account_name)
    before = exchange.entry(f"a:{account_name}")
    if renews and (before is None or before.get("line") != renews):
        raise LineTaken(_("Your phone was opened in another browser."))
    until_ms = int((now() + LASTS).timestamp() * 1000)
    line = Line(account_name, secrets.token_urlsafe(24), renews or secrets.token_urlsafe(12), until_ms)
    known = ha1(account_name, config().sip_realm, line.password)
    exchange.set_line(account_name, own_company().customer_number, person.extension, known, line.line, until_ms)
    return line


def close_line(person: Person, line: str) -> None:
    """Close the phone, unless another browser has taken it over."""
    account_name = account(person)
    entry = exchange.entry(f"a:{account_name}")
    if entry and entry.get("line") == line:
        exchange.remove_phone(account_name)


def account(person: Person) -> str:
    """Return the SIP account of an employee's phone in the browser."""
    return exchange.browser_account(own_company().customer_number, person.extension)


def _make_phone(person: Person, account_name: str) -> None:
    """Add the phone, the first time. From then on the employee counts as having a phone."""
    if db.session.scalar(select(Phone.id).where(Phone.account == account_name)) is None:
        db.session.add(Phone(employee_id=person.id, account=account_name, ha1=""))
        publish_directory()


def _person(employee: Employee) -> Person:
    return Person(employee.id, employee.extension, employee.name)
