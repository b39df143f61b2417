"""Whose phone it is, and the line that it is lent."""

from sqlalchemy import select

from app.auth.models import User
from app.auth.service.employees import person_of
from app.auth.service.sessions import visit_now
from app.browser_phone.models import LentLine
from app.company.service import hold_company
from app.db import company_in_force, db, every_company
from app.exchange import service as exchange
from app.exchange.switching import go_live
from app.ports.browser_phones import Line, NoEmployee, OnlyEntered, Person, browser_phones


def open_line(user: User, renews: str) -> Line:
    """As ``BrowserPhones.open_line``. Also raises NoEmployee."""
    person = person_of(user)
    if person is None:
        raise NoEmployee
    user.employee_id = person.id
    line, visit = browser_phones().open_line(person, renews), visit_now()
    db.session.merge(LentLine(account=line.account, visit_id=visit.id if visit else None, company_id=user.company_id))
    return line


def close_ended() -> None:
    """Lines whose session has ended, whoever ended it: nobody who was signed out calls with them. Commits."""
    with every_company():
        ended = db.session.scalars(select(LentLine).where(LentLine.visit_id.is_(None))).all()
        for lent in ended:
            exchange.remove_phone(lent.account)
            db.session.delete(lent)
        db.session.commit()
        if ended:
            go_live()


def close_line(user: User, line: str) -> None:
    person = person_of(user)
    if person is not None:
        browser_phones().close_line(person, line)


def become_employee(user: User) -> Person:
    """Once; who is an employee already stays that one. Raises OnlyEntered."""
    if user.company_id != company_in_force():
        raise OnlyEntered
    hold_company()
    person = person_of(user) or browser_phones().enter(user.name, user.email)
    user.employee_id = person.id
    return person
