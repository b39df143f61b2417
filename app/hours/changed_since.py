"""Finds what somebody else saved while a form was open."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.hours.calendar_form import CalendarForm, as_typed
from app.hours.models import Calendar
from app.hours.special_days import special_day
from app.hours.week import write_hours


@dataclass(frozen=True)
class Stored:
    """Describes a *part* of the form that is stored with another value."""

    part: str
    text: str


def stored_otherwise(form: CalendarForm, calendar: Calendar) -> list[Stored]:
    """Return the parts in which the stored calendar differs from the form."""
    return list(_differences(form, calendar))


def _differences(form: CalendarForm, calendar: Calendar) -> Iterator[Stored]:
    if form.label.data != calendar.label:
        yield Stored(_("Name"), calendar.label)
    for day, hours in zip(form.days, calendar.week, strict=True):
        if day.data != hours:
            yield Stored(str(day.label.text), write_hours(hours) or _("closed"))
    if form.special.data != calendar.special_days:
        rows = (as_typed(special_day(each)) for each in calendar.special_days)
        yield Stored(_("Special days"), "; ".join(row.sentence for row in rows) or _("none"))
    if (form.holidays.to_json() if form.holidays else None) != calendar.holidays:
        chosen = calendar.holidays or {}
        places = " ".join(part for part in (chosen.get("country"), chosen.get("region")) if part)
        left_out = ", ".join(chosen.get("left_out", []))
        without = _("%(place)s without %(names)s", place=places, names=left_out) if left_out else places
        yield Stored(_("Public holidays"), without or _("none"))
