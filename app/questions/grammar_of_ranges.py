"""Holds the rules of periods from one day to another, and of those that begin or end with one."""

from datetime import timedelta
from typing import Any

from app.questions import days
from app.questions.days import Days
from app.questions.parsing import Parse, Rule


def _weeks(parse: Parse, _one: str, first: int, *rest: Any) -> Days | None:
    """Return "weeks 45 to 46"."""
    last, *year = [each for each in rest if isinstance(each, int)]
    begin, end = (days.week(each, year[0] if year else None, parse.today) for each in (first, last))
    return Days(begin.first, end.last) if begin and end and begin.first < end.first else None


def _first_to_last(_parse: Parse, first: Days, last: Days) -> Days | None:
    """Return the days from one to the other; the first is in the year before if it would be later."""
    begin = days.weekday(first.weekday, last.last).first if first.weekday else first.first
    if begin > last.last:
        return _year_earlier(first, last)
    return Days(begin, last.last)


def _both(_parse: Parse, one: Days, other: Days) -> Days | None:
    """Return "September and October", which follow each other."""
    first, last = sorted((one, other), key=lambda each: each.first)
    follows = first.last + timedelta(1) == last.first and not (one.weekday or other.weekday)
    return Days(first.first, last.last) if follows else None


def _year_earlier(first: Days, last: Days) -> Days | None:
    try:
        begin = first.first.replace(year=first.first.year - 1)
    except ValueError:
        return None
    return Days(begin, last.last) if begin <= last.last else None


def _number_to_day(_parse: Parse, number: int, last: Days) -> Days | None:
    """Return "1 to 15 October"."""
    if last.first != last.last or not 1 <= number <= last.last.day:
        return None
    return Days(last.first.replace(day=number), last.last)


def _day_to_number(_parse: Parse, first: Days, number: int) -> Days | None:
    """Return "October 1 to 15"."""
    if first.first != first.last or not first.first.day <= number <= 31:
        return None
    try:
        return Days(first.first, first.first.replace(day=number))
    except ValueError:
        return None


def _month_to_month(parse: Parse, first: str, last: str, year: int | None = None) -> Days | None:
    ends = days.month(int(last), year, parse.today)
    begins = days.month(int(first), ends.first.year - (int(first) > int(last)), parse.today)
    return Days(begins.first, ends.last)


def _days_of_month(parse: Parse, first: str, last: str) -> Days | None:
    """Return "the 1st to the 7th" of the last month that had both."""
    end = days.day_of_month(int(last), parse.today)
    if not end or not 1 <= int(first) < end.last.day:
        return None
    return Days(end.last.replace(day=int(first)), end.last)


def _since(parse: Parse, found: Days) -> Days | None:
    return Days(found.first, parse.today) if found.first <= parse.today else None


def _until(parse: Parse, found: Days) -> Days | None:
    """Return "until 10 October": what there was of that year."""
    return None if found.weekday else Days(found.last.replace(month=1, day=1), found.last)


def _before_days(parse: Parse, found: Days) -> Days | None:
    last = found.first - timedelta(1)
    return None if found.weekday else Days(last.replace(month=1, day=1), last)


def _after_days(parse: Parse, found: Days) -> Days | None:
    """Return "after 10 October", until today."""
    is_over = found.last < parse.today and not found.weekday
    return Days(found.last + timedelta(1), parse.today) if is_over else None


def _since_day_of_month(parse: Parse, number: str) -> Days | None:
    found = days.day_of_month(int(number), parse.today)
    return _since(parse, found) if found else None


def _since_spans(parse: Parse, count: int, span: str) -> Days | None:
    return days.last_spans(span, count, parse.today)


RANGES = (
    Rule("DAYS", lambda _parse, found: found),
    Rule("since DAYS", _since),
    Rule("from DAYS onwards", _since),
    Rule("to DAYS", _until),
    Rule("before DAYS", _before_days),
    Rule("after DAYS", _after_days),
    Rule("since ordinal", _since_day_of_month),
    Rule("since INT span", _since_spans),
    Rule("from|between? INT|ORDINAL to|and DAYS", _number_to_day),
    Rule("from|between? DAYS to|and .INT|ORDINAL", _day_to_number),
    Rule("from|between? month to|and month YEAR?", _month_to_month),
    Rule("from|between? ordinal to|and ordinal|int", _days_of_month),
    Rule("one INT to|and one? INT YEAR?", _weeks),
    Rule("on DAYS", lambda _parse, found: found),
    Rule("article ordinal", lambda parse, number: days.day_of_month(int(number), parse.today)),
    Rule("on ordinal", lambda parse, number: days.day_of_month(int(number), parse.today)),
    Rule("from? DAYS to DAYS", _first_to_last),
    Rule("between DAYS and|to DAYS", _first_to_last),
    Rule("DAYS and DAYS", _both),
)
