"""Provides ``app.ports.figures``."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from app.figures.asking import ask, recount
from app.figures.listing import calls
from app.figures.measures import MEASURES
from app.figures.selecting import FILTERS, SPLITS, args_of, chips, selection, text_of
from app.figures.single import facts
from app.figures.view import TEST
from app.ports.figures import Filter, Measure, Split

__all__ = [
    "args",
    "ask",
    "calls",
    "chips",
    "choices",
    "facts",
    "filters",
    "label",
    "measures",
    "recount",
    "selection",
    "splits",
]

args = args_of


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
    return FILTERS[name].choices()
