"""Finds the local days of a period, and of the one that it is compared with."""

from dataclasses import replace
from datetime import date, timedelta

from app.ports.figures import Selection

PERIODS = ("today", "yesterday", "7d", "30d", "month", "last_month", "year", "last_year")
"""The presets, in the order in which pages show them."""

COMPARED = ("previous", "year")


def days_of(period: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a preset. Raise KeyError if there is none of that name."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    year = today.replace(month=1, day=1)
    return {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "7d": (today - timedelta(days=6), today),
        "30d": (today - timedelta(days=29), today),
        "month": (month, today),
        "last_month": (before.replace(day=1), before),
        "year": (year, today),
        "last_year": (year.replace(year=year.year - 1), year - timedelta(days=1)),
    }[period]


def compared(selection: Selection) -> Selection | None:
    """Return what *selection* is compared with: as many days directly before it, or the same days of the year before.

    A month is compared with the month before, as far as it goes; the same holds for a year.
    """
    if not selection.compare:
        return None
    first, last = selection.first, selection.last
    if selection.compare == "year" or selection.period in ("year", "last_year"):
        begins, ends = _a_year_before(first), _a_year_before(last)
    elif selection.period in ("month", "last_month"):
        begins, ends = _month_before(selection)
    else:
        begins, ends = first - (last - first) - timedelta(days=1), first - timedelta(days=1)
    return replace(selection, first=begins, last=ends, period="", compare="")


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _month_before(selection: Selection) -> tuple[date, date]:
    end = selection.first - timedelta(days=1)
    begins = end.replace(day=1)
    if selection.period == "last_month":
        return begins, end
    return begins, min(end, begins + (selection.last - selection.first))
