"""A private exchange for tests that place calls: real Kamailio, real rtpengine, drawn on by the portal's services."""

import itertools
import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from app import create_app
from app.company.models import Company
from app.db import company_scope, db
from app.exchange import service, switching
from app.flows import numbers as flow_numbers
from app.flows import service as flows
from app.hours import service as calendars
from app.hours.special_days import closed_on
from app.journal.texts import completed
from app.lists import service as callers
from app.people.models import Employee
from app.people.service import employees, groups
from app.ports.jobs import periodic_jobs
from app.voice.service import prompts
from app.web.saving import live_warning
from config import Config
from designer.runtime.journal_entries import CallRefused, entry_in
from designer.runtime.program import Program
from switch.journal_files import journal_files, lines_in
from testphone.agent import UserAgent
from testphone.sound import tone
from tests.designer.drawing import flow
from tests.parts import Parts, Within
from tests.system_sounds import link_sounds, made_once

TONES = {"welcome": 500, "menu": 600, "closed": 700, "greeting": 800, "music": 1000, "welcome@de": 900}
"""Each prompt is a tone of its own, so that a phone can tell what it hears."""

PROMPT_MS = 600
PHONE_TONES = {"101": 1200, "102": 1300, "103": 1400}
CALLER_TONE, OUTSIDE_TONE = 1500, 1700


