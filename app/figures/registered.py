"""Remembers what was made of the features that have registered, in each application."""

from collections.abc import Callable
from typing import Generic, TypeVar

from app.port import Memory
from app.ports.figure_features import FigureFeature, figure_features

T = TypeVar("T")
Features = tuple[FigureFeature, ...]


class Registered(Generic[T]):
    """Gives what *make* returned for the features that there are, made once."""

    def __init__(self, make: Callable[[Features], T]) -> None:
        """*make* is called again only if another feature has registered since."""
        self._make = make
        self._made: Memory[list[tuple[Features, T]]] = Memory(list)

    def __call__(self) -> T:
        """Return what belongs to the features of the current application."""
        made, features = self._made(), figure_features()
        if not made or made[0][0] is not features:
            made[:] = [(features, self._make(features))]
        return made[0][1]


def hidden_measures() -> frozenset[str]:
    """Return the names of measures of features that the company in force doesn't have."""
    return frozenset(each.measure.name for feature in _absent() for each in feature.measures)


def hidden_splits() -> frozenset[str]:
    """Return the names of splits of features that the company in force doesn't have."""
    return frozenset(each.name for feature in _absent() for each in feature.splits)


def _absent() -> list[FigureFeature]:
    return [feature for feature in figure_features() if not feature.is_there()]
