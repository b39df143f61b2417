"""Lists the calls that a figure counts."""

from collections.abc import Callable

import numpy as np
from flask_babel import gettext as _

from app.figures.columns import Column, ranked
from app.figures.loading import Loaded, Mask, with_facts
from app.figures.measures import measures
from app.figures.outcomes import CODES
from app.figures.registered import hidden_measures
from app.figures.selecting import days_in
from app.figures.view import View
from app.ports.figures import BadSelection, CallPage, Selection

MISSED_FIRST = ("missed", "abandoned", "voicemail", "callback", "open", "not_reached", "menu", "answered", "refused")
"""The order of outcomes, from what needs action; others follow."""

FEW_CALLERS = 1_000
"""So many are looked up themselves, and not looked for among all callers."""


def calls(selection: Selection, measure: str, sort: str, offset: int, limit: int) -> CallPage:
    """Return the calls that *measure* counts in *selection*, in the order that *sort* names."""
    return with_facts(*days_in(selection), lambda data: page_of(data, selection, measure, sort, offset, limit))


def page_of(data: Loaded, selection: Selection, measure: str, sort: str, offset: int, limit: int) -> CallPage:
    """Return the same of *data*, which has the days of the selection."""
    name = sort.removeprefix("-")
    if measure not in measures() or measure in hidden_measures():
        raise BadSelection(_("There is no figure called “%(name)s”.", name=measure))
    if name not in SORTS:
        raise BadSelection(_("Calls can't be sorted by “%(name)s”.", name=name))
    places = np.flatnonzero(counted(View(data, dict(selection.filters)), measure))
    order = _order(data, places, name, sort.startswith("-"), (offset, offset + limit))
    chosen = places[order[offset : offset + limit]]
    return CallPage(data.ids(chosen.tolist()), len(places))


def counted(view: View, measure: str) -> Mask:
    """Return which calls *measure* counts."""
    rows = measures()[measure].how.rows(view)
    if rows.kind == "call":
        return rows.mask
    found = np.zeros(view.data.count, dtype=bool)
    found[view.column(rows.kind, "call")[rows.mask]] = True
    return found


def _order(data: Loaded, places: Column, name: str, is_descending: bool, needed: tuple[int, int] = (0, 0)) -> Column:
    """Return the order of *places*; calls that are alike in it come newest first. By caller, only those from and to
    *needed* are in order."""
    newest = -_began(data)[places]
    if name == "started_at":
        return np.argsort(newest if is_descending else -newest, kind="stable")
    if name == "caller":
        return np.lexsort((newest, _callers(data, places, is_descending, needed)))
    keys = SORTS[name](data)[places]
    return np.lexsort((newest, -keys if is_descending else keys))


def _callers(data: Loaded, places: Column, is_descending: bool, needed: tuple[int, int]) -> Column:
    """Return the rank of the caller of each of *places*, by the text of the number. There are many callers: they are
    ranked from the nearer end, and only as many as have the calls that are *needed*."""
    outside = data.column("call", "outside")[places]
    different, number = ranked(outside)
    if len(different) <= FEW_CALLERS:
        ranks_of_few = _ranks(data, outside)
        return -ranks_of_few if is_descending else ranks_of_few
    counts, at = np.bincount(number, minlength=len(different)), {int(each): n for n, each in enumerate(different)}
    begins, ends = needed[0], min(needed[1], len(places))
    from_end = begins > len(places) - ends
    wanted = len(places) - begins if from_end else ends
    ranks, found = np.full(len(different), 0 if from_end else len(different), dtype=np.int64), 0
    terms = (term for term in data.callers_by_text(is_descending != from_end) if term in at)
    for rank, term in enumerate(terms):
        if found >= wanted:
            break
        ranks[at[term]] = len(different) - rank if from_end else rank
        found += int(counts[at[term]])
    return ranks[number]


def newest_first(data: Loaded, places: Column) -> Column:
    """Return *places* in the order of their calls, the newest first."""
    return places[_order(data, places, "started_at", is_descending=True)]


def _began(data: Loaded) -> Column:
    return np.asarray(data.day.astype(np.int64) * 100_000_000 + data.column("call", "began_ms"))


def _ranks(data: Loaded, column: Column) -> Column:
    """Return the place of each term among the others, by its text."""
    different, number = ranked(column)
    place = np.empty(len(different), dtype=np.int64)
    place[data.by_text(different)] = np.arange(len(different))
    found: Column = place[number]
    return found


def _by_term(name: str) -> Callable[[Loaded], Column]:
    return lambda data: _ranks(data, data.column("call", name))


def _by_number(name: str) -> Callable[[Loaded], Column]:
    return lambda data: data.column("call", name).astype(np.int64)


def _outcomes(data: Loaded) -> Column:
    order = (*MISSED_FIRST, *(each for each in CODES if each not in MISSED_FIRST))
    place = np.asarray([order.index(each) for each in CODES], dtype=np.int64)
    return place[data.column("call", "outcome")]


def _employees(data: Loaded) -> Column:
    """Return the rank of who talked, or was rung last."""
    found = np.full(data.count, data.number(("extension", "")), dtype=np.int64)
    extension = data.column("person", "extension")
    found[data.column("person", "call")[::-1]] = extension[::-1]
    talked = data.column("leg", "talked_ms") >= 0
    found[data.column("leg", "call")[talked]] = data.column("leg", "extension")[talked]
    return _ranks(data, found)


SORTS: dict[str, Callable[[Loaded], Column]] = {
    "started_at": _began,
    "waited_s": _by_number("waited_ms"),
    "talked_s": _by_number("talked_ms"),
    "caller": _by_term("outside"),
    "number": _by_term("number"),
    "outcome": _outcomes,
    "employee": _employees,
}
