"""Creates the company that is called, by the portal's own models and publishing code."""

import hashlib

from app import create_app
from app.company.models import Company
from app.db import company_scope, db
from app.exchange.service import set_phone, set_program
from app.exchange.switching import write_folder
from app.gateways import audio
from app.people.models import Employee, Group, GroupMember, Phone
from app.voice.models import Prompt
from app.voice.sound_files import store
from bench.registration import ACCOUNT, COMPANY, PASSWORD
from bench.scenarios import EMPLOYEE, PROMPT_S, SCENARIOS
from config import Config
from designer.drawing.compiler import compile_flow

OTHER = "102"
"""A group's member, because most companies have groups, whose queues are notified of all talks."""

KNOWN = {"employee": {EMPLOYEE}, "group": set(), "prompt": {"tone"}, "calendar": set()}


class BadFlow(Exception):
    """Says that a drawing of the bench does not compile; the message has the diagnostics."""


def write(config: Config) -> None:
    """Create the database that the switch loads and the worker uses."""
    app = create_app(config)
    with app.app_context():
        db.create_all()
        company = Company(name="Bench", customer_number=COMPANY, zone="UTC")
        db.session.add(company)
        db.session.flush()
        with company_scope(company.id):
            _publish(config)
            db.session.commit()
        write_folder()
        db.session.remove()
        db.engine.dispose()


def _publish(config: Config) -> None:
    ha1 = hashlib.md5(f"{ACCOUNT}:{config.sip_realm}:{PASSWORD}".encode()).hexdigest()
    anna = Employee(extension=EMPLOYEE, name="Anna Bench", phones=[Phone(account=ACCOUNT, ha1=ha1)])
    ben = Employee(extension=OTHER, name="Ben Bench")
    tone = store(audio.generate(f"sine=frequency=440:sample_rate=8000:duration={PROMPT_S}"))
    db.session.add_all([anna, ben, Prompt(name="tone", label="Tone", source="upload", **tone)])
    db.session.flush()
    team = Group(name="team", label="Team", members=[GroupMember(employee_id=ben.id, position=0)])
    db.session.add(team)
    for scenario in SCENARIOS.values():
        result = compile_flow(scenario.graph(), KNOWN)
        if result.program is None:
            raise BadFlow(f"{scenario.name}: {result.diagnostics}")
        set_program(scenario.number, COMPANY, result.program)
    set_phone(ACCOUNT, COMPANY, EMPLOYEE, ha1)
