"""Rings the user's own phone and lets them hear what callers of a number hear."""

from flask_babel import gettext as _

from app.company.service import own_company
from app.config import config
from app.exchange import service as exchange
from app.exchange.registrations import registrations
from app.flows.models import Number
from app.flows.trial_callers import caller_of_a_trial
from app.flows.trials import NoPhone, SwitchDown
from app.gateways import switch_commands
from app.web.errors import Refused
from switch.orders import TryFlow


class NothingPublished(Refused):
    """Says that callers of the number are refused."""

    code = "nothing_published"


def ring(number: Number, extension: str | None, caller: str) -> None:
    """Ring the employee *extension*, who then hears *number* as somebody calling from *caller* does.

    "" is an anonymous caller. *extension* None: the user is not an employee. Raise NothingPublished, NoCaller,
    NoPhone or SwitchDown.
    """
    company = own_company().customer_number
    published = exchange.entry(exchange.key_of(number.number, company))
    if published is None:
        raise NothingPublished(_("Nothing is published on %(number)s yet.", number=number.number))
    seen = caller_of_a_trial(caller)
    if extension is None:
        raise NoPhone(_("You are not one of the employees, so there is no phone of yours to ring."))
    _refuse_unreachable(extension, company)
    shown = number.flow.name if number.flow else number.number
    wanted = TryFlow(company, extension, number.number, seen, published["program"], "", shown)
    switch_commands.send(config(), wanted)


def is_reachable(extension: str) -> bool:
    """Return whether any phone of the employee *extension* would ring now."""
    registered = registrations(_phones(extension, own_company().customer_number))
    return any((registered or {}).values())


def _phones(extension: str, company: str) -> list[str]:
    directory = exchange.directory_of(company)
    employee = directory["employees"].get(extension) if directory else None
    return employee["phones"] if employee else []


def _refuse_unreachable(extension: str, company: str) -> None:
    phones = _phones(extension, company)
    if not phones:
        raise NoPhone(_("You have no phone yet. Add one to yourself under Employees."))
    registered = registrations(phones)
    if registered is None:
        raise SwitchDown(_("The exchange does not answer. Try again in a moment."))
    if not any(registered.values()):
        raise NoPhone(_("None of your phones is connected: %(phones)s.", phones=", ".join(phones)))
