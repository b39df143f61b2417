"""Dimensions of time: the day and its weeks and months, the weekday, and the hour. All are the company's own."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from babel.dates import get_day_names
from flask_babel import format_date, get_locale, gettext
from flask_babel import lazy_gettext as _

from app.figures.columns import Column
from app.figures.dimensions.dimension import Choices, Codes, Dimension
from app.figures.loading import Loaded, Mask
from app.ports.figures import BadSelection

EPOCH = date(1970, 1, 1).toordinal()
WEEK = 7
HOURS = 24
MINUTES = 60
MOST_DAYS = 800
"""Longer periods have no rows for days without calls."""


def _written(day: date, pattern: str) -> str:
    """Return a day by the *pattern* of English, as the reader's language has it."""
    return str(format_date(day, pattern if str(get_locale()) == "en" else pattern.replace("d ", "d. ")))


def _ordinals(data: Loaded) -> Column:
    return np.asarray(data.day + np.int32(data.first))


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadSelection(gettext("“%(value)s” is no day. Write it like 2026-10-31.", value=value)) from None


def _days_mask(data: Loaded, values: Sequence[str]) -> Mask:
    return np.isin(_ordinals(data), [_day(value).toordinal() for value in values])


def _monday(ordinal: int) -> int:
    return ordinal - (ordinal - 1) % WEEK


def _weeks(days: Column) -> Column:
    """Return the ordinals of the Mondays."""
    return np.asarray(days - (days - 1) % WEEK)


def _months(days: Column) -> Column:
    """Return the ordinals of the first days of the months."""
    months = (days - EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64) + EPOCH)


def _weekdays(days: Column) -> Column:
    """Return 1 for Mondays to 7 for Sundays."""
    return np.asarray((days - 1) % WEEK + 1)


def _weeks_mask(data: Loaded, values: Sequence[str]) -> Mask:
    return np.isin(_weeks(_ordinals(data)), [_monday(_day(value).toordinal()) for value in values])


def _months_mask(data: Loaded, values: Sequence[str]) -> Mask:
    firsts = [_day(value).replace(day=1).toordinal() for value in values]
    return np.isin(_months(_ordinals(data)), firsts)


def _as_days(_data: Loaded, codes: Sequence[int]) -> Mapping[int, str]:
    return {code: date.fromordinal(int(code)).isoformat() for code in codes}


def _all_days(data: Loaded) -> Sequence[int]:
    return range(data.first, data.last + 1) if data.last - data.first < MOST_DAYS else ()


def _all_weeks(data: Loaded) -> Sequence[int]:
    return range(_monday(data.first), data.last + 1, WEEK) if data.last - data.first < WEEK * MOST_DAYS else ()


def _all_months(data: Loaded) -> Sequence[int]:
    if data.last - data.first >= 31 * MOST_DAYS:
        return ()
    found, day = [], date.fromordinal(data.first).replace(day=1)
    while day.toordinal() <= data.last:
        found.append(day.toordinal())
        day = (day + timedelta(days=31)).replace(day=1)
    return found


def _weekday_name(value: str) -> str | None:
    return dict(weekdays()).get(value)


def weekdays() -> Choices:
    """Return the days of the week, Monday first."""
    names = get_day_names("wide", locale=get_locale() or "en")
    return [(str(day + 1), names[day]) for day in range(WEEK)]


