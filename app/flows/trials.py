"""Trying a drawing with a real call to one's own phone, without publishing it."""

from typing import Any

from flask_babel import gettext as _

from app.account.service import own_company
from app.current import config
from app.db import db
from app.errors import Refused
from app.exchange import service as exchange
from app.exchange import switching
from app.flows import service
from app.flows.models import Flow
from app.gateways import switch_door
from app.references import known


class NoPhone(Refused):
    """There is nothing that could be rung."""

    code = "no_phone"


class SwitchDown(Refused):
    """No call can be placed now."""

    status = 503
    code = "switch_down"


def call_me(flow: Flow, graph: Any, extension: str, caller: str) -> str:
    """Ring the employee *extension*; who picks up, goes through *graph* as somebody who calls from *caller*.

    Commits. Returns the program's hash. Raises HasFaults, NoPhone, SwitchDown, and what can't be spoken."""
    names = known()
    who = f"employee:{extension}"
    if extension not in names["employee"] or who in names["phoneless"]:
        raise NoPhone(_("%(extension)s has no phone that could be rung.", extension=extension))
    program = service.ready(service.faultless(graph), _("The flow has faults, so no call can go through it."))
    exchange.set_trial(program)
    db.session.commit()
    if switching.go_live():
        raise SwitchDown(_("The exchange does not answer. Try again in a moment."))
    number = next(iter(flow.all_numbers), "")
    company = own_company().customer_number
    switch_door.send(config().event_port, {"try": [company, extension, number, caller or extension, program.sha]})
    return program.sha
