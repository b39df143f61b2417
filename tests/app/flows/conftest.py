import pytest
from sqlalchemy import select

from app.db import company_scope, db
from app.flows import numbers, service
from app.flows.models import Flow
from app.people.service.employees import add_employee
from app.voice.service.prompts import add_sound_prompt
from app.voice.sound_files import read
from app.voice.system_sounds import system_prompts

NUMBER = "+4930555010"


def node(node_id, kind, **settings):
    return {"id": node_id, "type": kind, "label": "", "settings": settings, "position": {"x": 0, "y": 0}}


def wire(source, outlet, target):
    return {"from": source, "outlet": outlet, "to": target}


def graph(prompt="welcome", name="Main"):
    """Start, a prompt, Anna's phone, the end."""
    nodes = [
        node("start", "start"),
        node("hello", "play", prompt=prompt),
        node("anna", "ring", who="employee:101"),
        node("end", "hangup"),
    ]
    wires = [
        wire("start", "next", "hello"),
        wire("hello", "next", "anna"),
        *(wire("anna", outlet, "end") for outlet in ("no_answer", "busy", "unavailable")),
    ]
    return {"format": 1, "name": name, "entry": "start", "nodes": nodes, "wires": wires}


def add_main_flow() -> int:
    """Add a flow whose draft is `graph()` and to which NUMBER leads; nothing is published. Return its ID."""
    index = system_prompts()
    beep = read(index["sys:beep"]["file"])
    add_employee("101", "Anna Berg")
    for name in ("welcome", "other"):
        add_sound_prompt(name, beep, name)
    flow = service.add_flow("Main", graph())
    numbers.add_number(NUMBER, flow)
    db.session.commit()
    return flow.id


@pytest.fixture
def flow_id(app, company_id):
    """The flow of `add_main_flow`."""
    with app.app_context(), company_scope(company_id):
        return db.session.scalar(select(Flow.id)) or add_main_flow()
