"""The numbers of a company, and which flow each one leads to."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db, every_company
from app.errors import Refused
from app.exchange import service as exchange
from app.flows import service
from app.flows.models import Flow, Number


class NumberTaken(Refused):
    """The number is in the installation already."""

    status = 409
    code = "number_taken"


def find_number(number: str) -> Number | None:
    return db.session.scalar(select(Number).where(Number.number == number))


def list_numbers() -> list[Number]:
    return list(db.session.scalars(select(Number).order_by(Number.number)))


def add_number(number: str, flow: Flow | None = None) -> Number:
    """In E.164. Raises NumberTaken."""
    with every_company():
        if find_number(number):
            raise NumberTaken(_("%(number)s belongs to somebody already.", number=number))
    row = Number(number=number)
    db.session.add(row)
    db.session.flush()
    if flow:
        lead_number(row, flow)
    return row


def delete_number(number: Number) -> None:
    exchange.remove_number(number.number)
    db.session.delete(number)


def lead_number(number: Number, flow: Flow | None) -> None:
    """Let *number* do the newest version of *flow*; None, or a flow never published, lets it do nothing.

    Raises HasFaults when what the newest version refers to is not there any more.
    """
    number.flow = flow
    version = flow.versions[0] if flow and flow.versions else None
    if version is None:
        number.publication = None
        exchange.remove_number(number.number)
        return
    program, diagnostics = service.check(version.graph)
    if program is None:
        sentence = _("The flow's published version has faults by now. Publish it anew first.")
        raise service.HasFaults(sentence, diagnostics=[each.to_json() for each in diagnostics])
    service.lead(number, version, program)
