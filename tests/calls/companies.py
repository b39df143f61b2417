"""A company of its own for each drawing, so that no call finds anything of another one: people, phones, queues."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from app.db import db
from app.exchange import service, switching
from app.settings.service.employees import ha1
from app.softphone.agent import UserAgent
from designer.program import Program
from tests.exchange import PHONE_TONES, Exchange

JsonObject = dict[str, Any]
FIRST = 2001
PASSWORD = "only-for-tests"


@dataclass(frozen=True)
class Company:
    """*place* counts from 0; *directory* is what its calls know of it."""

    exchange: Exchange
    place: int
    program: Program
    directory: JsonObject

    @property
    def customer_number(self) -> str:
        return str(FIRST + self.place)

    @property
    def number(self) -> str:
        """Does the program."""
        return f"+4940{self.place:07d}"

    def publish(self) -> None:
        """To be committed, and made live, by whoever calls."""
        service.set_directory(self.customer_number, self.directory)
        for extension in PHONE_TONES:
            account = f"{self.customer_number}-{extension}"
            service.set_phone(account, self.customer_number, extension, self._ha1(account))
        service.set_program(self.number, self.customer_number, self.program)

    @contextmanager
    def phones(self, reactions: dict[str, float | str]) -> Iterator[dict[str, UserAgent]]:
        """By extension; each reacts to calls as a script says, and is registered unless it is "unavailable"."""
        with ExitStack() as stack:
            found = {each: stack.enter_context(self._phone(each, how)) for each, how in reactions.items()}
            try:
                yield found
            finally:
                for extension, phone in found.items():
                    phone.hang_up_all()
                    if reactions[extension] != "unavailable":
                        phone.register(expires_s=0)

    def _phone(self, extension: str, reaction: float | str) -> UserAgent:
        account = f"{self.customer_number}-{extension}"
        host = f"127.1.{self.place // 200}.{self.place % 200 + 1}"
        answers = None if isinstance(reaction, str) else reaction
        phone = UserAgent(
            account,
            self.exchange.address,
            host=host,
            tone_hz=PHONE_TONES[extension],
            answer_after_s=answers,
            refuse_with=486 if reaction == "busy" else 0,
            ha1=self._ha1(account),
        )
        if reaction != "unavailable":
            phone.register()
        return phone

    def _ha1(self, account: str) -> str:
        return ha1(account, self.exchange.config.sip_realm, PASSWORD)


def directory_of(template: JsonObject, customer_number: str) -> JsonObject:
    """The company of the exchange once more: Anna speaks French, and one group has only somebody without a phone."""
    people = {
        extension: {
            **template["employees"][extension],
            "phones": [f"{customer_number}-{extension}"],
            "skills": ["french"] if extension == "101" else [],
        }
        for extension in PHONE_TONES
    }
    people["104"] = {**template["employees"]["103"], "name": "Employee 104", "phones": [], "skills": ["french"]}
    groups = {**template["groups"], "phoneless": {"name": "Phoneless", "members": ["104"]}}
    return {**template, "company": customer_number, "employees": people, "groups": groups}


def publish_all(companies: list[Company]) -> None:
    if companies:
        with companies[0].exchange.in_company():
            for company in companies:
                company.publish()
            db.session.commit()
            assert switching.go_live() is None
