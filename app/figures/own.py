"""Asks features for what each call has of theirs, and knows the columns in which that is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from zoneinfo import ZoneInfo

from app.figures.facts import COLUMNS, TERMS, Facts, Own
from app.figures.registered import Registered
from app.figures.tally import tally
from app.ports.call_records import CallRecord
from app.ports.figure_features import Amounts, BadFigureFeature, FigureFeature, Texts

Names = dict[str, tuple[str, ...]]
"""The names of columns, by the kind of fact."""

FeatureColumn = tuple[str, str]
"""The kind of fact and the name."""


@dataclass(frozen=True)
class OwnColumns:
    """Holds what *features* have of each call. Amounts are columns of calls; texts are facts of a kind of their own."""

    features: tuple[FigureFeature, ...]

    def __post_init__(self) -> None:
        """Raise BadFigureFeature for a column that there is already."""
        names = [*COLUMNS["call"], *(each.name for each in self.amounts)]
        kinds = [*COLUMNS, *(each.name for each in self.texts)]
        if again := sorted({each for some in (names, kinds) for each in some if some.count(each) > 1}):
            raise BadFigureFeature(f"there are facts called {', '.join(again)} already")

    @cached_property
    def amounts(self) -> list[Amounts]:
        """Return all amounts, in the order of ``Own``."""
        return [each for feature in self.features for each in feature.amounts]

    @cached_property
    def texts(self) -> list[Texts]:
        """Return all texts, in the order of ``Own``."""
        return [each for feature in self.features for each in feature.texts]

    @cached_property
    def columns(self) -> Names:
        """Return the columns of all facts, those of features last."""
        call = (*COLUMNS["call"], *(each.name for each in self.amounts))
        return {**COLUMNS, "call": call, **{each.name: ("call", each.name) for each in self.texts}}

    @cached_property
    def terms(self) -> dict[str, dict[str, str]]:
        """Return which columns are terms, and of which kind, by the kind of fact."""
        return {**TERMS, **{each.name: {each.name: each.name} for each in self.texts}}

    @cached_property
    def of_features(self) -> frozenset[FeatureColumn]:
        """Return the columns that days may lack, which were stored before there was the feature."""
        texts = ((each.name, name) for each in self.texts for name in ("call", each.name))
        return frozenset({*texts, *(("call", each.name) for each in self.amounts)})

    @cached_property
    def digest(self) -> str:
        """Return a word that is another one when there are other columns."""
        names = sorted(f"{kind}.{name}" for kind, name in self.of_features)
        return blake2b("\n".join(names).encode(), digest_size=4).hexdigest()

    def of(self, calls: Sequence[CallRecord]) -> list[Own]:
        """Return what features have of each of *calls*."""
        amounts = [each.of(calls) for each in self.amounts]
        texts = [each.of(calls) for each in self.texts]
        return [
            Own(
                tuple([found.get(call.id, 0) for found in amounts]),
                tuple([tuple(dict.fromkeys(found.get(call.id, ()))) for found in texts]),
            )
            for call in calls
        ]


own: Registered[OwnColumns] = Registered(OwnColumns)
"""Returns what the features of the current application have of each call."""


def tally_all(calls: Iterable[CallRecord], zone: ZoneInfo) -> list[Facts]:
    """Return the facts of *calls* by the clock of *zone*, with what features have of them."""
    found = [*calls]
    return [tally(call, zone, theirs) for call, theirs in zip(found, own().of(found), strict=True)]
