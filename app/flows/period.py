"""Defines a period of the company's days, both ends included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from flask_babel import gettext as _

from app.company.service import own_company
from app.db import now
from app.flows.body import day
from app.web.errors import Refused

MOST_DAYS = 366


class NoPeriod(Refused):
    """Says that the period ends before it begins, or reaches to the ends of time."""

    code = "malformed"


@dataclass(frozen=True)
class Period:
    """Describes the days from *first* to *last* in *zone*. Creating it raises NoPeriod."""

    first: date
    last: date
    zone: tzinfo

    def __post_init__(self) -> None:
        """Check the days."""
        if self.last < self.first or self.first == date.min or self.last == date.max:
            raise NoPeriod(_("The last day is before the first, or there is no such day."))

    @property
    def begins(self) -> datetime:
        """Return its first moment."""
        return self._midnight(self.first)

    @property
    def ends(self) -> datetime:
        """Return the moment just after it."""
        return self._midnight(self.last + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


def period(first: date, last: date) -> Period:
    """Return a period in the company's time zone. Raise NoPeriod if it ends before it begins or can't be counted."""
    return Period(first, last, own_company().clock)


def requested_period(asked: Mapping[str, str]) -> Period:
    """Return the period that a query asks for: "from" and "to", or "days" up to today (1 by default).

    Raise NoPeriod if it ends before it begins or can't be counted, or Malformed if a day can't be read.
    """
    if "from" in asked or "to" in asked:
        given = {"from": asked.get("from"), "to": asked.get("to")}
        return period(day(given, "from"), day(given, "to"))
    text = asked.get("days", "1")
    if not (text.isdecimal() and 1 <= int(text) <= MOST_DAYS):
        raise NoPeriod(_("The number of days must be from 1 to %(most)s.", most=MOST_DAYS))
    today = now().astimezone(own_company().clock).date()
    return period(today - timedelta(days=int(text) - 1), today)
