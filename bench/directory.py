"""Measures a company of 2,000 employees and 200 groups.

How soon a change of its settings takes effect, and what its directory costs calls, workers and shared memory.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import create_app
from app.company.models import Company
from app.company.service import own_company
from app.config import config as current_config
from app.db import company_scope, db
from app.exchange.service import set_phone
from app.gateways.kamailio import Kamailio
from app.people.models import Employee, Group, GroupMember, Phone
from app.people.service.choices import choose
from app.people.service.employees import ha1
from app.settings.directory import compile_directory
from app.web.saving import live_warning
from bench import exchange
from bench.figures import spread
from config import Config
from designer.runtime.program import canonical
from testphone.agent import UserAgent

JsonObject = dict[str, Any]

EMPLOYEES, GROUPS, MEMBERS = 2_000, 200, 30
FIRST = 1_000
COMPANY, PASSWORD = "2000", "bench"
CALLER, CALLED = str(FIRST), str(FIRST + 1)
CHANGES, CALLS, MANY_CHANGES = 20, 10, 300
LIMIT_MS = 1_000
ANSWER_S = 5.0


class NoAnswer(Exception):
    """Says that a call that should be refused as busy was not."""


def measure(home: Path, port: int, voice_port: int) -> Iterator[JsonObject]:
    """Yield the figures.

    *home* is an empty folder; *port* and *voice_port* as in ``exchange.settings``.
    """
    about = {"employees": EMPLOYEES, "groups": GROUPS}
    with exchange.running(exchange.settings(home, port, voice_port, 100)) as running:
        app = create_app(running.config)
        with app.app_context():
            company = Company(name="Large", customer_number=COMPANY, zone="Europe/Berlin")
            db.session.add(company)
            db.session.flush()
            with company_scope(company.id):
                _fill()
                yield {"directory": "compile", **about, **_compile()}
                yield {"directory": "change", **about, **_changes(CHANGES)}
                yield {"directory": "call", **about, **_calls(running.config)}
                before_mb = _shared_mb(running.config)
                many = _changes(MANY_CHANGES)["ms"]
                grown_mb = round(_shared_mb(running.config) - before_mb, 1)
                yield {"directory": "many changes", "changes": MANY_CHANGES, "ms": many, "shared_mb_more": grown_mb}
            db.session.remove()
            db.engine.dispose()


def _fill() -> None:
    people = [Employee(extension=str(FIRST + place), name=f"Employee {place}") for place in range(EMPLOYEES)]
    db.session.add_all(people)
    db.session.flush()
    for each in people:
        account = f"{COMPANY}-{each.extension}"
        secret = ha1(account, current_config().sip_realm, PASSWORD)
        db.session.add(Phone(employee_id=each.id, account=account, ha1=secret))
    groups = [Group(name=f"group-{place}", label=f"Group {place}") for place in range(GROUPS)]
    db.session.add_all(groups)
    db.session.flush()
    for place, group in enumerate(groups):
        for position in range(MEMBERS):
            member = people[(place * MEMBERS + position) % EMPLOYEES]
            db.session.add(GroupMember(group_id=group.id, employee_id=member.id, position=position))
    db.session.flush()
    account = f"{COMPANY}-{CALLER}"
    set_phone(account, COMPANY, CALLER, ha1(account, current_config().sip_realm, PASSWORD))


def _compile() -> JsonObject:
    times, text = [], ""
    for _ in range(CHANGES):
        began = time.perf_counter()
        text = canonical(compile_directory(own_company()))
        times.append((time.perf_counter() - began) * 1e3)
    return {"kb": round(len(text.encode()) / 1024), "ms": spread(times)}


def _changes(count: int) -> JsonObject:
    """Return how long it takes from changing an employee until Kamailio has confirmed it."""
    employee = db.session.query(Employee).filter_by(extension=CALLED).one()
    other = db.session.query(Employee).filter_by(extension=str(FIRST + 2)).one()
    times = []
    for place in range(count):
        began = time.perf_counter()
        other.name = f"Employee {place} of {count}"
        choose(employee, "do_not_disturb")
        db.session.commit()
        warning = live_warning()
        times.append((time.perf_counter() - began) * 1e3)
        if warning:
            raise exchange.DoesNotStart(warning)
    found = spread(times)
    return {"ms": found, "limit_ms": LIMIT_MS, "passes": bool(found and found["p95"] < LIMIT_MS)}


def _calls(config: Config) -> JsonObject:
    """Return how long a call to a colleague on do not disturb takes from INVITE to 486.

    The first calls after a change find workers that have not read the directory yet.
    """
    account = f"{COMPANY}-{CALLER}"
    first, later = [], []
    with UserAgent(account, (config.sip_host, config.sip_port), PASSWORD) as phone:
        phone.register()
        for _ in range(CHANGES):
            _changes(1)
            first.append(_call_ms(phone))
            later += [_call_ms(phone) for _ in range(CALLS)]
    return {"first_ms": spread(first), "later_ms": spread(later)}


def _call_ms(phone: UserAgent) -> float:
    began = time.perf_counter()
    call = phone.call(CALLED)
    if not call.wait("ended", ANSWER_S) or call.status != 486:
        raise NoAnswer(str(call.statuses))
    return (time.perf_counter() - began) * 1e3


def _shared_mb(config: Config) -> float:
    return float(Kamailio(config).run("core.shmmem")["real_used"]) / 2**20
