"""The numbers of a company, and which flow each one leads to."""

from collections.abc import Iterable
from contextlib import nullcontext

from flask_babel import gettext as _
from sqlalchemy import select

from app.company.service import hold_company, own_company
from app.db import db, every_company
from app.db.conflicts import unless_taken
from app.exchange import service as exchange
from app.exchange import switching
from app.flows import service
from app.flows.models import Flow, Number
from app.ports.directory import known
from app.web.errors import Refused


def is_inner(number: str) -> bool:
    """Whether only colleagues can dial it."""
    return not number.startswith("+")


class NumberTaken(Refused):
    """The number is in the installation already."""

    status = 409
    code = "number_taken"


def find_number(number: str) -> Number | None:
    return db.session.scalar(select(Number).where(Number.number == number))


def list_numbers() -> list[Number]:
    return list(db.session.scalars(select(Number).order_by(Number.number)))


def states(numbers: Iterable[Number]) -> list[switching.NumberStatus]:
    """What each does, and whether the switch does it."""
    return switching.status([each.number for each in numbers], own_company().customer_number)


def add_number(number: str, flow: Flow | None = None) -> Number:
    """In E.164, or an inner number that colleagues dial, as "200". Raises NumberTaken."""
    hold_company()
    taken = NumberTaken(_("%(number)s belongs to somebody already.", number=number))
    with nullcontext() if is_inner(number) else every_company():
        if find_number(number):
            raise taken
    if is_inner(number) and number in known()["employee"]:
        raise NumberTaken(_("%(number)s is the extension of an employee.", number=number))
    row = Number(number=number)
    with unless_taken(taken):
        db.session.add(row)
    if flow:
        lead_number(row, flow)
    return row


def delete_number(number: Number) -> None:
    hold_company()
    exchange.remove_number(number.number, own_company().customer_number)
    db.session.delete(number)


def lead_number(number: Number, flow: Flow | None) -> None:
    """Let *number* do the current version of *flow*; None, or a flow never published, lets it do nothing.

    Raises HasFaults when what that version refers to is not there any more.
    """
    hold_company()
    number.flow = flow
    version = flow.current if flow else None
    if version is None:
        number.publication = None
        exchange.remove_number(number.number, own_company().customer_number)
        return
    faulty = _("The flow's published version has faults by now. Publish it anew first.")
    service.lead(number, version, service.ready(service.compiled(version.graph), faulty))
