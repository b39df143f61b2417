"""The phone in the browser of who is signed in. The settings know employees and their SIP accounts, the phone's own
pages and the canvas know who asks; here they meet without knowing each other."""

from dataclasses import dataclass
from typing import Protocol, cast

from flask import Flask, current_app
from flask_babel import gettext as _

from app.web.errors import Refused


class NoEmployee(Refused):
    """Who is signed in is none of the company's employees, so nothing could ring for them."""

    code = "no_employee"

    def __init__(self) -> None:
        super().__init__(_("You are not one of the company's employees yet."))


class OnlyEntered(Refused):
    """Who is signed in is an operator in the account of another company."""

    status = 409
    code = "only_entered"

    def __init__(self) -> None:
        super().__init__(_("You have only entered this account: nobody can ring you here."))


class LineTaken(Refused):
    """The employee's phone was opened in another browser meanwhile."""

    status = 409
    code = "line_taken"


@dataclass(frozen=True)
class Person:
    """An employee."""

    id: int
    extension: str
    name: str


@dataclass(frozen=True)
class Line:
    """What a browser registers with, for a quarter of an hour. *line* names it when it is renewed."""

    account: str
    password: str
    line: str
    until_ms: int


class BrowserPhones(Protocol):
    """Of the company in force. Nothing is committed."""

    def person(self, employee_id: int) -> Person | None: ...

    def persons_with(self, email: str) -> list[Person]: ...

    def colleagues(self) -> list[Person]: ...

    def enter(self, name: str, email: str) -> Person:
        """A new employee, with a free extension and no phone but the one in the browser."""

    def open_line(self, person: Person, renews: str) -> Line:
        """A line for the person's browser; an older one is void. *renews* names the line that it is to follow, "" if it
        follows whichever there is. Raises LineTaken."""

    def close_line(self, person: Person, line: str) -> None:
        """Unless another one has followed."""

    def account(self, person: Person) -> str:
        """The SIP account of the person's browser, whether there is one or not."""


def provide_browser_phones(app: Flask, phones: BrowserPhones) -> None:
    app.extensions["browser_phones"] = phones


def browser_phones() -> BrowserPhones:
    return cast(BrowserPhones, current_app.extensions["browser_phones"])
