"""Takes a new INVITE from outside or from an employee's phone: who calls, whom, and whether there is room."""

import secrets
from typing import NamedTuple

import KSR

from designer.runtime import numbers
from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import RefusalReason
from designer.runtime.numbers import NumberingPlan
from switch import admission, browsers, caller, dialogs, guests, nat, refusals, registrations, store, timers
from switch.browsers import Browsers
from switch.calls import Calls
from switch.entries import PhoneEntry, ProgramEntry
from switch.media import Media
from switch.message import described, pv, user
from switch.ng import MediaDown, MediaFull, MediaRefused
from switch.settings import Settings
from switch.slots import Slot, close_media, slot


class Target(NamedTuple):
    """Names what was dialled: the *number* of a *company*, and the *entry* by which its call begins."""

    company: str
    number: str
    entry: ProgramEntry


class Identity(NamedTuple):
    """Describes a caller as the company that is called sees them. *extension* is "" for all but its own employees."""

    number: str
    name: str
    extension: str

    @property
    def direction(self) -> str:
        """Return it as in ``CallArrived``."""
        return "internal" if self.extension else "inbound"


def arrive(settings: Settings, media: Media, at_browsers: Browsers, calls: Calls) -> None:
    """Answer the INVITE being worked on by the published flow, or refuse it. One that came before by another route is
    the same call (RFC 3261 section 8.2.2.2), and one of our own goes round in a circle."""
    if nat.comes_from_ourselves() or store.dialog_of(store.caller_key(pv("$ci"), pv("$ft"))):
        KSR.sl.sl_send_reply(482, "Loop Detected")
        return
    phone, go_on = registrations.caller_phone(settings)
    if not go_on:
        return
    if phone is None and (browsers.speaks() or not settings.is_trunk(pv("$si"))):
        KSR.sl.sl_send_reply(403, "Forbidden")
        note_refused(settings, 403)
        return
    guests.know()
    found = _inner(phone, pv("$ru")) or _outer(phone, settings.trunk_plan)
    if found is None:
        KSR.sl.sl_send_reply(404, "Not Found")
        note_refused(settings, 404, phone)
    elif not (offer := described()):
        KSR.sl.sl_send_reply(488, "Not Acceptable Here")
        note_refused(settings, 488, phone, found)
    else:
        with slot(settings.max_calls, (event := _arrival(found, phone, settings)).call) as room:
            if room is None or not admission.count():
                admission.refuse()
                note_refused(settings, 503, phone, found, admission.why_shut())
            else:
                _begin(event, phone, offer, room, media, at_browsers, calls)


def note_refused(
    settings: Settings,
    status: int,
    phone: PhoneEntry | None = None,
    found: Target | None = None,
    why: RefusalReason = "",
) -> None:
    """Note that the INVITE being worked on was refused, and whose it was."""
    if not refusals.is_wanted(status, why):
        return
    found = found or _outer(phone, settings.trunk_plan)
    company = found.company if found else phone["company"] if phone else ""
    number = found.number if found else user("$rU")
    who = _identity(phone, company, settings.trunk_plan)
    if status == 404 and phone:
        why = _why_nowhere(phone, number)
    refusals.note(timers.now_ms(), status, company, who.number, number, who.direction, why)


def _why_nowhere(phone: PhoneEntry, number: str) -> RefusalReason:
    """Return why an employee who has dialled *number* reaches nobody."""
    plan = store.company_directory(phone["company"]).get("numbering")
    is_inner = numbers.is_extension(number) and not numbers.is_emergency(plan, number)
    return "extension" if is_inner else "outside"


def _inner(phone: PhoneEntry | None, written: str) -> Target | None:
    """Return what an employee has dialled within their own company; None if it leads nowhere."""
    dialled = numbers.dialled(written)
    if phone is None or not dialled.isdecimal():
        return None
    company = phone["company"]
    inner = store.inner_entry(company, dialled)
    if inner is None and dialled in store.company_directory(company)["employees"]:
        inner = store.inner_entry(company, "*")
    return Target(company, dialled, inner) if inner else None


def _outer(phone: PhoneEntry | None, carriers: NumberingPlan | None) -> Target | None:
    """Return the number outside that was dialled; those of *carriers* are written as in their country. None if it leads
    nowhere."""
    plan = store.company_directory(phone["company"]).get("numbering") if phone else carriers
    for number in caller.dialled_numbers(plan, is_carrier=phone is None):
        if outer := store.number_entry(number):
            return Target(outer["company"], number, outer)
    return None


def _identity(phone: PhoneEntry | None, company: str, carriers: NumberingPlan | None) -> Identity:
    """Return who calls *company*. Another company's phone has no number there: its extension would be that of somebody
    else, and no number stands for all phones of a company."""
    if phone is None:
        number = caller.number_of_caller(carriers)
        return Identity(number, caller.name_of_caller(number), "")
    if phone["company"] != company:
        return Identity(numbers.ANONYMOUS, "", "")
    return Identity(phone["extension"], caller.name_written(), phone["extension"])


def _begin(
    event: CallArrived,
    phone: PhoneEntry | None,
    offer: str,
    room: Slot,
    media: Media,
    at_browsers: Browsers,
    calls: Calls,
) -> None:
    caller = dialogs.take_invite(pv("$fU") if phone else "", offer)
    if caller is None:
        return
    if not store.is_first(f"INVITE {caller['call_id']} {caller['tag']} {caller['cseq']}"):
        KSR.tm.t_reply(482, "Loop Detected")
        return
    room.held.callback(close_media, media, event.call)
    try:
        if browsers.speaks():
            store.remember_socket(browsers.address(), store.caller_key(caller["call_id"], caller["tag"]))
            caller["gateway"] = browsers.gateway(event.call)
            room.held.callback(at_browsers.close_quietly, caller["gateway"])
            caller["sdp"], caller["source"] = at_browsers.offered(caller["gateway"], caller["sdp"]), ""
        media.open(event.call, caller)
    except (MediaDown, MediaRefused) as error:
        _no_media(error, event)
        return
    calls.begin(room, event, caller, phone)


def _arrival(found: Target, phone: PhoneEntry | None, settings: Settings) -> CallArrived:
    at = timers.now_ms()
    sha = store.company_directory_hash(found.company)
    who = _identity(phone, found.company, settings.trunk_plan)
    return CallArrived(
        at=at,
        call=f"{at:x}-{secrets.token_hex(6)}",
        company=found.company,
        caller=who.number,
        caller_name=who.name,
        number=found.number,
        program=store.program_in(found.entry),
        directory=sha,
        direction=who.direction,
        extension=who.extension,
        chance=secrets.randbits(32),
    )


def _no_media(error: Exception, event: CallArrived) -> None:
    status, why = _refusal(error)
    if status == 503:
        KSR.warn(f"refused a call: {error}\n")
        admission.retry_later()
        KSR.tm.t_reply(503, "Service Unavailable")
    else:
        KSR.warn(f"refused an offer: {error}\n")
        KSR.tm.t_reply(488, "Not Acceptable Here")
    if refusals.is_wanted(status, why):
        refusals.note(event.at, status, event.company, event.caller, event.number, event.direction, why)


def _refusal(error: Exception) -> tuple[int, RefusalReason]:
    """Return the SIP status and the reason of a call that the media server has not taken."""
    match error:
        case MediaFull():
            return 503, "media_full"
        case MediaDown():
            return 503, "media_down"
    return 488, ""
