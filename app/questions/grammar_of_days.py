"""Holds the rules of days and periods."""

from datetime import timedelta

from app.questions import days
from app.questions.days import Days
from app.questions.parsing import Parse, Rule

DAY_S = 24 * 60 * 60
FIRST = "1"
"""The value of "first"."""


def _preset(parse: Parse, name: str) -> Days:
    return days.preset(name, parse.today)


def _relative_day(parse: Parse, ago: str) -> Days:
    return days.spans_ago("day", -int(ago), parse.today)


def _last(parse: Parse, span: str) -> Days:
    """Return the whole week before this one for "last week"; a fortnight ends today."""
    return days.spans_ago(span, span != "fortnight", parse.today)


def _before_last(parse: Parse, span: str) -> Days:
    return days.spans_ago(span, 2, parse.today)


def _span_before_last(parse: Parse, span: str) -> Days:
    return days.spans_ago(span, 2, parse.today)


def _this(parse: Parse, span: str) -> Days:
    return days.this(span, parse.today)


def _last_spans(parse: Parse, count: int, span: str) -> Days | None:
    return days.last_spans(span, count, parse.today)


def _ago(parse: Parse, count: int, span: str) -> Days | None:
    return days.spans_ago(span, count, parse.today) if 0 <= count < 500 else None


def _weekday(parse: Parse, name: str) -> Days:
    return days.weekday(name, parse.today)


def _last_weekday(parse: Parse, name: str) -> Days:
    found = days.weekday(name, parse.today)
    return Days(found.first, found.last)


def _this_weekday(parse: Parse, name: str) -> Days:
    return days.within(days.spans_ago("week", 0, parse.today), name)


def _weekday_of_last_week(parse: Parse, name: str, span: str) -> Days | None:
    return days.within(days.spans_ago("week", 1, parse.today), name) if span == "week" else None


def _last_week_weekday(parse: Parse, span: str, name: str) -> Days | None:
    return _weekday_of_last_week(parse, name, span)


def _written(parse: Parse, text: str) -> Days | None:
    return days.written(text, parse.today)


def _day_month(parse: Parse, number: int, month: str, year: int | None = None) -> Days | None:
    return days.day_of(number, int(month), year, parse.today)


def _month_day(parse: Parse, month: str, number: int, year: int | None = None) -> Days | None:
    return days.day_of(number, int(month), year, parse.today)


def _month(parse: Parse, month: str, year: int | None = None) -> Days:
    return days.month(int(month), year, parse.today)


def _month_of_last_year(parse: Parse, month: str, span: str) -> Days | None:
    return days.month(int(month), parse.today.year - 1, parse.today) if span == "year" else None


def _last_year_month(parse: Parse, span: str, month: str) -> Days | None:
    return _month_of_last_year(parse, month, span)


def _last_month_named(parse: Parse, month: str) -> Days:
    """Return "last October": the last one that is over."""
    number = int(month)
    return days.month(number, parse.today.year - (number >= parse.today.month), parse.today)


def _third(_parse: Parse, number: str, found: Days) -> Days | None:
    return days.third(int(number), found)


def _third_of_span(parse: Parse, number: str, span: str) -> Days | None:
    """Return the beginning of the month in progress."""
    return _third(parse, number, days.spans_ago(span, 0, parse.today)) if span != "day" else None


def _week(parse: Parse, one: str, number: int, year: int | None = None) -> Days | None:
    return days.week(number, year, parse.today)


def _quarter(parse: Parse, number: int, year: int | None = None) -> Days | None:
    return days.quarter(number, year, parse.today)


def _year_before(parse: Parse, span: str) -> int:
    return parse.today.year - (span == "year")


def _of_last_year(parse: Parse, number: int, span: str) -> Days | None:
    """Return "Q4 last year"."""
    return days.quarter(number, parse.today.year - 1, parse.today) if span == "year" else None


def _ordinal_of_last_year(parse: Parse, number: str, quarter: str, span: str) -> Days | None:
    return _of_last_year(parse, int(number), span) if quarter == "quarter" else None


def _ordinal_span(parse: Parse, number: str, span: str, year: int | None = None) -> Days | None:
    return days.quarter(int(number), year, parse.today) if span == "quarter" else None


