"""Whose phone it is, and the line that it is lent."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.auth.models import User
from app.db import db
from app.own_phone import Line, NoEmployee, Person, browser_phones


def person_of(user: User) -> Person | None:
    """The employee that *user* is: the one they are linked with, else the only one with their e-mail whom nobody is."""
    phones = browser_phones()
    if user.employee_id is not None:
        return phones.person(user.employee_id)
    taken = set(db.session.scalars(select(User.employee_id)))
    found = [each for each in phones.persons_with(user.email) if each.id not in taken]
    return found[0] if len(found) == 1 else None


def open_line(user: User, renews: str) -> Line:
    """As ``BrowserPhones.open_line``. Also raises NoEmployee."""
    person = person_of(user)
    if person is None:
        raise NoEmployee(_("You are not one of the company's employees yet."))
    user.employee_id = person.id
    return browser_phones().open_line(person, renews)


def close_line(user: User, line: str) -> None:
    person = person_of(user)
    if person is not None:
        browser_phones().close_line(person, line)


def become_employee(user: User) -> Person:
    """Once; who is an employee already stays that one."""
    person = person_of(user) or browser_phones().enter(user.name, user.email)
    user.employee_id = person.id
    return person
