"""Provides ``flask demo``, which checks the exchange by a call.

It prints JSON and exits with 0 only if everything went as simulated.
"""

import json
import sys
import time
from typing import Any

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from app.calls.models import Call
from app.company.models import Company
from app.config import config
from app.db import company_scope, db, now
from app.demo.rehearsal import Rehearsal, rehearse
from app.demo.service import CallOutcome, place_call
from app.people.models import Phone
from app.ports.recordings import RecordingOfCall, recordings
from app.web.errors import Refused
from designer.trying.script import ScriptError
from testphone import agent

CALLER = "+4930111222"
WRONG, FAILED = 2, 1
JOURNAL_S, RECORDING_S, LOOK_S = 10.0, 15.0, 0.1

demo = AppGroup("demo", help="A real call without a telephone.")


@demo.command("call")
@click.option("--number", required=True, help="A number that a flow is published on.")
@click.option("--press", default="", help='Keys as the flow asks for them: "1", or "12#".')
@click.option("--caller", default=CALLER, show_default=True, help="Who calls.")
@with_appcontext
def call(number: str, press: str, caller: str) -> None:
    """Call NUMBER for real; employees whose phones ring answer, and both sides listen."""
    try:
        rehearsal = rehearse(number, caller, press)
        company = db.session.scalars(select(Company).filter_by(customer_number=rehearsal.company)).one()
        with company_scope(company.id):
            answer = _call(rehearsal, caller)
    except (Refused, ScriptError) as problem:
        _finish({"error": {"code": getattr(problem, "code", "bad_keys"), "message": str(problem)}}, WRONG)
    except (agent.NoReply, agent.Refused) as problem:
        _finish({"error": {"code": "no_exchange", "message": f"{problem}; is the exchange running?"}}, FAILED)
    else:
        _finish(answer, 0 if not answer["wrong"] else FAILED)


def _call(rehearsal: Rehearsal, caller: str) -> dict[str, Any]:
    phones = db.session.scalars(select(Phone).where(Phone.account.in_(rehearsal.phones)))
    secrets = {phone.account: phone.ha1 for phone in phones}
    began = now()
    heard = place_call(rehearsal, caller, (config().sip_host, config().sip_port), secrets)
    row = _wait_for(lambda: _row(rehearsal.number, caller, began), JOURNAL_S)
    made = row and _wait_for(lambda: _recording(row.id), RECORDING_S) if _is_recorded(rehearsal) else None
    answer = {
        "answered_ms": heard.answered_ms,
        "heard": heard.prompts,
        "path": [visit.block for visit in row.visits] if row else [],
        "bridged_to": heard.talked_with,
        "both_ways": heard.both_ways if heard.talked_with else None,
        "recording": made and {"id": made["id"], "state": made["state"], "duration_s": made["duration_s"]},
        "ended": row.ended if row else None,
    }
    return {**answer, "wrong": _wrong(answer, rehearsal, heard)}


def _is_recorded(rehearsal: Rehearsal) -> bool:
    return bool(rehearsal.trace.to_json()["recordings"])


def _wrong(answer: dict[str, Any], rehearsal: Rehearsal, heard: CallOutcome) -> list[str]:
    """Return what differed from the simulation, in sentences."""
    trace = rehearsal.trace
    found = []
    if answer["ended"] is None:
        found.append("the call did not come into the database: does the worker run?")
    elif answer["path"] != trace.path:
        found.append(f"the path was to be {trace.path}")
    if answer["bridged_to"] != trace.bridged_to:
        found.append(f"the caller was to talk to {trace.bridged_to or 'nobody'}")
    if answer["both_ways"] is False:
        found.append(f"heard by the caller: {heard.caller_heard_phone}, by the phone: {heard.phone_heard_caller}")
    if missing := [name for name in trace.heard if name not in heard.prompts and not name.startswith("sys:")]:
        found.append(f"not heard: {', '.join(missing)}")
    if _is_recorded(rehearsal) and not (answer["recording"] and answer["recording"]["state"] == "ready"):
        found.append("the recording was not made")
    if heard.status >= 300 and trace.heard:
        found.append(f"the call was refused with {heard.status}")
    return found


def _row(number: str, caller: str, began: Any) -> Call | None:
    query = select(Call).where(Call.number == number, Call.caller == caller, Call.started_at >= began)
    return db.session.scalar(query.where(Call.ended_at.is_not(None)).order_by(Call.started_at))


def _recording(call_id: str) -> RecordingOfCall | None:
    return next(
        (each for each in recordings().recordings_of(call_id) if each["state"] in ("ready", "failed", "silent")), None
    )


def _wait_for(look: Any, limit_s: float) -> Any:
    """Return what *look* finds within the limit, else None. Each attempt is a transaction of its own."""
    until = time.monotonic() + limit_s
    while True:
        db.session.rollback()
        found = look()
        if found is not None or time.monotonic() >= until:
            return found
        time.sleep(LOOK_S)


def _finish(data: dict[str, Any], code: int) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    sys.exit(code)
