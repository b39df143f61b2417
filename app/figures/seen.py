"""Finds out what the calls have that a user who is limited to groups may see: numbers, tags, countries, blocks."""

from collections import OrderedDict
from dataclasses import dataclass, field

from app.db import company_in_force
from app.db.groups import Groups, groups_in_force
from app.figures.columns import distinct
from app.figures.dimensions import dimensions
from app.figures.dimensions.dimension import codes_of
from app.figures.loading import Loaded, with_facts
from app.figures.selecting import today
from app.figures.view import TEST, View
from app.port import Memory
from app.ports.figure_features import texts_of_features

OF_ALL = ("number", "country", "carrier", "flow", "block")
"""Filters whose choices are those of the whole company, as are texts of features: users who are limited to groups get
what their calls have."""

SEEN_DAYS = 400
MOST_REMEMBERED = 200

Seen = dict[str, set[str]]
State = tuple[object, ...]


@dataclass
class _Remembered:
    """Keeps what calls of past days have, by company and groups, with what says whether these days have changed."""

    seen: OrderedDict[tuple[int, Groups], tuple[State, Seen]] = field(default_factory=OrderedDict)


_remembered: Memory[_Remembered] = Memory(_Remembered)


def of_all() -> list[str]:
    """Return the filters whose choices are those of the whole company."""
    return [*OF_ALL, *texts_of_features()]


def seen(name: str) -> set[str]:
    """Return the values of the filter *name*, one of ``of_all``, that any call of the last months has that the user may
    see."""
    last = today().toordinal()
    past = with_facts(last - SEEN_DAYS, last - 1, _of_past)
    return past[name] | with_facts(last, last, lambda data: _values(data, name))


def _of_past(data: Loaded) -> Seen:
    key, state = (company_in_force(), groups_in_force()), (*data.days, *(each.id for each in data.fresh))
    known = _remembered().seen
    if key not in known or known[key][0] != state:
        known[key] = state, {name: _values(data, name) for name in of_all()}
        while len(known) > MOST_REMEMBERED:
            known.popitem(last=False)
    return known[key][1]


def _values(data: Loaded, name: str) -> set[str]:
    calls, dimension = View(data, {TEST: ("1",)}).calls, dimensions()[name]
    codes = codes_of(data, dimension, "call")
    found = codes.code[calls] if codes.places is None else codes.code[calls[codes.places]]
    return {*dimension.texts(data, distinct(found).tolist()).values()}
