"""Reckons with days: what "last week" and "3 October" are, seen from today."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DATE = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2}))|(?:(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2})?)?)")
WEEK = timedelta(7)
EARLIEST_YEAR, LATEST_YEAR = 1970, 2100

PRESETS = {
    ("day", 0): "today",
    ("day", 1): "yesterday",
    ("month", 0): "month",
    ("month", 1): "last_month",
    ("year", 0): "year",
    ("year", 1): "last_year",
}
"""Names the periods that pages offer, by their span and how many spans ago they were."""

DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
"""Gives how many days a span has, if it always has so many."""

LENGTHS = {7: "7d", 30: "30d"}


@dataclass(frozen=True, slots=True)
class Days:
    """Describes the days *first* to *last*, both included. *preset* is their name if pages have one for them; *weekday*
    is that of "on Monday", which may mean each Monday of another period."""

    first: date
    last: date
    preset: str = ""
    weekday: str = ""

    @property
    def args(self) -> list[tuple[str, str]]:
        """Return the parameters of a URL that say these days."""
        if self.preset:
            return [("period", self.preset)]
        return [("from", self.first.isoformat()), ("to", self.last.isoformat())]


def preset(name: str, today: date) -> Days:
    """Return the days of "today" or "yesterday"."""
    day = today - timedelta(name == "yesterday")
    return Days(day, day, name)


def spans_ago(span: str, count: int, today: date) -> Days:
    """Return the whole day, week, month, quarter, year or weekend *count* before the one in progress."""
    name = PRESETS.get((span, count), "")
    if span == "day":
        day = today - timedelta(count)
        return Days(day, day, name)
    if span == "fortnight":
        end = today - 2 * count * WEEK
        return Days(end - 2 * WEEK + timedelta(1), end)
    if span in ("week", "weekend"):
        monday = today - timedelta(today.weekday()) - count * WEEK
        return Days(monday + timedelta(5 if span == "weekend" else 0), monday + timedelta(6))
    months = {"month": 1, "quarter": 3, "year": 12}[span]
    begin = _month_begin(today, -(months * count + (today.month - 1) % months))
    end = _month_begin(begin, months) - timedelta(1)
    return Days(begin, end if count else min(end, today), name)


def this(span: str, today: date) -> Days:
    """Return what has passed of the week, month, quarter or year in progress."""
    days = spans_ago(span, 0, today)
    return Days(days.first, max(days.first, min(days.last, today)), days.preset)


def last_spans(span: str, count: int, today: date) -> Days | None:
    """Return the last *count* days, weeks, months ... with today as the last day; None before the calendar begins."""
    if not 0 < count < 1000:
        return None
    if span in DAYS_OF:
        length = count * DAYS_OF[span]
        return Days(today - timedelta(length - 1), today, LENGTHS.get(length, ""))
    if span == "weekend":
        return Days(spans_ago("weekend", count, today).first, spans_ago("weekend", 1, today).last)
    months = count * {"month": 1, "quarter": 3, "year": 12}[span]
    if months > 12 * (today.year - EARLIEST_YEAR):
        return None
    begin = _month_begin(today, -months)
    day = min(today.day, monthrange(begin.year, begin.month)[1])
    return Days(begin.replace(day=day) + timedelta(1), today)


def month(number: int, year: int | None, today: date) -> Days:
    """Return a month: without a year, the last one that has begun."""
    year = year or today.year - (number > today.month)
    begin = date(year, number, 1)
    return Days(begin, _month_begin(begin, 1) - timedelta(1))


def quarter(number: int, year: int | None, today: date) -> Days | None:
    """Return a quarter: without a year, the last one that has begun."""
    if not 1 <= number <= 4:
        return None
    begins = month(3 * number - 2, year, today).first
    return Days(begins, _month_begin(begins, 3) - timedelta(1))


def week(number: int, year: int | None, today: date) -> Days | None:
    """Return a week by its number of ISO 8601: without a year, the last one that has begun."""
    try:
        monday = date.fromisocalendar(year or today.year, number, 1)
        if not year and monday > today:
            monday = date.fromisocalendar(today.year - 1, number, 1)
    except ValueError:
        return None
    return Days(monday, monday + timedelta(6))


def day_of(number: int, month_number: int, year: int | None, today: date) -> Days | None:
    """Return a day: without a year, the last such one that has come; None if there is no such day."""
    years = [year] if year else range(today.year, today.year - 5, -1)
    for each in years:
        try:
            found = date(each, month_number, number)
        except ValueError:
            continue
        if year or found <= today:
            return Days(found, found)
    return None


def day_of_month(number: int, today: date) -> Days | None:
    """Return the last day that had this number in its month."""
    for months in range(3):
        begin = _month_begin(today, -months)
        if 1 <= number <= monthrange(begin.year, begin.month)[1] and begin.replace(day=number) <= today:
            return Days(begin.replace(day=number), begin.replace(day=number))
    return None


def written(text: str, today: date) -> Days | None:
    """Return the day of "24.12.", "24/12", "3.11.26" or "2026-11-03"; None if there is none."""
    found = DATE.fullmatch(text)
    if not found:
        return None
    if found[1]:
        return day_of(int(found[3]), int(found[2]), int(found[1]), today)
    number, month_number = int(found[4]), int(found[5])
    if month_number > 12 >= number:
        number, month_number = month_number, number
    return day_of(number, month_number, _year(found[6]), today)


def weekday(name: str, today: date) -> Days:
    """Return the last such weekday before today."""
    back = (today.weekday() - WEEKDAYS.index(name) - 1) % 7 + 1
    day = today - timedelta(back)
    return Days(day, day, weekday=name)


def within(days: Days, name: str) -> Days:
    """Return the weekday of a week."""
    day = days.first + timedelta((WEEKDAYS.index(name) - days.first.weekday()) % 7)
    return Days(day, day)


def third(number: int, days: Days) -> Days | None:
    """Return the beginning, the middle or the end of *days*; None if these are too few to have any."""
    length = (days.last - days.first).days + 1
    if length < 3:
        return None
    begins = [0, length // 3, 2 * length // 3, length]
    if length > 27:
        begins = [0, 10, 20, length]
    return Days(days.first + timedelta(begins[number - 1]), days.first + timedelta(begins[number] - 1))


def half(number: int, days: Days) -> Days:
    """Return the first or the second half of *days*."""
    middle = days.first + timedelta((days.last - days.first).days // 2)
    return Days(days.first, middle) if number == 1 else Days(middle + timedelta(1), days.last)


def is_year(number: int) -> bool:
    """Return whether *number* is that of a year with calls."""
    return EARLIEST_YEAR <= number < LATEST_YEAR


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month_begin(day: date, months: int) -> date:
    """Return the first day of the month so many *months* after that of *day*."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