def _week_of_month(parse: Parse, number: str, span: str, month: Days) -> Days | None:
    if span != "week" or not 1 <= int(number) <= 4:
        return None
    first = month.first + timedelta(7 * (int(number) - 1))
    return Days(first, first + timedelta(6))


def _first_spans(_parse: Parse, nth: str, count: int, span: str, found: Days) -> Days | None:
    """Return "the first two weeks of October"."""
    length = _days_of(count, span, found)
    return Days(found.first, found.first + timedelta(length - 1)) if nth == FIRST and length else None


def _last_spans_of(_parse: Parse, count: int, span: str, found: Days) -> Days | None:
    length = _days_of(count, span, found)
    return Days(found.last - timedelta(length - 1), found.last) if length else None


def _last_span_of(parse: Parse, span: str, found: Days) -> Days | None:
    return _last_spans_of(parse, 1, span, found)


def _days_of(count: int, span: str, found: Days) -> int:
    """Return how many days *count* days or weeks are; 0 if *found* has fewer."""
    length = count * days.DAYS_OF.get(span, 0)
    return length if length <= (found.last - found.first).days + 1 else 0


def _of_span(parse: Parse, span: str) -> Days | None:
    """Return "of the year": the one in progress."""
    return days.this(span, parse.today) if span not in ("day", "weekend") else None


def _week_in_month(parse: Parse, nth: str, month: str, span: str) -> Days | None:
    """Return "erste Oktoberwoche"."""
    return _week_of_month(parse, nth, span, days.month(int(month), None, parse.today))


def _half_of_month(parse: Parse, nth: str, month: str) -> Days | None:
    """Return "erste Oktoberhälfte"."""
    return days.half(int(nth), days.month(int(month), None, parse.today)) if nth in ("1", "2") else None


def _last_week_in_month(parse: Parse, month: str, span: str) -> Days | None:
    return _last_span_of(parse, span, days.month(int(month), None, parse.today))


def _year(parse: Parse, number: str) -> Days | None:
    return days.spans_ago("year", parse.today.year - int(number), parse.today) if _is_past(parse, number) else None


def _is_past(parse: Parse, number: str) -> bool:
    return days.is_year(int(number)) and int(number) <= parse.today.year and len(number) == 4


def _year_number(_parse: Parse, number: str) -> int | None:
    return int(number) if len(number) == 4 and days.is_year(int(number)) else None


def _of_weekday(parse: Parse, name: str, found: Days) -> Days:
    return Days(found.first, found.last, found.preset)


def _week_of(parse: Parse, _one: str, day: Days) -> Days | None:
    if day.first != day.last:
        return None
    monday = day.first - timedelta(day.first.weekday())
    return Days(monday, monday + timedelta(6))


def _half(_parse: Parse, number: str, found: Days) -> Days:
    return days.half(int(number), found)


