"""Tries a drawing by a real call to the user's own phone, without publishing it."""

from typing import Any

from flask_babel import gettext as _

from app.company.service import own_company
from app.config import config
from app.db import db
from app.exchange import service as exchange
from app.flows import service
from app.flows.models import Flow
from app.flows.trial_callers import caller_of_a_trial
from app.gateways import switch_commands
from app.gateways.kamailio import KamailioDown, KamailioRefused, switch_table
from app.ports.browser_phones import EmployeeIdentity, NoEmployee, browser_phones
from app.ports.directory import known
from app.web.errors import Refused
from app.web.saving import live_warning
from designer.runtime.target import Target
from switch.orders import TryFlow


class NoPhone(Refused):
    """Says that there is no phone to ring."""

    code = "no_phone"


class SwitchDown(Refused):
    """Says that no call can be placed now."""

    status = 503
    code = "switch_down"


class PhoneOff(Refused):
    """Says that the user's phone in the browser is not open."""

    code = "phone_off"


def call_my_browser(flow: Flow, graph: Any, employee: EmployeeIdentity | None, caller: str) -> str:
    """Ring only the browser of *employee*, like ``call_me``. Also raise NoEmployee or PhoneOff."""
    if employee is None:
        raise NoEmployee
    account = browser_phones().account(employee)
    try:
        is_on = bool(switch_table().registrations(account))
    except (KamailioDown, KamailioRefused) as problem:
        raise SwitchDown(_("The exchange does not answer. Try again in a moment.")) from problem
    if not is_on:
        raise PhoneOff(_("Your phone in the browser is off."))
    return _try(flow, graph, employee.extension, account, caller)


def call_me(flow: Flow, graph: Any, extension: str, caller: str) -> str:
    """Ring the employee *extension*, who goes through *graph* as somebody calling from *caller*.

    Commits, and returns the program's hash. Raise HasFaults, NoCaller, NoPhone, SwitchDown, or what can't be spoken.
    """
    names = known()
    who = Target.employee(extension)
    if extension not in names["employee"] or who in names["phoneless"]:
        raise NoPhone(_("%(extension)s has no phone that could be rung.", extension=extension))
    return _try(flow, graph, extension, "", caller)


def _try(flow: Flow, graph: Any, extension: str, account: str, caller: str) -> str:
    """Ring *account*, or all phones of the employee if it is ""."""
    seen = caller_of_a_trial(caller) if caller else extension
    program = service.ready(service.faultless(graph), _("The flow has faults, so no call can go through it."))
    exchange.set_trial(program, own_company().customer_number)
    db.session.commit()
    if live_warning():
        raise SwitchDown(_("The exchange does not answer. Try again in a moment."))
    number = next(iter(flow.all_numbers), "")
    company = own_company().customer_number
    wanted = TryFlow(company, extension, number, seen, program.sha, account, flow.name)
    switch_commands.send(config(), wanted)
    return program.sha
