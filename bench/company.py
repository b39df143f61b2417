"""The company that is called: written through the portal's own models and publishing code."""

import hashlib

from app import create_app
from app.account.models import Company
from app.db import company_scope, db
from app.exchange.service import set_directory, set_phone, set_program
from app.gateways import audio
from app.settings.sound_files import keep
from app.settings.system_sounds import system_prompts
from bench.registration import ACCOUNT, COMPANY, PASSWORD
from bench.scenarios import EMPLOYEE, PROMPT_S, SCENARIOS
from config import Config
from designer import compile_flow

KNOWN = {"employee": {EMPLOYEE}, "group": set(), "prompt": {"tone"}, "calendar": set()}


class BadFlow(Exception):
    """A drawing of the bench does not compile; the message has the diagnostics."""


def write(config: Config) -> None:
    """The database that the switch loads and the worker works with."""
    app = create_app(config)
    with app.app_context():
        db.create_all()
        company = Company(name="Bench", customer_number=COMPANY, zone="UTC")
        db.session.add(company)
        db.session.flush()
        with company_scope(company.id):
            _publish(config)
            db.session.commit()
        db.session.remove()
        db.engine.dispose()


def _publish(config: Config) -> None:
    tone = keep(audio.generate(f"sine=frequency=440:sample_rate=8000:duration={PROMPT_S}"))
    directory = {
        "format": 1,
        "company": COMPANY,
        "name": "Bench",
        "employees": {EMPLOYEE: {"name": "Anna Bench", "phones": [ACCOUNT]}},
        "groups": {},
        "prompts": {**system_prompts(), "tone": {**tone, "text": ""}},
        "calendars": {},
        "zones": {},
    }
    set_directory(COMPANY, directory)
    for scenario in SCENARIOS.values():
        result = compile_flow(scenario.graph(), KNOWN)
        if result.program is None:
            raise BadFlow(f"{scenario.name}: {result.diagnostics}")
        set_program(scenario.number, COMPANY, result.program)
    ha1 = hashlib.md5(f"{ACCOUNT}:{config.sip_realm}:{PASSWORD}".encode()).hexdigest()
    set_phone(ACCOUNT, COMPANY, EMPLOYEE, ha1)
