"""Manages employees' phones in the browser: SIP accounts whose passwords change every few minutes.

So no browser ever holds one that lasts.
"""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.company.service import lock_company, own_company
from app.config import config
from app.db import db, now
from app.exchange import service as exchange
from app.people.models import Employee, Phone
from app.people.service.employees import ha1, next_extension
from app.ports.browser_phones import EmployeeIdentity, PhoneTaken, Registration

LASTS = timedelta(minutes=15)
"""How long a password lasts; the page renews it long before.

When a session ends, its phone is closed at once (``app.browser_phone``); otherwise it ends by itself.
"""


def find(employee_id: int) -> EmployeeIdentity | None:
    """Return an employee, or None."""
    employee = db.session.scalar(select(Employee).where(Employee.id == employee_id))
    return _identity(employee) if employee else None


def with_address(email: str) -> list[EmployeeIdentity]:
    """Return the employees with this e-mail address."""
    found = db.session.scalars(select(Employee).where(func.lower(Employee.email) == email.lower()))
    return [_identity(employee) for employee in found]


def employees() -> list[EmployeeIdentity]:
    """Return all employees, by name."""
    return [_identity(employee) for employee in db.session.scalars(select(Employee).order_by(Employee.name))]


def add_employee(name: str, email: str) -> EmployeeIdentity:
    """Add an employee with a phone in the browser."""
    lock_company()
    employee = Employee(extension=next_extension(), name=name, email=email, skills=[])
    db.session.add(employee)
    db.session.flush()
    return give(employee)


def give(employee: Employee) -> EmployeeIdentity:
    """Give an employee a phone in the browser."""
    lock_company()
    identity = _identity(employee)
    _make_phone(identity, account(identity))
    return identity


def open_phone(identity: EmployeeIdentity, renews: str) -> Registration:
    """Return credentials for the phone. Raise PhoneTaken if another browser has it.

    *renews* is the registration that this page has; "" takes the phone over.
    """
    lock_company()
    account_name = account(identity)
    _make_phone(identity, account_name)
    before = exchange.entry(f"a:{account_name}")
    if renews and (before is None or before.get("line") != renews):
        raise PhoneTaken(_("Your phone was opened in another browser."))
    until_ms = int((now() + LASTS).timestamp() * 1000)
    registration = Registration(account_name, secrets.token_urlsafe(24), renews or secrets.token_urlsafe(12), until_ms)
    known = ha1(account_name, config().sip_realm, registration.password)
    exchange.set_browser_phone(
        account_name, own_company().customer_number, identity.extension, known, registration.id, until_ms
    )
    return registration


def close_phone(identity: EmployeeIdentity, registration_id: str) -> None:
    """Close the phone, unless another browser has taken it over."""
    account_name = account(identity)
    entry = exchange.entry(f"a:{account_name}")
    if entry and entry.get("line") == registration_id:
        exchange.remove_phone(account_name)


def account(identity: EmployeeIdentity) -> str:
    """Return the SIP account of an employee's phone in the browser."""
    return exchange.browser_account(own_company().customer_number, identity.extension)


def _make_phone(identity: EmployeeIdentity, account_name: str) -> None:
    """Add the phone, the first time. From then on the employee counts as having a phone."""
    if db.session.scalar(select(Phone.id).where(Phone.account == account_name)) is None:
        db.session.add(Phone(employee_id=identity.id, account=account_name, ha1=""))


def _identity(employee: Employee) -> EmployeeIdentity:
    return EmployeeIdentity(employee.id, employee.extension, employee.name)
