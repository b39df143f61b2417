"""Creates the company of a new installation: enough to place a first call and to watch it."""

import json
from pathlib import Path

from app.auth.service import add_user, new_password
from app.company.models import Company
from app.db import company_scope, db
from app.flows import numbers, service
from app.gateways.audio import MUSIC_LUFS, to_telephone
from app.hours.service import add_calendar
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from app.voice.hold_music import hold_music
from app.voice.service.prompts import add_sound_prompt, add_spoken_prompt, choose_hold_music

OWNER_EMAIL = "owner@demo.example"
NUMBER = "+4930555010"
FLOW = Path(__file__).parent / "main_number.json"
EMPLOYEES = (("101", "Anna Berg"), ("102", "Ben Kaya"), ("103", "Clara Vogt"))
GROUPS = (("sales", "Sales", ("101", "102")), ("support", "Support", ("103", "101")))
PROMPTS = (
    ("welcome", "Welcome", "Welcome to the demo company."),
    ("menu", "Main menu", "For sales, press 1. For support, press 2. To leave a message, press 3."),
    ("closed", "We are closed", "You are calling outside our opening hours."),
    ("voicemail", "Voicemail greeting", "Nobody can take your call right now. Please leave a message after the tone."),
)


def make_demo_company() -> tuple[Company, str]:
    """Create the company with everything in it. Return it and its owner's password."""
    company = Company(name="Demo GmbH", customer_number="1001", zone="Europe/Berlin")
    db.session.add(company)
    db.session.flush()
    password = new_password()
    with company_scope(company.id):
        add_user(company, "Demo Owner", OWNER_EMAIL, "owner", password)
        _make_settings()
        flow = service.add_flow("Main number", json.loads(FLOW.read_text("utf-8")))
        number = numbers.add_number(NUMBER, flow)
        db.session.flush()
        db.session.refresh(flow, ["numbers"])
        service.publish(flow, "Demo Owner")
        assert number.publication is not None
    return company, password


def _make_settings() -> None:
    people = {extension: add_employee(extension, name)[0] for extension, name in EMPLOYEES}
    for name, label, members in GROUPS:
        add_group(label, [people[extension] for extension in members], name)
    for name, label, text in PROMPTS:
        add_spoken_prompt(label, text, "en", name)
    music = add_sound_prompt("Music on hold", to_telephone(hold_music(), MUSIC_LUFS), "hold-music", "music")
    choose_hold_music(music)
    all_day = [[[0, 1440]]] * 7  # so that the first call is answered at any hour
    add_calendar("Office (open day and night: change it)", all_day, [], "office")
