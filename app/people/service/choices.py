"""Changes what people say of themselves: that they are free, pause, don't want to be disturbed, or are away."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.company.noting import note_presence
from app.company.service import own_company
from app.db import db, now
from app.people.models import Employee, PauseReason
from app.people.states import FREE
from app.ports.people_states import LABELS
from app.web.errors import Refused
from designer.runtime.journal_entries import ChosenState

CHOICES: tuple[ChosenState, ...] = ("free", "paused", "do_not_disturb", "away")
GERMAN = frozenset(("DE", "AT", "CH", "LI"))
FIRST_REASONS = _l("Break"), _l("Lunch"), _l("Paperwork"), _l("Meeting")
"""Those of a company that has no list of its own."""

MOST_REASONS = 20
MOST_MINUTES = 24 * 60
TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


class BadChoice(Refused):
    """Says that somebody asked for a state that there is not."""

    code = "unknown"


class NoReason(Refused):
    """Says that a pause has no reason of the company's list."""

    code = "no_reason"


class BadTime(Refused):
    """Says that a choice ends at no time that there is."""

    code = "bad_time"


def reasons() -> Sequence[PauseReason]:
    """Return the reasons for which people of the company pause, in their order."""
    found = db.session.scalars(select(PauseReason).order_by(PauseReason.position)).all()
    if found:
        return found
    with force_locale("de" if own_company().country in GERMAN else "en"):
        names = [str(each) for each in FIRST_REASONS]
    return [PauseReason(name=name, rings=False, position=place) for place, name in enumerate(names)]


def reasons_json() -> list[dict[str, str]]:
    """Return the reasons as pages get them: *id* is what they send back."""
    return [{"id": each.name, "name": each.name} for each in reasons()]


def offered() -> list[tuple[str, str]]:
    """Return (value, label) of all that a form offers: "free", "paused:Lunch", "do_not_disturb", "away"."""
    pauses = [(f"paused:{each.name}", f"{LABELS['paused']}: {each.name}") for each in reasons()]
    return [
        ("free", str(LABELS["free"])),
        *pauses,
        ("do_not_disturb", str(LABELS["do_not_disturb"])),
        ("away", str(LABELS["away"])),
    ]


def value_of(employee: Employee) -> str:
    """Return what the employee has chosen, as a value of ``offered``."""
    is_over = employee.chosen_until is not None and employee.chosen_until <= now()
    if is_over or employee.chosen != "paused":
        return FREE if is_over else employee.chosen
    return f"paused:{employee.chosen_reason}"


def said(state: str) -> str:
    """Return what to tell somebody who has chosen *state*."""
    return str(_("Calls ring again.") if state == FREE else _("Calls from groups and queues don't ring any more."))


def set_reasons(wanted: Sequence[tuple[str, bool]]) -> None:
    """Make these (name, rings) the company's reasons. Stretches of before keep the reasons that they had."""
    kept = {each.name: each for each in db.session.scalars(select(PauseReason))}
    for place, (name, rings) in enumerate(wanted):
        if name in kept:
            reason = kept.pop(name)
            reason.rings, reason.position = rings, place
        else:
            db.session.add(PauseReason(name=name, rings=rings, position=place))
    for gone in kept.values():
        db.session.delete(gone)


def choose(employee: Employee, state: str, reason: str = "", until: datetime | None = None) -> None:
    """Let the employee be in *state* from now on, perhaps *until* a moment. Whoever pauses has a *reason* of the
    company's. Raise BadChoice or NoReason."""
    if state not in CHOICES:
        raise BadChoice(_("Choose whether you are free, pause, don't want to be disturbed, or are away."))
    known = {each.name: each for each in reasons()} if state == "paused" else {}
    if known and reason not in known:
        raise NoReason(_("Choose a reason for the pause."))
    if state != "paused":
        reason = ""
    if state == FREE:
        until = None
    if _is_in(employee, state, reason, until):
        return
    employee.chosen, employee.chosen_reason, employee.chosen_until = state, reason, until
    employee.chosen_rings = bool(reason) and known[reason].rings
    employee.chosen_since = now()
    note_presence(employee.extension, state, reason, until)


def _is_in(employee: Employee, state: str, reason: str, until: datetime | None) -> bool:
    """Return whether the employee is in that state already; one whose time is over is not."""
    is_over = employee.chosen_until is not None and employee.chosen_until <= now()
    here = employee.chosen, employee.chosen_reason, employee.chosen_until
    return here == (state, reason, until) and not is_over


def end_of(minutes: Any, at: Any) -> datetime | None:
    """Return when a choice ends: in so many *minutes*, or the next time that the company's clock shows *at*, "13:30".
    None if neither is given. Raise BadTime."""
    if at not in (None, ""):
        return _next_time(str(at))
    if minutes in (None, ""):
        return None
    count = int(minutes) if str(minutes).isdecimal() and len(str(minutes)) < 6 else 0
    if not 1 <= count <= MOST_MINUTES:
        raise BadTime(_("Write a number of minutes from 1 to %(most)s.", most=MOST_MINUTES))
    return now().replace(microsecond=0) + timedelta(minutes=count)


def _next_time(at: str) -> datetime:
    clock = own_company().clock
    here = now().astimezone(clock)
    found = TIME.fullmatch(at.strip())
    if found is None:
        raise BadTime(_("Write a time such as 13:30."))
    wanted = time(int(found[1]), int(found[2]))
    for days in (0, 1):
        moment = datetime.combine(here.date() + timedelta(days=days), wanted, clock).astimezone(now().tzinfo)
        if moment > now():
            return moment
    raise BadTime(_("Write a time such as 13:30."))
