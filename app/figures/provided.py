"""Provides ``app.ports.figures``."""

from collections.abc import Mapping
from datetime import timedelta

from flask_babel import lazy_gettext as _

from app.db.groups import groups_in_force
from app.figures.asking import ask, consider, recount
from app.figures.listing import calls
from app.figures.measures import MEASURES
from app.figures.moment import at_moment
from app.figures.selecting import FILTERS, SPLITS, args_of, chips, selection, text_of, today
from app.figures.single import facts, facts_of
from app.figures.view import TEST
from app.figures.ways import calls_at, ways
from app.ports.figures import Filter, Measure, Question, Selection, Split

__all__ = [
    "args",
    "ask",
    "at_moment",
    "calls",
    "calls_at",
    "chips",
    "choices",
    "consider",
    "facts",
    "facts_of",
    "filters",
    "label",
    "measures",
    "recount",
    "selection",
    "splits",
    "ways",
]

args = args_of
OF_ALL = ("number", "country", "tag", "carrier", "flow", "block")
"""Filters whose choices are those of the whole company: users who are limited to groups get what their calls have."""

SEEN_DAYS = 400


def measures() -> Mapping[str, Measure]:
    """Return the measures by name, in the order in which pages offer them."""
    return {name: each.measure for name, each in MEASURES.items()}


def splits() -> Mapping[str, Split]:
    """Return the splits by name."""
    return {name: Split(name, each.label) for name, each in SPLITS.items()}


def filters() -> Mapping[str, Filter]:
    """Return the filters by name."""
    found = {name: Filter(name, each.label, each.filter) for name, each in FILTERS.items() if each.filter}
    return {**found, TEST: Filter(TEST, _("Blocked and test calls"), "choice")}


def label(name: str, value: str) -> str:
    """Return what people call a value of the split or filter *name*."""
    text = text_of(name, value)
    return value if text is None else text


def choices(name: str) -> list[tuple[str, str]]:
    """Return (value, label) of all that a filter offers, in the order to show."""
    if name == TEST:
        return [("1", label(TEST, "1"))]
    offered = FILTERS[name].choices()
    return offered if groups_in_force() is None or name not in OF_ALL else _of_seen_calls(name, offered)


def _of_seen_calls(name: str, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of *offered* that any call of the last months has that the user may see."""
    chosen = Selection(today() - timedelta(days=SEEN_DAYS), today(), filters=((TEST, ("1",)),))
    seen = {row.keys[0] for row in ask(Question(chosen, ("calls",), (name,))).rows}
    return [each for each in offered if each[0] in seen or each[0].rpartition(":")[0] in seen]
