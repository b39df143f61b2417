"""Defines the dimension of what goes on at this moment, so that each such figure of the wall opens its calls."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.db.groups import groups_in_force
from app.figures.columns import Column
from app.figures.dimensions.dimension import Codes, Dimension, calls_with, of_numbers
from app.figures.facts import DIRECTIONS
from app.figures.loading import Loaded, Mask
from app.figures.terms import MANY

FROM_OUTSIDE = DIRECTIONS.index("inbound")


def _goes_on(data: Loaded) -> Mask:
    return np.asarray(data.column("call", "lasted_ms") < 0)


def _waits(data: Loaded) -> Mask:
    """Return the calls that are in a queue which the user may see."""
    is_open = data.column("wait", "waited_ms") < 0
    groups = groups_in_force()
    if groups is not None:
        is_open &= of_numbers(data.column("wait", "group"), [data.number(("group", name)) for name in groups])
    return _goes_on(data) & calls_with(data, "wait", is_open)


def _asks_nobody(data: Loaded) -> Mask:
    """Return the calls from outside that neither wait nor ring or talk to anybody."""
    with_somebody = calls_with(data, "leg", data.column("leg", "lasted_ms") < 0)
    is_from_outside = data.column("call", "direction") == FROM_OUTSIDE
    return np.asarray(_goes_on(data) & is_from_outside & ~with_somebody & ~_waits(data))


def _uses_a_line(data: Loaded) -> Mask:
    """Return the calls that use a line to outside, in either direction."""
    is_open = (data.column("leg", "lasted_ms") < 0) & (data.column("leg", "outside") != data.number((MANY, "")))
    comes = of_numbers(data.column("call", "direction"), [FROM_OUTSIDE, DIRECTIONS.index("callback")])
    return np.asarray(_goes_on(data) & (comes | calls_with(data, "leg", is_open)))


def _is_recorded(data: Loaded) -> Mask:
    return np.asarray(_goes_on(data) & (data.column("call", "is_recorded") > 0))


MASKS: Mapping[str, tuple[LazyString, Callable[[Loaded], Mask]]] = {
    "in_progress": (_("In progress"), _goes_on),
    "waiting": (_("Waiting in a queue"), _waits),
    "menu": (_("In the menu"), _asks_nobody),
    "outside": (_("On an outside line"), _uses_a_line),
    "recorded": (_("Being recorded"), _is_recorded),
}
"""What can be asked for, by its value in the URL."""


def _mask(data: Loaded, values: Sequence[str]) -> Mask:
    found = np.zeros(data.count, dtype=bool)
    for value in values:
        if value in MASKS:
            found |= MASKS[value][1](data)
    return found


def _no_codes(_data: Loaded) -> Codes:
    nothing: Column = np.zeros(0, dtype=np.int64)
    return Codes(nothing, nothing)


DIMENSIONS = (
    Dimension(
        name="now",
        label=_("Right now"),
        is_split=False,
        codes=_no_codes,
        texts=lambda _data, _codes: {},
        mask=_mask,
        choices=lambda: [(value, str(words)) for value, (words, _finds) in MASKS.items()],
        text=lambda value: str(MASKS[value][0]) if value in MASKS else None,
    ),
)
