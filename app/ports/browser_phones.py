"""Opens the phone in the browser of the user who is signed in: ``app.people`` provides it.

It knows the employees and their SIP accounts; the phone's own pages and the canvas know whose browser it is.
"""

from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from app.port import Port
from app.web.errors import Refused


class NoEmployee(Refused):
    """Reports that the user is none of the company's employees, so nothing could ring for them."""

    code = "no_employee"

    def __init__(self) -> None:
        """Say that the user is no employee yet."""
        super().__init__(_("You are not one of the company's employees yet."))


class OnlyEntered(Refused):
    """Reports that the user is an operator in the account of another company."""

    status = 409
    code = "only_entered"

    def __init__(self) -> None:
        """Say that nobody can ring an operator who entered the company."""
        super().__init__(_("You have only entered this account: nobody can ring you here."))


class AddressOfEmployee(Refused):
    """Reports that an employee has the user's address, but the account is not linked with them."""

    status = 409
    code = "address_of_employee"

    def __init__(self) -> None:
        """Say who can link the account."""
        super().__init__(
            _("An employee has your e-mail address. Ask the owner to link your account on that employee's page.")
        )


class PhoneTaken(Refused):
    """Reports that the employee's phone was opened in another browser meanwhile."""

    status = 409
    code = "line_taken"


@dataclass(frozen=True)
class EmployeeIdentity:
    """Describes who an employee is."""

    id: int
    extension: str
    name: str


@dataclass(frozen=True)
class Registration:
    """Describes the SIP account with which a browser registers, valid for a quarter of an hour.

    *id* is what the browser renews it by.
    """

    account: str
    password: str
    id: str
    until_ms: int


class BrowserPhones(Protocol):
    """Declares the phones in the browsers of the current company's employees. No method commits."""

    def find(self, employee_id: int) -> EmployeeIdentity | None:
        """Return the employee, or None if the company has no such employee."""

    def with_address(self, email: str) -> list[EmployeeIdentity]:
        """Return the employees with this address."""

    def employees(self) -> list[EmployeeIdentity]:
        """Return all employees."""

    def add_employee(self, name: str, email: str) -> EmployeeIdentity:
        """Add an employee with a free extension, whose only phone is the one in the browser."""

    def open_phone(self, identity: EmployeeIdentity, renews: str) -> Registration:
        """Return a new registration for the employee's browser, and make the one before void.

        *renews* is the id of the registration that it must follow; "" if it may follow any. Raise ``PhoneTaken`` if it
        can't.
        """

    def close_phone(self, identity: EmployeeIdentity, registration_id: str) -> None:
        """Make the registration void, unless another one has followed."""

    def account(self, identity: EmployeeIdentity) -> str:
        """Return the name of the SIP account of the employee's browser, which need not exist yet."""


browser_phones: Port[BrowserPhones] = Port("browser phones")
