"""Dimensions with few values of their own: outcome, direction, how long it took, recorded, rating, quality."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from app.figures.columns import Column
from app.figures.dimensions.dimension import Choices, Codes, Dimension
from app.figures.facts import DIRECTIONS
from app.figures.loading import Loaded, Mask
from app.figures.outcomes import CODES, OUTCOMES
from app.figures.terms import MANY
from app.ports.figures import BadSelection

S_MS = 1000
EDGES_S = (0, 10, 20, 30, 60, 90, 120, 300)
"""Where the bins of waits and talks begin; the last one has no end."""

DIRECTION_WORDS = {
    "inbound": _("From outside"),
    "internal": _("Between colleagues"),
    "callback": _("Call-back"),
    "trial": _("Test call"),
    "outbound": _("To outside"),
}


def named(
    name: str,
    label: LazyString,
    words: Mapping[str, LazyString],
    codes: Sequence[str],
    column: "str | None" = None,
    made: object = None,
) -> Dimension:
    """Return a dimension whose codes are places in *codes*. *words* has what people call them, in their order."""

    def code_of(data: Loaded) -> Column:
        return made(data) if callable(made) else data.column("call", column or name)

    def choices() -> Choices:
        return [(value, str(word)) for value, word in words.items()]

    return Dimension(
        name=name,
        label=label,
        codes=lambda data: Codes(code_of(data)),
        texts=lambda _, found: {code: codes[int(code)] for code in found},
        mask=lambda data, values: np.isin(code_of(data), [codes.index(value) for value in values if value in codes]),
        choices=choices,
        text=lambda value: str(words[value]) if value in words else None,
    )


def _directions(data: Loaded) -> Column:
    """Return the direction of each call. What an employee began goes to outside if somebody outside was called."""
    direction = data.column("call", "direction")
    is_outside = data.column("call", "outside") != data.number((MANY, ""))
    is_outgoing = (direction == DIRECTIONS.index("internal")) & is_outside
    return np.where(is_outgoing, DIRECTIONS.index("outbound"), direction)


def read_range(value: str) -> str:
    """Return *value* if it is a range of seconds, such as "10-60", "120-" or "-20". Raise BadSelection."""
    begins, dash, ends = value.partition("-")
    is_written = dash and all(not each or each.isdecimal() for each in (begins, ends)) and value != "-"
    if not is_written or (ends and int(ends) <= int(begins or 0)):
        raise BadSelection(gettext("“%(value)s” is no range of seconds. Write it like 10-60.", value=value))
    return value


def range_text(value: str) -> str:
    """Return a range of seconds as people write it."""
    begins, _dash, ends = value.partition("-")
    if not ends:
        return str(gettext("from %(begins)s s", begins=begins))
    if not begins:
        return str(gettext("under %(ends)s s", ends=ends))
    return f"{begins}–{ends} s"


def _edges_of_waits(data: Loaded) -> tuple[int, ...]:
    """Return where the bins begin, so that those answered in time are in bins of their own."""
    return tuple(sorted({*EDGES_S, data.targets.in_time_s}))


def _bins(edges_s: Sequence[int]) -> list[str]:
    return [f"{begin}-{end}" for begin, end in zip(edges_s, (*edges_s[1:], ""), strict=True)]


def _seconds(name: str, label: LazyString, column: str, edges_s: Callable[[Loaded], tuple[int, ...]]) -> Dimension:
    """Return a dimension of seconds: the filter takes any range, whose end is not included, the split has bins."""

    def mask(data: Loaded, values: Sequence[str]) -> Mask:
        times = data.column("call", column)
        found = np.zeros(data.count, dtype=bool)
        for value in values:
            begins, _dash, ends = value.partition("-")
            inside = times >= int(begins or 0) * S_MS
            found |= inside & (times < int(ends) * S_MS) if ends else inside
        return found

    def codes(data: Loaded) -> Codes:
        times = data.column("call", column)
        places = np.flatnonzero(times >= 0)
        return Codes(np.searchsorted(np.asarray(edges_s(data)) * S_MS, times[places], side="right") - 1, places)

    return Dimension(
        name=name,
        label=label,
        filter="range",
        codes=codes,
        texts=lambda data, found: {code: _bins(edges_s(data))[int(code)] for code in found},
        mask=mask,
        text=range_text,
        read=read_range,
        is_once=True,
        all_codes=lambda data: range(len(edges_s(data))),
    )


DIMENSIONS = (
    named("outcome", _("Outcome"), OUTCOMES, CODES),
    named("direction", _("Direction"), DIRECTION_WORDS, DIRECTIONS, made=_directions),
    _seconds("wait", _("Wait"), "waited_ms", _edges_of_waits),
    _seconds("length", _("Length of talk"), "talked_ms", lambda _: EDGES_S),
    named("recorded", _("Recorded"), {"1": _("Yes"), "0": _("No")}, ("0", "1"), "is_recorded"),
    named(
        "caller",
        _("Caller"),
        {"new": _("New"), "returning": _("Returning")},
        ("returning", "new"),
        "is_new",
    ),
)
