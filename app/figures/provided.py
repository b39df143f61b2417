"""Provides ``app.ports.figures``."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _

from app.db import company_in_force
from app.db.groups import groups_in_force
from app.figures import selecting
from app.figures.asking import ask, consider, recount
from app.figures.listing import calls
from app.figures.measures import measures as all_measures
from app.figures.moment import at_moment
from app.figures.registered import Registered, hidden_measures
from app.figures.seen import of_all, seen
from app.figures.selecting import args_of, chips, selection, text_of
from app.figures.single import facts, facts_of
from app.figures.terms import few_numbers
from app.figures.view import TEST
from app.figures.ways import calls_at, ways
from app.ports import calls as port
from app.ports.calls import CallsChanged, announce
from app.ports.figures import Filter, Measure, Split

__all__ = [
    "args",
    "ask",
    "at_moment",
    "calls",
    "calls_at",
    "chips",
    "choices",
    "consider",
    "count_anew",
    "facts",
    "facts_of",
    "filters",
    "has",
    "label",
    "measures",
    "recount",
    "selection",
    "splits",
    "ways",
]

args = args_of
_measures: Registered[Mapping[str, Measure]] = Registered(
    lambda _features: {name: each.measure for name, each in all_measures().items()}
)


def measures() -> Mapping[str, Measure]:
    """Return the measures by name, in the order in which pages offer them."""
    hidden = hidden_measures()
    return {name: each for name, each in _measures().items() if name not in hidden} if hidden else _measures()


def splits() -> Mapping[str, Split]:
    """Return the splits by name."""
    return {name: Split(name, each.label) for name, each in selecting.splits().items()}


def filters() -> Mapping[str, Filter]:
    """Return the filters by name."""
    found = {name: Filter(name, each.label, each.filter) for name, each in selecting.filters().items() if each.filter}
    return {**found, TEST: Filter(TEST, _("Blocked and test calls"), "choice")}


def label(name: str, value: str) -> str:
    """Return what people call a value of the split or filter *name*."""
    text = text_of(name, value)
    return value if text is None else text


def has(name: str, value: str) -> bool:
    """Return whether a filter offers this value, or offered it once and any call has it. A user who is limited to
    groups does not learn of the latter."""
    is_counted = ("extension" if name == "employee" else name, value) in few_numbers()
    return (is_counted and groups_in_force() is None) or value in dict(choices(name))


def choices(name: str) -> list[tuple[str, str]]:
    """Return (value, label) of all that a filter offers, in the order to show."""
    if name == TEST:
        return [("1", label(TEST, "1"))]
    offered = selecting.filters()[name].choices()
    if groups_in_force() is None or name not in of_all():
        return offered
    has = seen(name)
    return [each for each in offered if each[0] in has or each[0].rpartition(":")[0] in has]


def count_anew(calls: Collection[str]) -> None:
    """Count these calls anew: a feature says something else of them now."""
    announce([CallsChanged(company_in_force(), tuple(calls))])
    port.calls().touch()
