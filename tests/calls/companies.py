"""A company of its own for each drawing, so that no call finds anything of another one: people, phones, queues."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from app.db import db
from app.exchange import service
from app.people.service.employees import ha1
from app.web.saving import live_warning
from designer.runtime.program import Program
from testphone.agent import UserAgent
from tests.exchange import PHONE_TONES, Exchange

JsonObject = dict[str, Any]
PASSWORD = "only-for-tests"
ALONE = "100"
TONES = {ALONE: 1600, **PHONE_TONES}
MEMBERS = {"sales": ("101", "102"), "support": ("103", "101"), "phoneless": ("104",)}


@dataclass(frozen=True)
class Company:
    """*programs* are done by its numbers; *directory* is what its calls know of it."""

    exchange: Exchange
    customer_number: str
    programs: dict[str, Program]
    directory: JsonObject

    def publish(self) -> None:
        """To be committed, and made live, by whoever calls."""
        service.set_directory(self.customer_number, self.directory)
        for extension in TONES:
            account = f"{self.customer_number}-{extension}"
            service.set_phone(account, self.customer_number, extension, self._ha1(account))
        for number, program in self.programs.items():
            service.set_program(number, self.customer_number, program)

    @contextmanager
    def phones(self, extensions: Iterable[str]) -> Iterator[dict[str, UserAgent]]:
        """By extension; registered, and they answer at once."""
        with ExitStack() as stack:
            found = {each: stack.enter_context(self._phone(each)) for each in extensions}
            try:
                yield found
            finally:
                for phone in found.values():
                    phone.hang_up_all()
                    phone.register(expires_s=0)

    def _phone(self, extension: str) -> UserAgent:
        account = f"{self.customer_number}-{extension}"
        place = int(self.customer_number)
        host = f"127.1.{place // 200 % 200}.{place % 200 + 1}"
        phone = UserAgent(
            account,
            self.exchange.address,
            host=host,
            tone_hz=TONES[extension],
            answer_after_s=0.0,
            ha1=self._ha1(account),
        )
        phone.register()
        return phone

    def _ha1(self, account: str) -> str:
        return ha1(account, self.exchange.config.sip_realm, PASSWORD)


def react(phone: UserAgent, reaction: float | str) -> None:
    """From now on, as a script says."""
    phone.answer_after_s = None if isinstance(reaction, str) else reaction
    phone.refuse_with = 486 if reaction == "busy" else 0
    if reaction == "unavailable":
        phone.register(expires_s=0)


def directory_of(template: JsonObject, customer_number: str, own: JsonObject | None = None) -> JsonObject:
    """The company of the exchange once more: 101 speaks French, 100 is in no group, and in one is only somebody without
    a phone. *own* is what its employees and groups have set up."""
    set_up: JsonObject = {"employees": {}, "groups": {}} | (own or {})
    people = {
        extension: {
            **template["employees"]["101"],
            "name": f"Employee {extension}",
            "phones": [f"{customer_number}-{extension}"],
            "skills": ["french"] if extension == "101" else [],
            **set_up["employees"].get(extension, {}),
        }
        for extension in TONES
    }
    people["104"] = {**people["101"], "name": "Employee 104", "phones": []}
    groups = {
        name: {"name": name.title(), "members": [*members], **set_up["groups"].get(name, {})}
        for name, members in MEMBERS.items()
    }
    return {**template, "company": customer_number, "employees": people, "groups": groups}


def publish_all(companies: list[Company]) -> None:
    if companies:
        with companies[0].exchange.in_company():
            for company in companies:
                company.publish()
            db.session.commit()
            assert live_warning() is None
