"""Holds the rules of hours of the day, and of how long something took."""

from typing import Any

from app.questions import days
from app.questions.parsing import Parse, Rule

LAST_HOUR = 24
HOUR_S = 3600
WITH_MINUTES = 4
"""So many digits has an hour with its minutes."""

FIRST_AFTERNOON, LAST_AFTERNOON = 1, 6
"""Bare hours that mean the afternoon in "after 5"."""

Range = tuple[int | None, int | None]
"""Seconds, at least and at most."""


def _clock(_parse: Parse, text: str) -> int | None:
    """Return minutes since midnight."""
    hours, minutes = map(int, text.replace(".", ":").split(":"))
    return hours * 60 + minutes if hours <= LAST_HOUR and minutes < 60 else None


def _hour(_parse: Parse, hour: str) -> int | None:
    """Return the minutes of "9" or "1730"."""
    if len(hour) == WITH_MINUTES:
        return _clock(_parse, f"{hour[:2]}:{hour[2:]}")
    return int(hour) * 60 if int(hour) <= LAST_HOUR else None


def _bare_hour(parse: Parse, hour: str) -> int | None:
    """Return the minutes of "9" or "1730"; "2026" is rather a year."""
    is_year = len(hour) == WITH_MINUTES and days.is_year(int(hour))
    return None if is_year else _hour(parse, hour)


def _am(parse: Parse, hour: str) -> int | None:
    return _hour(parse, str(int(hour) % 12)) if 1 <= int(hour) <= 12 else None


def _pm(parse: Parse, hour: str) -> int | None:
    return _hour(parse, str(int(hour) % 12 + 12)) if 1 <= int(hour) <= 12 else None


def _clock_pm(parse: Parse, text: str) -> int | None:
    found = _clock(parse, text)
    return found + 720 if found is not None and found < 720 else found


def _between(_parse: Parse, begin: int, end: int) -> str | None:
    if end <= begin and 60 <= end <= 720 and begin <= 720:
        end += 720
    return hours(begin, end) if begin != end else None


def _between_bare(parse: Parse, begin: int, end: int) -> str | None:
    """Return "between 2 and 4", which is in the afternoon."""
    is_afternoon = FIRST_AFTERNOON * 60 <= begin < end <= (LAST_AFTERNOON + 1) * 60
    return _between(parse, begin + 12 * 60, end + 12 * 60) if is_afternoon else _between(parse, begin, end)


def _half_to(_parse: Parse, hour: str) -> int | None:
    """Return "halb zehn", which is 9:30."""
    return int(hour) * 60 - 30 if 1 <= int(hour) <= LAST_HOUR else None


def _half_past(_parse: Parse, hour: str) -> int | None:
    return int(hour) * 60 + 30 if int(hour) < LAST_HOUR else None


def _minutes(hour: str, more: int) -> int | None:
    """Return "quarter past five"."""
    return int(hour) * 60 + more if 1 <= int(hour) < LAST_HOUR else None


def _after_in_words(parse: Parse, begin: int) -> str | None:
    """Return "after half past five", which is in the afternoon."""
    is_afternoon = FIRST_AFTERNOON * 60 - 30 <= begin <= LAST_AFTERNOON * 60
    return _after(parse, begin + 12 * 60 if is_afternoon else begin)


def _both_pm(_parse: Parse, begin: str, end: int) -> str | None:
    """Return "3 to 5 pm"."""
    first = int(begin) * 60
    if end > 720 and first < 720 and first + 720 < end:
        first += 720
    return hours(first, end) if first < end and int(begin) <= LAST_HOUR else None


def _both_clocks_pm(parse: Parse, begin: str, end: int) -> str | None:
    """Return "2:30 to 3:30 pm"."""
    first = _clock(parse, begin)
    if first is not None and first < 720 and first + 720 < end:
        first += 720
    return hours(first, end) if first is not None and first < end else None


