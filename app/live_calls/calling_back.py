"""Calls missed callers back by the exchange: it rings the user's own phone first, and then the caller's number."""

from collections.abc import Sequence

from flask import abort
from flask_babel import gettext as _

from app.auth.permissions import may
from app.company.service import own_company
from app.config import config
from app.exchange.service import numbers_of
from app.live_calls.refusals import NoCarrier, NoNumber, NotNow
from app.live_calls.service import carry_out, groups_seen, keep, own_phone
from app.numbering import plan_of
from app.phone_numbers import is_complete, readable
from app.ports.browser_phones import EmployeeIdentity
from app.ports.call_records import CallRecord, call_records
from app.ports.callers import callers
from app.ports.calls import calls
from designer.runtime.numbers import can_be_called_back
from switch.act_orders import CallOutside

__all__ = ["are_offered", "call_back", "reaches"]


def are_offered() -> bool:
    """Return whether the user may call back, and there is a carrier to do so."""
    return bool(config().trunk) and may("act")


def reaches(caller: str) -> bool:
    """Return whether a *caller* from outside came with a complete number, which may be called."""
    plans = own_company().numbering_plan, plan_of(config().trunk_country)
    return is_complete(caller) and can_be_called_back(caller, *plans)


def call_back(call: str, me: EmployeeIdentity | None) -> str:
    """Ring the phones of *me*, the user, and then the caller of *call*. Return what to tell them."""
    record = _seen(call)
    _refuse_caller(record)
    employee = own_phone(me)
    name = callers().names_of([record.caller]).get(record.caller) or record.caller_name or readable(record.caller)
    company = own_company().customer_number
    line = _line_of(record, numbers_of(company))
    shown = _("Call back: %(name)s", name=name)
    carry_out(CallOutside(company, employee.extension, record.caller, _group_of(record), line, shown), employee.name)
    keep("called back", call, name)
    return str(_("Your phone rings. Once you answer, %(caller)s is called.", caller=name))


def _seen(call: str) -> CallRecord:
    """End the request with 404 if there is no such call, or the user may not see it."""
    found = call_records().records([call]) if calls().path_of(call) else []
    if not found:
        abort(404)
    return found[0]


def _group_of(record: CallRecord) -> str:
    """Return the last of the groups for which the caller waited, or that was rung, among those that the user may see;
    "" for none."""
    seen = groups_seen()
    named = [*(leg.group for leg in record.legs), *(wait.group for wait in record.waits)]
    return next((group for group in reversed(named) if group in seen), "")


def _line_of(record: CallRecord, lines: Sequence[str]) -> str:
    """Return the number of the company that the caller had called, or another of its *lines* if that one is gone."""
    return record.number if record.number in lines else next(iter(lines), "")


def _refuse_caller(record: CallRecord) -> None:
    if not config().trunk:
        raise NoCarrier(_("No carrier is connected, so the exchange can't call numbers outside."))
    if record.direction != "inbound" or not reaches(record.caller):
        raise NoNumber(_("This caller can't be called back: there is no complete number outside."))
    if record.ended_at is None:
        raise NotNow("goes_on", _("This call is still going on."))
