"""Finds the callers who reached nobody, and with whom nobody has talked since."""

import numpy as np

from app.figures.at_once import moments
from app.figures.columns import ranked
from app.figures.dimensions.dimension import of_numbers
from app.figures.facts import DIRECTIONS
from app.figures.loading import Loaded, Mask, load
from app.figures.outcomes import CODES
from app.figures.reckoning import Rows
from app.figures.selecting import today
from app.figures.terms import MANY
from app.figures.view import View

IN_VAIN = ("missed", "abandoned", "callback")
"""Outcomes of callers who wait to be called back. Who left a message has a message waiting for somebody."""


def never_called_back(view: View) -> Rows:
    """Return the calls from outside that nobody answered, if nobody of the company has talked with that number since.

    Withheld numbers can't be called back, and are left out.
    """
    data = view.data
    return Rows("call", view.rows("call") & data.once("waiting", lambda: _waiting_in(data)))


def _waiting_in(data: Loaded) -> Mask:
    """Return which calls of *data* wait to be called back, as far as is known today."""
    whole = _up_to_today(data)
    waiting = _waiting(whole)
    if whole is data:
        return waiting
    if whole.begins_with(data):
        return np.concatenate([waiting[: data.stored], waiting[whole.stored :][: len(data.fresh)]])
    return np.isin(data.column("call", "key"), whole.column("call", "key")[waiting])


def _up_to_today(data: Loaded) -> Loaded:
    if data.moment or data.last >= today().toordinal():
        return data
    return load(data.first, today().toordinal())


def _waiting(data: Loaded) -> Mask:
    """Return the calls after which nobody has talked with the caller."""
    outside = data.column("call", "outside")
    different, number = ranked(outside)
    began = moments(View(data, {}))
    talked = data.valid & _has(data, "answered")
    last = np.full(len(different), -1, dtype=np.int64)
    np.maximum.at(last, number[talked], began[talked])
    in_vain = data.valid & _has(data, *IN_VAIN) & (outside != data.number((MANY, "")))
    in_vain &= data.column("call", "direction") == DIRECTIONS.index("inbound")
    return np.asarray(in_vain & (began > last[number]))


def _has(data: Loaded, *outcomes: str) -> Mask:
    return of_numbers(data.column("call", "outcome"), [CODES.index(each) for each in outcomes])