def _after(parse: Parse, begin: int) -> str | None:
    return hours(begin, LAST_HOUR * 60) if begin < LAST_HOUR * 60 else None


def _after_bare(parse: Parse, hour: str) -> str | None:
    """Return "after 5", which is in the afternoon."""
    number = int(hour)
    is_afternoon = FIRST_AFTERNOON <= number <= LAST_AFTERNOON
    return _after(parse, (number + 12 if is_afternoon else number) * 60) if number < LAST_HOUR else None


def _before(_parse: Parse, end: int) -> str | None:
    return hours(0, end) if end > 0 else None


def _at(_parse: Parse, begin: int) -> str | None:
    return hours(begin, begin + 60) if begin < LAST_HOUR * 60 else None


def _at_bare(parse: Parse, begin: int) -> str | None:
    """Return "at 3", which is in the afternoon."""
    is_afternoon = FIRST_AFTERNOON * 60 <= begin < LAST_AFTERNOON * 60
    return _at(parse, begin + 12 * 60 if is_afternoon else begin)


def hours(begin: int, end: int) -> str:
    """Return the value of the filter of hours for minutes since midnight: "09-12" or "09:30-12"."""
    return f"{_written(begin)}-{_written(end)}"


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}" if minutes % 60 else f"{minutes // 60:02}"


PARTS_OF_HOUR = (
    Rule("halfto int", _half_to),
    Rule("halfpast int", _half_past),
    Rule("quarterpast int", lambda _parse, hour: _minutes(hour, 15)),
    Rule("quarterto int", lambda _parse, hour: _minutes(hour, -15)),
)

CLOCKS = (
    Rule("clock oclock?", _clock),
    Rule("clock pm", _clock_pm),
    Rule("clock am", _clock),
    Rule("int oclock", _hour),
    Rule("int am", _am),
    Rule("int pm", _pm),
    *PARTS_OF_HOUR,
)

HOURS = (
    Rule("part", lambda _parse, part: part),
    Rule("between PART_OF_HOUR|BARE and|to PART_OF_HOUR|BARE", _between_bare),
    Rule("from? PART_OF_HOUR|BARE to PART_OF_HOUR|BARE", _between_bare),
    Rule("between clock and|to AFTERNOON", _both_clocks_pm),
    Rule("from? clock to AFTERNOON", _both_clocks_pm),
    Rule("between int and|to AFTERNOON", _both_pm),
    Rule("from? int to AFTERNOON", _both_pm),
    Rule("between CLOCK and|to CLOCK", _between),
    Rule("from? CLOCK to CLOCK", _between),
    Rule("between BARE and|to CLOCK|BARE", _between),
    Rule("between CLOCK and|to BARE", _between),
    Rule("from? BARE to CLOCK|BARE", _between),
    Rule("from? CLOCK to BARE", _between),
    Rule("after PART_OF_HOUR", _after_in_words),
    Rule("after|from CLOCK", _after),
    Rule("after int", _after_bare),
    Rule("before CLOCK|BARE", _before),
    Rule("at CLOCK", _at),
    Rule("at BARE", _at_bare),
    Rule("CLOCK", _at),
)

BARE = (Rule("int", _bare_hour),)
AFTERNOON = (Rule("int pm", _pm), Rule("clock pm", _clock_pm))


def _int(_parse: Parse, digits: str) -> int | None:
    return int(digits) if len(digits) < 7 else None


def _seconds(_parse: Parse, count: int, unit: str) -> int:
    return count * int(unit)


def _two_units(_parse: Parse, count: int, unit: str, more: int, smaller: str) -> int | None:
    return count * int(unit) + more * int(smaller) if int(smaller) < int(unit) else None


def _hours_and_minutes(_parse: Parse, count: int, unit: str, minutes: int) -> int | None:
    """Return "1h 30"."""
    return count * int(unit) + minutes * 60 if int(unit) == HOUR_S and minutes < 60 else None


def _half(_parse: Parse, unit: str) -> int:
    return int(unit) // 2


def _and_a_half(_parse: Parse, unit: str) -> int:
    return int(unit) * 3 // 2


def _minutes_and_seconds(_parse: Parse, text: str) -> int:
    minutes, seconds = text.replace(".", ":").split(":")
    return int(minutes) * 60 + int(seconds)


def _decimal(_parse: Parse, text: str, unit: str) -> int:
    """Return the seconds of "1.5" or "1,5" minutes."""
    return round(float(text.replace(",", ".")) * int(unit))


def _clock_or_decimal(parse: Parse, text: str, unit: str) -> int:
    """Return the seconds of "1.25 hours", which is a decimal, and of "2:30 min", which is none."""
    if ":" not in text:
        return _decimal(parse, text, unit)
    whole, part = map(int, text.split(":"))
    return (whole * 60 + part) * int(unit) // 60


def _in_same_unit(_parse: Parse, least: int, most: int, unit: str) -> Range:
    return least * int(unit), most * int(unit)


def _more_and_less(_parse: Parse, least: int, *captured: Any) -> Range | None:
    """Return "longer than 3 but shorter than 5 minutes": one unit will do for both."""
    units = [each for each in captured if isinstance(each, str)]
    most = next(each for each in captured if isinstance(each, int))
    found = least * int(units[0]), most * int(units[-1])
    return found if found[0] < found[1] else None


def _less_and_more(parse: Parse, most: int, *captured: Any) -> Range | None:
    units = [each for each in captured if isinstance(each, str)]
    least = next(each for each in captured if isinstance(each, int))
    return _more_and_less(parse, least, units[-1], most, units[0])


INTS = (Rule("int", _int), Rule("couple", _int))

LENGTHS = (
    Rule("INT unit", _seconds),
    Rule("INT unit and? INT unit", _two_units),
    Rule("INT unit INT", _hours_and_minutes),
    Rule("half unit", _half),
    Rule("decimal unit", _decimal),
    Rule("clock unit", _clock_or_decimal),
    Rule("INT? length", lambda _parse, *found: int(found[-1])),
    Rule("quarter INT? unit", lambda _parse, *found: int(found[-1]) // 4),
    Rule("threequarters INT? unit", lambda _parse, *found: int(found[-1]) * 3 // 4),
    Rule("onehalf unit", _and_a_half),
)

RANGES_OF_LENGTHS = (
    Rule("more LENGTH", lambda _parse, least: (least, None)),
    Rule("after LENGTH", lambda _parse, least: (least, None, True)),
    Rule("after more LENGTH", lambda _parse, least: (least, None, True)),
    Rule("after LENGTH ormore", lambda _parse, least: (least, None, True)),
    Rule("after INT to INT unit", lambda parse, *found: (*_in_same_unit(parse, *found), True)),
    Rule("after LENGTH to LENGTH", lambda _parse, least, most: (least, most, True)),
    Rule("LENGTH ormore", lambda _parse, least: (least, None)),
    Rule("more clock", lambda parse, text: (_minutes_and_seconds(parse, text), None)),
    Rule("within nth? LENGTH", lambda _parse, *found: (None, found[-1], True)),
    Rule("more INT unit? and? less INT unit", _more_and_less),
    Rule("more INT unit and? less INT", _more_and_less),
    Rule("less INT unit? and? more INT unit", _less_and_more),
    Rule("less INT unit and? more INT", _less_and_more),
    Rule("less LENGTH", lambda _parse, most: (None, most)),
    Rule("LENGTH orless", lambda _parse, most: (None, most)),
    Rule("less clock", lambda parse, text: (None, _minutes_and_seconds(parse, text))),
    Rule("from|between? INT and|to INT unit", _in_same_unit),
    Rule("from|between? LENGTH and|to LENGTH", lambda _parse, least, most: (least, most)),
    Rule("LENGTH", lambda _parse, least: (least, None)),
)
