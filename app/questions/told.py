"""Says in words which period a question means, and what it compares with."""

from datetime import date, timedelta

from babel.dates import format_interval, format_skeleton
from flask_babel import LazyString, format_date, get_locale
from flask_babel import lazy_gettext as _

from app.ports.figures import Selection
from app.web.i18n import day

PERIODS: dict[str, LazyString] = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "7d": _("Last 7 days"),
    "30d": _("Last 30 days"),
    "month": _("This month"),
    "last_month": _("Last month"),
    "year": _("This year"),
    "last_year": _("Last year"),
}

COMPARED: dict[str, LazyString] = {"previous": _("The period before"), "year": _("The same days a year before")}


def told_period(selection: Selection) -> str:
    """Return "Last month", "October 2026", "Fri 13 Nov 2026" or "1–15 Oct 2026"."""
    if selection.period in PERIODS:
        return str(PERIODS[selection.period])
    first, last = selection.first, selection.last
    if first == last:
        return f"{format_date(first, 'EEE')} {day(first)}"
    locale = get_locale() or "en"
    if _is_whole_month(first, last):
        return str(format_skeleton("yMMMM", first, locale=locale))
    return str(format_interval(first, last, "yMMMd", locale=locale))


def _is_whole_month(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(1)).day == 1 and (first.year, first.month) == (last.year, last.month)