def _hours(data: Loaded) -> Column:
    return np.asarray(data.column("call", "minute") // MINUTES)


def _plain_numbers(data: Loaded, codes: Sequence[int]) -> Mapping[int, str]:
    return {code: str(int(code)) for code in codes}


def hours() -> Choices:
    """Return the hours of the day."""
    return [(str(hour), hour_text(str(hour)) or "") for hour in range(HOURS)]


def hour_text(value: str) -> str | None:
    """Return an hour as people write it."""
    return f"{int(value):02}:00" if value.isdecimal() and int(value) < HOURS else None


def _numbers_mask(codes: Column, values: Sequence[str]) -> Mask:
    return np.isin(codes, [int(value) for value in values if value.isdecimal()])


def _between_hours(data: Loaded, values: Sequence[str]) -> Mask:
    minutes, found = data.column("call", "minute"), np.zeros(data.count, dtype=bool)
    for value in values:
        begins, ends = _span(value)
        inside = (minutes >= begins) & (minutes < ends)
        found |= inside if begins < ends else (minutes >= begins) | (minutes < ends)
    return found


def _span(value: str) -> tuple[int, int]:
    """Return the first minute of "9-17" or "9:30-17:15", and the one after the last."""
    begins, _dash, ends = value.partition("-")
    return _minute(begins, 0), _minute(ends, HOURS * MINUTES)


def _minute(text: str, otherwise: int) -> int:
    """Return the minute of the day of "9" or "9:30", *otherwise* for "". Raise ValueError for what is no time."""
    hour, _colon, minute = text.strip().partition(":")
    if int(minute or 0) >= MINUTES or (minute and not hour):
        raise ValueError(text)
    return int(hour) * MINUTES + int(minute or 0) if hour else otherwise


def _read_span(value: str) -> str:
    try:
        begins, ends = _span(value)
    except ValueError:
        begins, ends = -1, -1
    if not (0 <= begins <= HOURS * MINUTES and 0 <= ends <= HOURS * MINUTES and "-" in value) or begins == ends:
        raise BadSelection(gettext("“%(value)s” are no hours of the day. Write them like 9-17.", value=value))
    return value


def _span_text(value: str) -> str:
    begins, ends = _span(value)
    return f"{begins // 60:02}:{begins % 60:02}–{ends // 60:02}:{ends % 60:02}"


DIMENSIONS = (
    Dimension(
        name="day",
        label=_("Day"),
        codes=lambda data: Codes(_ordinals(data)),
        of_days=np.asarray,
        texts=_as_days,
        mask=_days_mask,
        text=lambda value: _written(_day(value), "EE d MMM y"),
        read=lambda value: _day(value).isoformat(),
        all_codes=_all_days,
    ),
    Dimension(
        name="week",
        label=_("Week"),
        codes=lambda data: Codes(_weeks(_ordinals(data))),
        of_days=_weeks,
        texts=_as_days,
        mask=_weeks_mask,
        text=lambda value: _written(_day(value), "d MMM y"),
        read=lambda value: _day(value).isoformat(),
        all_codes=_all_weeks,
    ),
    Dimension(
        name="month",
        label=_("Month"),
        codes=lambda data: Codes(_months(_ordinals(data))),
        of_days=_months,
        texts=_as_days,
        mask=_months_mask,
        text=lambda value: format_date(_day(value), "LLLL yyyy"),
        read=lambda value: _day(value).isoformat(),
        all_codes=_all_months,
    ),
    Dimension(
        name="weekday",
        label=_("Weekday"),
        codes=lambda data: Codes(_weekdays(_ordinals(data))),
        of_days=_weekdays,
        texts=_plain_numbers,
        mask=lambda data, values: _numbers_mask(_weekdays(_ordinals(data)), values),
        choices=weekdays,
        text=_weekday_name,
        all_codes=lambda _: range(1, WEEK + 1),
    ),
    Dimension(
        name="hour",
        label=_("Hour"),
        codes=lambda data: Codes(_hours(data)),
        texts=_plain_numbers,
        mask=lambda data, values: _numbers_mask(_hours(data), values),
        choices=hours,
        text=hour_text,
        all_codes=lambda _: range(HOURS),
    ),
    Dimension(
        name="hours",
        label=_("Time of day"),
        filter="range",
        is_split=False,
        codes=lambda data: Codes(_hours(data)),
        texts=_plain_numbers,
        mask=_between_hours,
        text=_span_text,
        read=_read_span,
    ),
)
