"""Manages the numbers of a company, and the flow assigned to each."""

from collections.abc import Collection, Iterable
from contextlib import nullcontext

from flask_babel import gettext as _
from sqlalchemy import select

from app.company.service import lock_company, own_company
from app.db import db, every_company
from app.db.conflicts import unless_taken
from app.exchange import service as exchange
from app.exchange import switching
from app.flows import service
from app.flows.models import Flow, Number
from app.ports.directory import known
from app.web.errors import Refused


def is_inner(number: str) -> bool:
    """Return whether only colleagues can dial the number."""
    return not number.startswith("+")


class NumberTaken(Refused):
    """Says that the number exists already."""

    status = 409
    code = "number_taken"


def find_number(number: str) -> Number | None:
    """Return the company's number, or None."""
    return db.session.scalar(select(Number).where(Number.number == number))


def list_numbers() -> list[Number]:
    """Return the company's numbers in order."""
    return list(db.session.scalars(select(Number).order_by(Number.number)))


def inner_numbers() -> set[str]:
    """Return the company's numbers that only colleagues dial, whether a flow answers them or not."""
    return set(filter(is_inner, db.session.scalars(select(Number.number))))


def owned(numbers: Collection[str]) -> set[str]:
    """Return those of *numbers* that the company has, or any company under ``every_company``."""
    return set(db.session.scalars(select(Number.number).where(Number.number.in_(numbers))))


def states(numbers: Iterable[Number]) -> list[switching.NumberStatus]:
    """Return what each number does, and whether the switch has it yet."""
    return switching.status([each.number for each in numbers], own_company().customer_number)


def add_number(number: str, flow: Flow | None = None) -> Number:
    """Add an E.164 number, or an internal one such as "200". Raise NumberTaken if the number exists already."""
    lock_company()
    if find_number(number):
        raise NumberTaken(_("%(number)s has been added already.", number=number))
    taken = NumberTaken(_("%(number)s belongs to somebody else already.", number=number))
    with nullcontext() if is_inner(number) else every_company():
        if find_number(number):
            raise taken
    if is_inner(number) and number in known()["employee"]:
        raise NumberTaken(_("%(number)s is the extension of an employee.", number=number))
    row = Number(number=number)
    with unless_taken(taken):
        db.session.add(row)
    if flow:
        assign_flow(row, flow)
    return row


def delete_number(number: Number) -> None:
    """Delete a number, so that nothing answers it."""
    lock_company()
    exchange.remove_number(number.number, own_company().customer_number)
    db.session.delete(number)


def assign_flow(number: Number, flow: Flow | None) -> None:
    """Let *number* run the current version of *flow*; None, or a flow never published, lets it do nothing.

    Raise HasFaults if that version refers to something that no longer exists.
    """
    lock_company()
    number.flow = flow
    version = flow.current if flow else None
    if version is None:
        number.publication = None
        exchange.remove_number(number.number, own_company().customer_number)
        return
    faulty = _("The flow's published version has faults by now. Publish it anew first.")
    service.publish_on(number, version, service.ready(service.compiled(version.graph), faulty))
