"""Opens and closes the phones in browsers."""

from sqlalchemy import select

from app.auth.models import User
from app.auth.service.employees import employee_of
from app.auth.service.sessions import current_session
from app.browser_phone.models import OpenBrowserPhone
from app.company.service import lock_company
from app.db import company_in_force, db, every_company
from app.exchange import service as exchange
from app.ports.browser_phones import (
    AddressOfEmployee,
    EmployeeIdentity,
    NoEmployee,
    OnlyEntered,
    Registration,
    browser_phones,
)


def open_phone(user: User, renews: str) -> Registration:
    """Open the phone of *user*, like ``BrowserPhones.open_phone``. Also raise NoEmployee."""
    employee = employee_of(user)
    if employee is None:
        raise NoEmployee
    user.employee_id = employee.id
    registration, session = browser_phones().open_phone(employee, renews), current_session()
    session_id = session.id if session else None
    db.session.merge(OpenBrowserPhone(account=registration.account, session_id=session_id, company_id=user.company_id))
    return registration


def close_ended() -> None:
    """Close the phones whose session has ended, whoever ended it. Commits."""
    with every_company():
        ended = db.session.scalars(select(OpenBrowserPhone).where(OpenBrowserPhone.session_id.is_(None))).all()
        for phone in ended:
            exchange.remove_phone(phone.account)
            db.session.delete(phone)
        db.session.commit()


def close_phone(user: User, registration_id: str) -> None:
    """Close the phone of *user*."""
    employee = employee_of(user)
    if employee is not None:
        browser_phones().close_phone(employee, registration_id)


def become_employee(user: User) -> EmployeeIdentity:
    """Return the employee that *user* is, who is created if necessary.

    Raise OnlyEntered if *user* works for another company, or AddressOfEmployee if an employee has their address.
    """
    if user.company_id != company_in_force():
        raise OnlyEntered
    lock_company()
    employee = employee_of(user)
    if employee is None:
        if browser_phones().with_address(user.email):
            raise AddressOfEmployee
        employee = browser_phones().add_employee(user.name, user.email)
    user.employee_id = employee.id
    return employee
