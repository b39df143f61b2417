"""Who has a rest after a talk, from what the queues write into the journal."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from app.calls.fold import moment
from app.calls.models import WrapUp
from app.company.models import Company
from app.db import db, now
from designer.runtime.queue_events import QUEUE_EFFECTS

MS = timedelta(milliseconds=1)
Line = dict[str, Any]
ENDING = ("in_call", "missed")
"""Who comes to talk has no rest any more; and a rest after a missed call is no wrap-up."""


def derive(line: Line, _rows: None) -> None:
    """Take one line of the journal."""
    said = line["event"]
    if said["type"] == "switch_started":
        forget()
    elif said["type"] == "queue":
        rests = [effect for effect in line["effects"] if QUEUE_EFFECTS.tag(effect) == "wrap_up" and effect["agent"]]
        if said["event"]["type"] in ENDING:
            _end(said["company"], said["event"]["agent"])
        elif rests:
            _begin(said["company"], line["at"], rests)


def forget() -> None:
    db.session.execute(delete(WrapUp))


def wrap_ups() -> list[dict[str, Any]]:
    """Of the company in force, for the live page: "extension" and "left_ms", those first who are back soonest."""
    at = now()
    rows = db.session.scalars(select(WrapUp).where(WrapUp.until > at).order_by(WrapUp.until))
    return [{"extension": each.extension, "left_ms": (each.until - at) // MS} for each in rows]


def _begin(customer_number: str, at_ms: int, rests: list[Line]) -> None:
    company_id = db.session.scalar(select(Company.id).where(Company.customer_number == customer_number))
    for rest in rests if company_id else ():
        key = {"company_id": company_id, "extension": rest["agent"][:16]}
        row = db.session.get(WrapUp, key) or WrapUp(**key)
        row.until = moment(at_ms + rest["after_ms"])
        db.session.add(row)
        db.session.flush()


def _end(customer_number: str, extension: str) -> None:
    company = select(Company.id).where(Company.customer_number == customer_number).scalar_subquery()
    db.session.execute(delete(WrapUp).where(WrapUp.company_id == company, WrapUp.extension == extension[:16]))
