"""Whose phone it is, and the line that it is lent."""

from app.auth.models import User
from app.db import company_in_force
from app.own_phone import Line, NoEmployee, OnlyEntered, Person, browser_phones, person_of


def open_line(user: User, renews: str) -> Line:
    """As ``BrowserPhones.open_line``. Also raises NoEmployee."""
    person = person_of(user)
    if person is None:
        raise NoEmployee
    user.employee_id = person.id
    return browser_phones().open_line(person, renews)


def close_line(user: User, line: str) -> None:
    person = person_of(user)
    if person is not None:
        browser_phones().close_line(person, line)


def become_employee(user: User) -> Person:
    """Once; who is an employee already stays that one. Raises OnlyEntered."""
    if user.company_id != company_in_force():
        raise OnlyEntered
    person = person_of(user) or browser_phones().enter(user.name, user.email)
    user.employee_id = person.id
    return person
