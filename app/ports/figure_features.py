"""Lets each feature register what belongs to it among the figures, where nobody else knows of it.

A feature says it once, when it is wired: ``register(app, FigureFeature("cost", ...))``. Its figures are then in
Statistics, in files and reports, in docs/figures.md and, if it says so, on the wall; its splits are filters, too; its
line is in Health. Without the feature, nothing of it is there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask
from flask_babel import LazyString

from app.port import Registry
from app.ports.call_records import CallRecord
from app.ports.figures import Measure
from app.ports.health import HealthCheck, health_checks

MOST_AMOUNT_CHARACTERS, MOST_TEXT_CHARACTERS = 16, 8


class BadFigureFeature(ValueError):
    """Raised when a feature registers something that can't be kept."""


@dataclass(frozen=True, eq=False)
class Amounts:
    """Declares a whole number that each call has; 0 stands for none that is known.

    *of* gives those of some calls by ID, and may leave calls out; it is called in the scope of the company, and may
    read tables of the feature. *per* is how many make one of the figure's unit, such as 100 cents. What it gave is kept
    under *name*: another definition needs another name. Whoever changes what it gives tells ``figures().count_anew``.
    """

    name: str
    of: Callable[[Sequence[CallRecord]], Mapping[str, int]]
    per: float = 1.0

    def __post_init__(self) -> None:
        """Raise BadFigureFeature for a name that has no room."""
        _check_name(self.name, MOST_AMOUNT_CHARACTERS)


@dataclass(frozen=True, eq=False)
class Texts:
    """Declares texts of which each call has any number, such as tags. *of* is as with Amounts."""

    name: str
    of: Callable[[Sequence[CallRecord]], Mapping[str, Sequence[str]]]

    def __post_init__(self) -> None:
        """Raise BadFigureFeature for a name that has no room."""
        _check_name(self.name, MOST_TEXT_CHARACTERS)


@dataclass(frozen=True)
class Total:
    """Adds the amounts of calls."""

    amounts: Amounts


@dataclass(frozen=True)
class Mean:
    """Averages the amounts of those calls of which one is known."""

    amounts: Amounts


@dataclass(frozen=True)
class CallsWith:
    """Counts the calls of which an amount is known."""

    amounts: Amounts


How = Total | Mean | CallsWith


@dataclass(frozen=True)
class FeatureMeasure:
    """Holds a measure of a feature, and *how* it is reckoned."""

    measure: Measure
    how: How


@dataclass(frozen=True)
class Classes:
    """Puts calls into classes by an amount: the first of *names* has those below the first of *edges*, and so on."""

    amounts: Amounts
    edges: Sequence[int]
    names: Sequence[str]

    def __post_init__(self) -> None:
        """Raise BadFigureFeature unless there is an edge between any two classes."""
        if len(self.names) != len(self.edges) + 1 or list(self.edges) != sorted(set(self.edges)):
            raise BadFigureFeature(f"{self.amounts.name}: {len(self.names)} classes need an edge between any two")


@dataclass(frozen=True)
class FeatureSplit:
    """Describes a split of a feature, which is a filter, too. *words* has what people call each class, in the order to
    show; texts are called what they are."""

    name: str
    label: LazyString
    by: Classes | Texts
    words: Mapping[str, LazyString] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise BadFigureFeature for a class that has no words, or words for no class."""
        if isinstance(self.by, Classes) and {*self.words} != {*self.by.names}:
            raise BadFigureFeature(f"the split {self.name} needs words for each of its classes")


def everywhere() -> bool:
    """Return that a feature is there in each company."""
    return True


@dataclass(frozen=True)
class FigureFeature:
    """Describes what a feature adds. *is_there* says whether the company in force has it: if not, nothing of it is
    shown there. *health* is its line in Health."""

    name: str
    measures: Sequence[FeatureMeasure] = ()
    splits: Sequence[FeatureSplit] = ()
    health: HealthCheck | None = None
    is_there: Callable[[], bool] = everywhere

    @property
    def amounts(self) -> list[Amounts]:
        """Return the amounts that it needs, each once."""
        used = [each.how.amounts for each in self.measures]
        return [*dict.fromkeys([*used, *(each.by.amounts for each in self.splits if isinstance(each.by, Classes))])]

    @property
    def texts(self) -> list[Texts]:
        """Return the texts that it needs, each once."""
        return [*dict.fromkeys(each.by for each in self.splits if isinstance(each.by, Texts))]


figure_features: Registry[FigureFeature] = Registry("features with figures", key=lambda feature: feature.name)


def texts_of_features() -> list[str]:
    """Return the names of those splits that are by texts."""
    return [each.name for feature in figure_features() for each in feature.splits if isinstance(each.by, Texts)]


def register(app: Flask, feature: FigureFeature) -> None:
    """Add what belongs to a feature. Raise BadFigureFeature, or ``ProvidedTwice``."""
    others = figure_features.of(app)
    for kind, names_of in _NAMES.items():
        names = [name for each in (*others, feature) for name in names_of(each)]
        if again := sorted({name for name in names if names.count(name) > 1}):
            raise BadFigureFeature(f"{feature.name}: there are two {kind} called {', '.join(again)}")
    figure_features.add(app, feature)
    if feature.health:
        health_checks.add(app, feature.health)


_NAMES: dict[str, Callable[[FigureFeature], list[str]]] = {
    "measures": lambda feature: [each.measure.name for each in feature.measures],
    "splits": lambda feature: [each.name for each in feature.splits],
    "amounts": lambda feature: [each.name for each in feature.amounts],
    "texts": lambda feature: [each.name for each in feature.texts],
}


def _check_name(name: str, most: int) -> None:
    if not name.isidentifier() or len(name) > most:
        raise BadFigureFeature(f"{name!r} is no word of at most {most} characters")
