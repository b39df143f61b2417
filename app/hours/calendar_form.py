"""Defines the form of a calendar: times for each weekday, rows of special days, and public holidays.

A button called "look" submits it for a preview only: it adds a row, copies a day, or shows the holidays of another
region. What was typed stays unchanged.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, SelectField, StringField, TimeField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.db import now
from app.hours.models import Calendar
from app.hours.public_holidays import HolidayChoice, PublicHoliday, countries, regions
from app.hours.special_days import SpecialDay, contradicted, special_day
from app.hours.week import DAYS, Intervals, Week, in_order, parse_hours, read_span, write_clock, write_hours
from app.settings.forms import SettingsForm
from app.web.forms import strip
from app.web.i18n import language
from designer.runtime.calendar import DAY_MINUTES

MOST_SPECIAL_DAYS = 100
MOST_DAYS = 366
MOST_NAME_CHARACTERS = 80
FIRST_YEAR, LAST_YEAR = 2000, 2100
OFFICE_WEEK: Week = [[[540, 1080]]] * 5 + [[], []]
NEW_SPAN = ("09:00", "17:00")


class SpansField(Field):  # type: ignore[misc]
    """Defines the hours of a day: times called name-from and name-to, in pairs.

    *rows* is what was typed; an empty pair is ignored.
    """

    rows: list[tuple[str, str]]

    def process(self, formdata: Any = None, data: Any = None, extra_filters: Any = None) -> None:
        """Read what was typed, or the calendar's hours."""
        self.process_errors: list[str] = []
        self.data: Intervals = data if isinstance(data, list) else []
        if formdata:
            pairs = zip_longest(*(formdata.getlist(f"{self.name}-{end}") for end in ("from", "to")), fillvalue="")
            self.rows = [(start, end) for start, end in pairs if start or end]
        else:
            self.rows = [(write_clock(start), write_clock(end)) for start, end in self.data]

    def pre_validate(self, form: FlaskForm) -> None:
        """Check the pairs and fill *data*."""
        try:
            self.data = in_order([self._span(*row) for row in self.rows])
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    def _span(self, start: str, end: str) -> list[int]:
        if not start or not end:
            raise ValueError(gettext("It needs a time from which and one until which you are there."))
        return read_span(start, end)


@dataclass
class SpecialRow:
    """Describes a special day as typed, with its errors."""

    name: str = ""
    first: str = ""
    last: str = ""
    yearly: str = ""
    hours: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was typed."""
        return not (self.name or self.first or self.last or self.hours)

    @property
    def sentence(self) -> str:
        """Return a text such as "Christmas 2026-12-24–2026-12-26 9:00–12:00"."""
        dates = "–".join(filter(None, (self.first, self.last)))
        often = [gettext("every year")] if self.yearly else []
        return " ".join(filter(None, (self.name, dates, *often, self.hours or gettext("closed"))))


PARTS = ("name", "first", "last", "yearly", "hours")


class SpecialDaysField(Field):  # type: ignore[misc]
    """Rows whose parts are called name-first and so on; *data* has the calendar's form."""

    rows: list[SpecialRow]

    def process(self, formdata: Any = None, data: Any = None, extra_filters: Any = None) -> None:
        """Read what was typed, or the calendar's special days."""
        self.process_errors: list[str] = []
        self.data: list[dict[str, Any]] = data if isinstance(data, list) else []
        if formdata:
            columns = (formdata.getlist(f"{self.name}-{part}") for part in PARTS)
            rows = zip_longest(*columns, fillvalue="")
            self.rows = [SpecialRow(*(part.strip() for part in row)) for row in rows]
        else:
            self.rows = [as_typed(special_day(each)) for each in self.data]

    def pre_validate(self, form: FlaskForm) -> None:
        """Check the rows and fill *data*."""
        found: list[SpecialDay] = []
        for row in self.rows:
            row.errors = []
            if row.is_empty:
                continue
            try:
                day = _special_day(row)
                _refuse_contradiction(day, found)
                found.append(day)
            except ValueError as problem:
                row.errors.append(str(problem))
        if len(found) > MOST_SPECIAL_DAYS:
            raise ValidationError(_("A calendar has at most %(most)s special days.", most=MOST_SPECIAL_DAYS))
        if any(row.errors for row in self.rows):
            raise ValidationError(_("Some special days can't be read."))
        self.data = [day.to_json() for day in sorted(found, key=lambda day: (day.first, day.last))]


def as_typed(day: SpecialDay) -> SpecialRow:
    """Return the row of a special day."""
    dates = (day.first.isoformat(), day.last.isoformat() if day.last != day.first else "")
    return SpecialRow(day.name, *dates, "yearly" if day.yearly else "", write_hours(day.hours))


