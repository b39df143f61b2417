"""Measures every page of the portal for a large company: the server's time, without network and browser."""

import gc
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert
from werkzeug.routing import Rule

from app import create_app
from app.audit.models import AuditEntry
from app.auth.models import User
from app.calls.models import Call
from app.company.models import Company
from app.db import company_scope, db, now
from app.first_start.demo_company import FLOW
from app.flows.models import Flow, Number
from app.gateways.kamailio import MemoryTable, switch_table
from app.hours.models import Calendar
from app.lists.models import CallerEntry, CallerList
from app.people.models import Employee, Group, GroupMember, Phone
from app.rights import requirement_of
from app.voice.models import Prompt
from bench.figures import spread
from config import Config
from tests.app.signed_in import SignedInClient

EMPLOYEES, GROUPS, PROMPTS, CALENDARS, FLOWS, CALLS = 2_000, 200, 300, 20, 20, 5_000
MEMBERS, ENTRIES = 10, 100
REQUESTS = 40
NOT_HERE = {"auth.sign_out", "static", "recordings.sound", "voice.prompt_sound"}
"""Endpoints that end the session, or send a file that does not exist here."""

JsonObject = dict[str, Any]


def measure(home: Path) -> Iterator[JsonObject]:
    """Yield the figures of every page. *home* is an empty folder."""
    app = create_app(Config.from_env({"ZENTRALE_HOME": str(home)}), testing=True)
    switch_table.replace(app, MemoryTable())
    app.test_client_class = SignedInClient
    with app.app_context():
        db.create_all()
        user = _large_company()
        client = app.test_client(user=user)
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py has it
    found = [_page(client, url) for url in _urls(app)]
    pages = [page for page in found if page["status"] == 200]
    slowest = max(pages, key=lambda page: page["ms"]["p95"])
    yield from pages
    yield {"bench": "portal", "pages": len(pages), "slowest": slowest["page"], "p95_ms": slowest["ms"]["p95"]}


def _page(client: Any, url: str) -> JsonObject:
    times, work = [], []
    for _ in range(REQUESTS):
        begin, begin_work = time.perf_counter(), time.process_time()
        answer = client.get(url)
        times.append((time.perf_counter() - begin) * 1e3)
        work.append((time.process_time() - begin_work) * 1e3)
    figures = {"ms": spread(times), "cpu_ms": spread(work)}
    return {"bench": "portal page", "page": url, "status": answer.status_code, **figures}


def _urls(app: Flask) -> Iterator[str]:
    """Yield the address of every page; a page about one thing shows the first of its kind."""
    urls = app.url_map.bind("localhost")
    with app.app_context():
        rules = [rule for rule in app.url_map.iter_rules() if requirement_of(rule.endpoint)]
    for rule in sorted(rules, key=lambda rule: rule.rule):
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_HERE:
            yield urls.build(rule.endpoint, {name: _first(rule, name) for name in rule.arguments}, "GET")


def _first(rule: Rule, name: str) -> object:
    named = {"call_id": "call1", "call": "call1", "name": "calendar1" if "calendar" in rule.endpoint else "list1"}
    return named.get(name, 1)


def _large_company() -> User:
    company = Company(name="Large AG", customer_number="1001", zone="Europe/Berlin")
    db.session.add(company)
    db.session.flush()
    with company_scope(company.id):
        user = User(name="Olga Owner", email="owner@large.example", role="owner", password_hash="-")
        db.session.add(user)
        _add_people(company.id)
        _add_voice_and_hours(company.id)
        _add_flows()
        _add_past(company.id)
        db.session.commit()
        db.session.refresh(user)
        db.session.expunge(user)
    return user


def _add_people(company_id: int) -> None:
    people = range(1, EMPLOYEES + 1)
    _add(Employee, company_id, ({"id": n, "extension": str(1000 + n), "name": f"Employee {n:04d}"} for n in people))
    _add(Phone, company_id, ({"employee_id": n, "account": f"1001-{1000 + n}", "ha1": "0" * 32} for n in people))
    _add(Group, company_id, ({"id": n, "name": f"group{n}", "label": f"Group {n}"} for n in range(1, GROUPS + 1)))
    _add(
        GroupMember,
        company_id,
        (
            {"group_id": group + 1, "employee_id": group * MEMBERS + place + 1, "position": place}
            for group in range(GROUPS)
            for place in range(MEMBERS)
        ),
    )


def _add_voice_and_hours(company_id: int) -> None:
    sound = {"file": f"{'0' * 64}.au", "duration_ms": 2_000, "source": "speech"}
    _add(Prompt, company_id, ({"name": f"prompt{n}", "label": f"Prompt {n}", **sound} for n in range(1, PROMPTS + 1)))
    week = [[[540, 1080]]] * 5 + [[], []]
    for n in range(1, CALENDARS + 1):
        db.session.add(Calendar(name=f"calendar{n}", label=f"Calendar {n}", week=week))
    lists = range(1, CALENDARS + 1)
    _add(CallerList, company_id, ({"id": n, "name": f"list{n}", "label": f"List {n}"} for n in lists))
    callers = ({"list_id": n, "entry": f"+4930{each:06d}"} for n in lists for each in range(ENTRIES))
    _add(CallerEntry, company_id, callers)
    db.session.flush()


def _add_flows() -> None:
    drawing = json.loads(FLOW.read_text("utf-8"))
    for n in range(1, FLOWS + 1):
        flow = Flow(key=f"flow{n}", name=f"Flow {n}", draft=drawing)
        db.session.add(flow)
        db.session.flush()
        db.session.add(Number(number=f"+4930{n:06d}", flow_id=flow.id))
    db.session.flush()


def _add_past(company_id: int) -> None:
    began = now()
    call = {
        "switch": "node1",
        "number": "+4930000001",
        "caller": "+491701234567",
        "caller_name": "",
        "direction": "in",
        "program": "0" * 64,
        "directory": "0" * 64,
        "answered_by": "1001",
        "ended": "caller",
        "path": [{"node": "start", "at": 0, "outlet": ""}],
        "legs": {},
        "warnings": [],
    }
    times = ((n, began - timedelta(minutes=n)) for n in range(1, CALLS + 1))
    _add(
        Call,
        company_id,
        (
            {**call, "id": f"call{n}", "started_at": at, "bridged_at": at, "ended_at": at + timedelta(seconds=50)}
            for n, at in times
        ),
    )
    entry = {"who": "Olga Owner", "role": "owner", "action": "changed", "kind": "employees", "name": "Employee 1"}
    _add(AuditEntry, company_id, (entry for _ in range(CALLS)))


def _add(model: type[Any], company_id: int, rows: Iterator[JsonObject]) -> None:
    db.session.execute(insert(model), [{"company_id": company_id, **row} for row in rows])
