"""Writes days and stretches of days as people read them."""

from calendar import monthrange
from datetime import date, timedelta

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from app.web.i18n import with_year

PATTERNS = {
    "en": {"weekday": "EEE d MMM", "day": "d MMMM", "short": "d MMM", "number": "d", "month": "MMMM", "wide": "EEEE"},
    "de": {
        "weekday": "EEE d. MMM",
        "day": "d. MMMM",
        "short": "d. MMM",
        "number": "d.",
        "month": "MMMM",
        "wide": "EEEE",
    },
}
WEEK = 7


def _written(day: date, kind: str, today: date | None = None) -> str:
    """Return a day with its year if it isn't that of *today*, None for never."""
    locale = get_locale()
    pattern = PATTERNS[locale.language if locale else "en"][kind]
    return str(format_date(day, with_year(pattern, day, today or day))).replace("..", ".")


def weekday_and_day(day: date, today: date) -> str:
    """Return a day such as "Fri 20 Nov"; with the year if it isn't that of *today*."""
    return _written(day, "weekday", today)


def weekday_and_number(day: date) -> str:
    """Return a day such as "Fri 20", where the month is clear."""
    return f"{short_weekday(day.weekday())} {_written(day, 'number')}"


def day_and_month(day: date) -> str:
    """Return a day such as "20 Nov"."""
    return _written(day, "short")


def weekday(number: int) -> str:
    """Return a weekday by its number, of which 0 is Monday."""
    return _written(date(2024, 1, 1) + timedelta(days=number), "wide")


def short_weekday(number: int) -> str:
    """Return a weekday in two or three letters by its number, of which 0 is Monday."""
    return str(format_date(date(2024, 1, 1) + timedelta(days=number), "EEE")).rstrip(".")


def month(day: date) -> str:
    """Return the month of a day, such as "Nov 2026"."""
    return str(format_date(day, "MMM y"))


def span(first: date, last: date, today: date) -> str:
    """Return a stretch of days, such as "1 to 24 November"; with the year if it isn't that of *today*."""
    if first == last:
        return _written(first, "weekday", today)
    if is_whole_month(first, last):
        return _written(first, "month", today)
    if (first.year, first.month) == (last.year, last.month):
        begin = _written(first, "number")
        return str(_("%(first)s to %(last)s", first=begin, last=_written(last, "day", today)))
    begin = _written(first, "short", last)
    return str(_("%(first)s to %(last)s", first=begin, last=_end(first, last, today)))


def short_span(first: date, last: date, today: date) -> str:
    """Return a stretch of days in little room, such as "2–31 Oct"; with the year if it isn't that of *today*."""
    if first == last:
        return _written(first, "short", today)
    if is_whole_month(first, last):
        return str(format_date(first, with_year("MMM", first, today))).rstrip(".")
    is_in_month = (first.year, first.month) == (last.year, last.month)
    begin = _written(first, "number") if is_in_month else _written(first, "short", last)
    return f"{begin}–{_end(first, last, today)}"


def _end(first: date, last: date, today: date) -> str:
    """Return the last day of a stretch, also with its year if that is not the year of the first."""
    return _written(last, "short", today if last.year != today.year else first)


def is_whole_month(first: date, last: date) -> bool:
    """Return whether the days are those of a calendar month."""
    return first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])


def days_of(first: date, last: date) -> list[date]:
    """Return all days from *first* to *last*."""
    return [first + timedelta(days=each) for each in range((last - first).days + 1)]