def _special_day(row: SpecialRow) -> SpecialDay:
    if len(row.name) > MOST_NAME_CHARACTERS:
        raise ValueError(gettext("The name has at most %(most)s characters.", most=MOST_NAME_CHARACTERS))
    first = _date(row.first)
    last = _date(row.last) if row.last else first
    if last < first:
        raise ValueError(gettext("It ends before it begins."))
    if (last - first).days >= MOST_DAYS:
        raise ValueError(gettext("It lasts a year at most."))
    return SpecialDay(row.name, first, last, bool(row.yearly), parse_hours(row.hours, nights=True))


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as problem:
        raise ValueError(gettext("“%(text)s” is no date such as 2026-12-24.", text=text[:20])) from problem
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(gettext("The year is not between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    return found


def _refuse_contradiction(day: SpecialDay, others: list[SpecialDay]) -> None:
    if found := contradicted(day, others, now().year):
        other, when = found
        name = other.name or other.first.isoformat()
        raise ValueError(gettext("“%(name)s” says otherwise of %(day)s.", name=name, day=when.isoformat()))


class CalendarForm(SettingsForm):
    """Defines the fields of a calendar."""

    label = StringField(_("Name"), [DataRequired(), Length(max=80)], filters=[strip])
    revision = HiddenField(default="0")
    special = SpecialDaysField(_("Special days"))
    country = SelectField(_("Country"), default="", validate_choice=False)
    region = SelectField(_("Region"), default="", validate_choice=False)
    preview_day = DateField(_("Day"), [Optional()])
    preview_time = TimeField(_("Time"), [Optional()])

    def __init__(self, calendar: Calendar | None, country: str) -> None:
        """Fill the form from *calendar*, or with office hours. *country* is the company's, offered first."""
        week = calendar.week if calendar else OFFICE_WEEK
        chosen = HolidayChoice(**calendar.holidays) if calendar and calendar.holidays else None
        super().__init__(
            label=calendar.label if calendar else None,
            revision=str(calendar.revision) if calendar else "0",
            special=calendar.special_days if calendar else [],
            country=chosen.country if chosen else "",
            region=chosen.region if chosen else "",
            **{f"day{index}": hours for index, hours in enumerate(week)},
        )
        known = countries(language())
        own = [option for option in known if option[0] == country]
        self.country.choices = [("", gettext("None")), *own, *(option for option in known if option[0] != country)]
        self.region.choices = [("", gettext("The whole country")), *regions(self.country.data or "")]
        self._left_out = self._left_out_now(chosen)

    @property
    def days(self) -> list[SpansField]:
        """Return the fields of the seven days."""
        return [self[f"day{index}"] for index in range(len(DAYS))]

    @property
    def week(self) -> Week:
        """Return the hours of the week, in a valid form."""
        return [day.data for day in self.days]

    @property
    def holidays(self) -> HolidayChoice | None:
        """Return the chosen holidays, or None."""
        if not any(self.country.data == code for code, _name in self.country.choices[1:]):
            return None
        region = self.region.data if any(self.region.data == code for code, _name in self.region.choices) else ""
        return HolidayChoice(self.country.data, region, self._left_out)

    def shown_holidays(self) -> list[PublicHoliday]:
        """Return the holidays of this year and the next, in the reader's language."""
        year = now().year
        return list(self.holidays.holidays((year, year + 1), language())) if self.holidays else []

    def preview(self, what: str) -> None:
        """Handle a button that only previews (add a row, copy a day); ignore an unknown one."""
        verb, _dash, rest = what.partition("-")
        if verb in PREVIEWS:
            PREVIEWS[verb](self, rest)

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether the form is valid, including nights that reach into the next day."""
        is_valid = bool(super().validate(extra_validators))
        for day, sentence in self._late_nights():
            day.errors = [*day.errors, sentence]
            is_valid = False
        return is_valid

    def can_be_read(self) -> bool:
        """Return whether the typed hours are valid, without showing errors."""
        try:
            for day in self.days:
                day.pre_validate(self)
            self.special.pre_validate(self)
        except ValidationError:
            return False
        return not any(self._late_nights())

    def _late_nights(self) -> Iterator[tuple[SpansField, str]]:
        """Yield days whose last hours end after the first ones of the next day have begun."""
        for index, day in enumerate(self.days):
            following = self.days[(index + 1) % len(self.days)]
            if day.data and following.data and day.data[-1][1] - DAY_MINUTES > following.data[0][0]:
                one, other = write_hours(day.data[-1:]), write_hours(following.data[:1])
                yield day, gettext("%(one)s overlaps with %(other)s of the next day.", one=one, other=other)

    def _left_out_now(self, chosen: HolidayChoice | None) -> list[str]:
        """Return the holidays that were unticked among those shown; none for a choice that was not shown yet."""
        if not self.is_submitted() or not self.formdata:
            return chosen.left_out if chosen else []
        shown, ticked = (set(self.formdata.getlist(name)) for name in ("holiday-shown", "holiday-counts"))
        return sorted(shown - ticked)

    @property
    def formdata(self) -> Any:
        """Return the submitted fields."""
        return request.form


def _add(form: CalendarForm, rest: str) -> None:
    if day := _day(form, rest):
        day.rows.append(NEW_SPAN if not day.rows else ("", ""))


def _drop(form: CalendarForm, rest: str) -> None:
    index, _dash, row = rest.partition("-")
    if (day := _day(form, index)) and row.isdecimal() and int(row) < len(day.rows):
        del day.rows[int(row)]


def _day(form: CalendarForm, index: str) -> SpansField | None:
    return form.days[int(index)] if index.isdecimal() and int(index) < len(DAYS) else None


def _copy(form: CalendarForm, _rest: str) -> None:
    if source := _day(form, form.formdata.get("copy-from", "")):
        for each in _copied_to(form):
            each.rows = list(source.rows)


def _copied_to(form: CalendarForm) -> Iterator[SpansField]:
    for index in form.formdata.getlist("copy-to"):
        if day := _day(form, index):
            yield day


def _special(form: CalendarForm, rest: str) -> None:
    rows = form.special.rows
    if rest == "add":
        rows.append(SpecialRow())
    elif rest.isdecimal() and int(rest) < len(rows):
        del rows[int(rest)]


PREVIEWS: dict[str, Callable[[CalendarForm, str], None]] = {
    "add": _add,
    "drop": _drop,
    "copy": _copy,
    "special": _special,
}

for _index, _name in enumerate(DAYS):
    setattr(CalendarForm, f"day{_index}", SpansField(_name))