def au(hertz: int, duration_ms: int = PROMPT_MS) -> bytes:
    """A tone as the bytes of a u-law .au file."""
    sound = (tone(hertz) * (duration_ms // 1000 + 1))[: duration_ms * 8]
    return struct.pack(">4s5I", b".snd", 24, len(sound), 1, 8000, 1) + sound


class Exchange:
    """One company with three employees on a running switch."""

    def __init__(self, app: Flask, parts: Parts) -> None:
        self.app, self.parts, self.config = app, parts, parts.config
        self.address = (self.config.sip_host, self.config.sip_port)
        self.passwords: dict[str, str] = {}
        self._numbers = itertools.count(100)
        self._hosts = itertools.count(10)

    def set_up(self) -> None:
        with self.app.app_context():
            db.create_all()
            company = Company(name="Demo GmbH", customer_number="1001", zone="Europe/Berlin")
            db.session.add(company)
            db.session.commit()
            self.company_id = company.id
            with company_scope(company.id):
                for extension in PHONE_TONES:
                    _, phone, password = employees.add_employee(extension, f"Employee {extension}")
                    self.passwords[phone.account] = password
                people = {each.extension: each for each in db.session.scalars(select(Employee))}
                groups.add_group("Sales", [people["101"], people["102"]], name="sales")
                groups.add_group("Support", [people["103"], people["101"]], name="support")
                for name, hertz in TONES.items():
                    prompts.add_sound_prompt(name.title(), au(hertz), name=name)
                callers.add_caller_list("VIP", ["+49170*", "anonymous"], name="vip")
                once_open = {**closed_on("2000-01-01"), "hours": [[0, 1440]]}
                calendars.add_calendar("Always", [[[0, 1440]]] * 7, [], name="always")
                calendars.add_calendar("Never", [[]] * 7, [once_open], name="never")
                db.session.commit()
            switching.write_folder()

    def draw(self, nodes: list[dict[str, Any]], *wires: tuple[str, str, str], number: str = "") -> str:
        """Publish a drawing, on a new number or an old one; returns the number."""
        number, warning = self.publish(flow(nodes, *wires), number)
        assert warning is None
        return number

    def publish(self, graph: dict[str, Any], number: str = "") -> tuple[str, str | None]:
        """(number, the sentence that a person is told when it is not live yet)."""
        with self.in_company():
            row = flow_numbers.find_number(number) if number else None
            if row is None:
                number = number or f"+4930{next(self._numbers):07d}"
                row = flow_numbers.add_number(number, flows.add_flow("Test", graph))
            drawn = row.flow
            assert drawn is not None
            drawn.draft = graph
            row.flow = drawn
            flows.publish(drawn, "test")
            db.session.commit()
            return number, live_warning()

    def publish_graph(self, graph: dict[str, Any]) -> tuple[str, Program]:
        """On a new number; (number, the program that it does)."""
        number, warning = self.publish(graph)
        assert warning is None
        with self.in_company():
            found = service.published_on(number)
        assert found is not None
        return number, found[1]

    def publish_program(self, program: Program) -> str:
        """Let a new number do what no drawing says; returns the number."""
        number = f"+4930{next(self._numbers):07d}"
        with self.in_company():
            service.set_program(number, "1001", program)
            db.session.commit()
            assert live_warning() is None
        return number

    def phone(self, extension: str, registers: bool = True, **how: Any) -> UserAgent:
        """An employee's phone. Close it."""
        account = f"1001-{extension}"
        agent = UserAgent(account, self.address, self.passwords[account], self._host(), PHONE_TONES[extension], **how)
        if registers:
            agent.register()
        return agent

    def forget(self) -> None:
        """Nobody is registered any more, and no queue has promised to call anybody back."""
        self.parts.rpc("htable.flush", "queues")
        found: Any = self.parts.rpc("ul.dump", "brief")
        for domain in found["Domains"]:
            for each in domain["Domain"]["AoRs"]:
                self.parts.rpc("ul.rm", "location", each["AoR"])

    def caller(self, user: str = "+4917012345", **how: Any) -> UserAgent:
        """Somebody outside. Close it."""
        return UserAgent(user, self.address, host=self._host(), tone_hz=CALLER_TONE, **how)

    def carrier(self, **how: Any) -> UserAgent:
        """What is at the other end of the trunk. Close it."""
        host, _, port = self.config.trunk.partition(":")
        return UserAgent("carrier", self.address, host=host, tone_hz=OUTSIDE_TONE, port=int(port), **how)

    def _host(self) -> str:
        return f"127.0.0.{next(self._hosts) % 200 + 10}"

    def journal(self) -> list[dict[str, Any]]:
        lines = []
        for path in filter(Path.is_file, journal_files(self.config.journal_dir)):
            lines += [json.loads(line) for line in path.read_bytes().splitlines()]
        with self.app.app_context():
            return [completed(line) for line in lines]

    def calls_to(self, number: str) -> list[list[dict[str, Any]]]:
        """The journal of each call to *number*, in the order in which they arrived."""
        calls: dict[str, list[dict[str, Any]]] = {}
        for line in self.journal():
            if line["event"]["type"] == "call_arrived" and line["event"]["number"] == number:
                calls[line["call"]] = []
            if line["call"] in calls:
                calls[line["call"]].append(line)
        return list(calls.values())

    def steps(self, number: str) -> list[dict[str, Any]]:
        """The journal of the latest call to *number*; none before it has come."""
        calls = self.calls_to(number)
        return calls[-1] if calls else []

    def refusals(self) -> list[CallRefused]:
        """What the journal has of refused calls."""
        lines = (line for path in journal_files(self.config.journal_dir) for line in lines_in(path))
        return [entry for entry in map(entry_in, lines) if isinstance(entry, CallRefused)]

    def path(self, number: str) -> list[str]:
        effects = (effect for step in self.steps(number) for effect in step["effects"])
        return [effect["node"] for effect in effects if effect["type"] == "enter"]

    def ended(self, number: str) -> str:
        effects = (effect for step in self.steps(number) for effect in step["effects"])
        return next((effect["how"] for effect in effects if effect["type"] == "ended"), "")

    def effects(self, number: str, kind: str) -> list[dict[str, Any]]:
        """Those of one kind in the latest call to *number*."""
        found = (effect for step in self.steps(number) for effect in step["effects"])
        return [effect for effect in found if effect["type"] == kind]

    @contextmanager
    def in_company(self) -> Iterator[None]:
        """An application context in which the company is in force."""
        with self.app.app_context(), company_scope(self.company_id):
            yield
            db.session.remove()

    def work(self, *names: str) -> None:
        """What the worker does, once: the tasks of these names."""
        tasks = {task.name: task for task in periodic_jobs.of(self.app)}
        for name in names:
            with self.app.app_context():
                tasks[name].run()


@contextmanager
def running_exchange(config: Config, rtpengine_port: int = 0, within: Within = list) -> Iterator[Exchange]:
    """Set up, started, and ended when the context is left; *rtpengine_port* and *within* as ``Parts`` has them."""
    app = create_app(config, testing=True)
    parts = Parts(config, rtpengine_port, within)
    exchange = Exchange(app, parts)
    link_sounds(made_once(), config.prompts_dir)
    exchange.set_up()
    try:
        parts.start()
        yield exchange
    finally:
        parts.stop()
        with app.app_context():
            db.engine.dispose()