def _hours_back(parse: Parse, count: int, unit: str) -> Days | None:
    """Return "the last 24 hours" in whole days."""
    seconds = count * int(unit)
    return days.last_spans("day", seconds // DAY_S + 1, parse.today) if seconds % DAY_S == 0 else None


def _this_span(parse: Parse, span: str) -> Days:
    return days.this(span, parse.today)


def _weekday_ago(parse: Parse, name: str, count: int, span: str) -> Days | None:
    found = days.spans_ago("week", count, parse.today) if span == "week" and 0 <= count < 500 else None
    return days.within(found, name) if found else None


def _weekday_before_last(parse: Parse, name: str) -> Days:
    found = days.weekday(name, parse.today)
    return Days(found.first - days.WEEK, found.last - days.WEEK)


def _half_year(parse: Parse, number: str | int, year: int | None = None) -> Days | None:
    """Return "H1"; without a year, the last one that has begun."""
    if int(number) not in (1, 2):
        return None
    begins = days.month(6 * int(number) - 5, year, parse.today)
    return Days(begins.first, days.month(6 * int(number), begins.first.year, parse.today).last)


def _month_of_span(parse: Parse, span: str) -> Days | None:
    return days.spans_ago(span, 1, parse.today) if span == "month" else None


def _this_month(parse: Parse, span: str) -> Days | None:
    return days.spans_ago(span, 0, parse.today) if span == "month" else None


DAYS = (
    Rule("period", _preset),
    Rule("day", _relative_day),
    Rule("last span", _last),
    Rule("prevspan", _last),
    Rule("beforelast span", _before_last),
    Rule("span beforelast", _span_before_last),
    Rule("this span", _this),
    Rule("last INT span", _last_spans),
    Rule("INT last span", _last_spans),
    Rule("INT span ago", _ago),
    Rule("before INT span", _ago),
    Rule("last weekday", _last_weekday),
    Rule("this weekday", _this_weekday),
    Rule("weekday last span", _weekday_of_last_week),
    Rule("last span weekday", _last_week_weekday),
    Rule("weekday", _weekday),
    Rule("beforelast weekday", _weekday_before_last),
    Rule("weekday before INT span", _weekday_ago),
    Rule("weekday INT span ago", _weekday_ago),
    Rule("last INT unit", _hours_back),
    Rule("thisspan", _this_span),
    Rule("date", _written),
    Rule("weekday date", lambda parse, _weekday, text: days.written(text, parse.today)),
    Rule("INT|ORDINAL month YEAR?", _day_month),
    Rule("month article? .INT|ORDINAL YEAR?", _month_day),
    Rule("weekday INT|ORDINAL month YEAR?", lambda parse, _weekday, *rest: _day_month(parse, *rest)),
    Rule("weekday month INT|ORDINAL YEAR?", lambda parse, _weekday, *rest: _month_day(parse, *rest)),
    Rule("month YEAR?", _month),
    Rule("last|prevspan month", lambda parse, *captured: _last_month_named(parse, captured[-1])),
    Rule("this month", lambda parse, month: days.month(int(month), parse.today.year, parse.today)),
    Rule("month last span", _month_of_last_year),
    Rule("month prevspan", _month_of_last_year),
    Rule("last span month", _last_year_month),
    Rule("third this? span", _third_of_span),
    Rule("third last span", lambda parse, number, span: _third(parse, number, _last(parse, span))),
    Rule("third DAYS", lambda parse, number, found: _third(parse, number, found)),
    Rule("one INT YEAR?", _week),
    Rule("one DAYS", _week_of),
    Rule("half12 MONTH", _half),
    Rule("half12 YEAR", _half_year),
    Rule("halfyear INT YEAR?", _half_year),
    Rule("ordinal|nth halfyear YEAR?", _half_year),
    Rule("nth month YEAR?", lambda parse, nth, *rest: _day_month(parse, int(nth), *rest)),
    Rule("span int", lambda parse, span, number: _year(parse, number) if span == "year" else None),
    Rule("q INT YEAR?", _quarter),
    Rule("q INT last span", _of_last_year),
    Rule("q INT prevspan", _of_last_year),
    Rule("ordinal|nth span last span", _ordinal_of_last_year),
    Rule("one INT last span", lambda parse, one, number, span: _week(parse, one, number, _year_before(parse, span))),
    Rule("ordinal|nth span YEAR?", _ordinal_span),
    Rule("ordinal|nth span MONTH", _week_of_month),
    Rule("nth INT span MONTH", _first_spans),
    Rule("last INT span MONTH", _last_spans_of),
    Rule("INT last span MONTH", _last_spans_of),
    Rule("last span MONTH", _last_span_of),
    Rule("nth month span", _week_in_month),
    Rule("nth month halves", _half_of_month),
    Rule("last month span", _last_week_in_month),
    Rule("genitive span", _of_span),
    Rule("genitive DAYS", lambda _parse, found: found),
    Rule("INT span", _last_spans),
    Rule("int", _year),
)

COMPARABLE = (
    Rule("period", _preset),
    Rule("last span", _last),
    Rule("prevspan", _last),
    Rule("last|prevspan month", lambda parse, *captured: _last_month_named(parse, captured[-1])),
    Rule("month YEAR?", _month),
)
"""The days with which something can be compared by "longer than"."""

MONTHS = (
    Rule("month YEAR?", _month),
    Rule("last|prevspan span?", lambda parse, *captured: _month_of_span(parse, captured[-1]) if captured else None),
    Rule("this span", _this_month),
)
YEARS = (Rule("int", _year_number),)
ORDINALS = (Rule("ordinal", lambda _parse, number: int(number)),)
