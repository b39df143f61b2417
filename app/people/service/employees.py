"""Manages employees and their phones."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable
from itertools import chain, islice

from flask_babel import gettext as _
from sqlalchemy import select

from app.company.service import lock_company, own_company
from app.config import config
from app.db import db
from app.exchange import service as exchange
from app.people.models import Employee, Phone
from app.people.service.forwards import end_forwards
from app.ports.flows import flows
from app.settings.publishing import InUse, flows_with
from app.web.errors import Refused
from designer.runtime import numbers
from designer.runtime.target import Target

EASY_TO_TYPE = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_LENGTH = 20
FIRST_EXTENSION = "101"


class ExtensionTaken(Refused):
    """Says that the extension is in use."""

    status = 409
    code = "extension_taken"


class NoPassword(Refused):
    """Says that a phone in the browser has no password to enter anywhere."""

    code = "no_password"


class ChangedMeanwhile(Refused):
    """Says that somebody else has saved the employee in the meantime."""

    status = 409
    code = "conflict"


def list_employees() -> list[Employee]:
    """Return the company's employees by extension."""
    return list(db.session.scalars(select(Employee).order_by(Employee.extension)))


def add_employee(extension: str, name: str, email: str = "", skills: Iterable[str] = ()) -> tuple[Employee, Phone, str]:
    """Add an employee with a phone. Raise ExtensionTaken if a colleague or a flow has it.

    Return the employee, the phone and its password, which can't be retrieved later.
    """
    employee = enter_employee(extension, name, email, skills)
    phone, password = make_phone(employee)
    return employee, phone, password


def enter_employee(extension: str, name: str, email: str = "", skills: Iterable[str] = ()) -> Employee:
    """Add an employee without a phone. Raise ExtensionTaken if a colleague or a flow has it."""
    lock_company()
    if db.session.scalar(select(Employee.id).where(Employee.extension == extension)):
        raise ExtensionTaken(_("Extension %(extension)s belongs to another employee.", extension=extension))
    if not is_free(extension):
        raise ExtensionTaken(_("%(extension)s is a number that leads elsewhere.", extension=extension))
    employee = Employee(extension=extension, name=name, email=email, skills=[*skills])
    db.session.add(employee)
    db.session.flush()
    return employee


def change_employee(employee: Employee, revision: int, name: str, email: str, skills: Iterable[str]) -> None:
    """Change an employee. *revision* is the one that the page showed. Raise ChangedMeanwhile if somebody else has
    changed it."""
    lock_company()
    if employee.revision != revision:
        raise ChangedMeanwhile(_("Somebody else has changed %(name)s in between.", name=employee.name))
    employee.name, employee.email, employee.skills = name, email, [*skills]
    employee.revision += 1


def next_extension() -> str:
    """Return the first free extension after the highest of the most common length; "101" for the first employee."""
    return next_extensions(1)[0]


def next_extensions(count: int) -> list[str]:
    """Return *count* free extensions, in order."""
    taken = set(db.session.scalars(select(Employee.extension)))
    lengths = Counter(len(each) for each in taken)
    length = lengths.most_common(1)[0][0] if lengths else len(FIRST_EXTENSION)
    highest = max((int(each) for each in taken if len(each) == length), default=int(FIRST_EXTENSION) - 1)
    candidates = chain(range(highest + 1, 10**length), range(10 ** (length - 1), highest), range(10, 10**6))
    free = (str(each) for each in candidates if str(each) not in taken and is_free(str(each)))
    return list(islice(free, count))


def is_free(extension: str) -> bool:
    """Return whether the extension is neither an emergency number nor an internal number of the company."""
    company = own_company()
    if numbers.is_emergency(company.numbering_plan, extension):
        return False
    is_published = exchange.entry(exchange.key_of(extension, company.customer_number)) is not None
    return not is_published and extension not in flows().inner_numbers()


def skills_in_use() -> list[str]:
    """Return all skills of the company's employees."""
    return sorted({skill for skills in db.session.scalars(select(Employee.skills)) for skill in skills})


def delete_employee(employee: Employee) -> None:
    """Delete an employee with their phones and memberships. Raise InUse if a published flow refers to it."""
    lock_company()
    if flows := flows_with("employee", employee.extension):
        sentence = _("%(name)s can't be deleted: %(flows)s sends calls to them.", name=employee.name, flows=flows)
        raise InUse(sentence)
    for phone in employee.phones:
        exchange.remove_phone(phone.account)
    end_forwards(Target.employee(employee.extension))
    groups = [member.group for member in employee.memberships]
    db.session.delete(employee)
    db.session.flush()
    for group in groups:
        db.session.expire(group, ["members"])


def make_phone(employee: Employee) -> tuple[Phone, str]:
    """Add a phone. Return it and its password, which can't be retrieved later."""
    lock_company()
    phone = Phone(employee=employee, account=_free_account(employee), ha1="")
    db.session.add(phone)
    password = renew_password(phone)
    return phone, password


def renew_password(phone: Phone) -> str:
    """Give the phone a new password and return it; the old one no longer works.

    Raise NoPassword if the phone is open in a browser.
    """
    if phone.is_browser:
        raise NoPassword(_("A phone in the browser needs no password."))
    password = "".join(secrets.choice(EASY_TO_TYPE) for _ in range(PASSWORD_LENGTH))
    phone.ha1 = ha1(phone.account, config().sip_realm, password)
    company = own_company().customer_number
    exchange.set_phone(phone.account, company, phone.employee.extension, phone.ha1)
    return password


def delete_phone(phone: Phone) -> None:
    """Delete a phone."""
    exchange.remove_phone(phone.account)
    phone.employee.phones.remove(phone)


def ha1(account: str, realm: str, password: str) -> str:
    """Return HA1, with which digest authentication is checked (RFC 2617 section 3.2.2.2)."""
    return hashlib.md5(f"{account}:{realm}:{password}".encode(), usedforsecurity=False).hexdigest()


def _free_account(employee: Employee) -> str:
    first = f"{own_company().customer_number}-{employee.extension}"
    taken = {phone.account for phone in employee.phones}
    numbered = (first if index == 1 else f"{first}-{index}" for index in range(1, len(taken) + 2))
    return next(account for account in numbered if account not in taken)
