"""Defines what rules can find in a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.questions.days import Days


@dataclass(frozen=True, slots=True)
class FoundDays:
    """Says which days are meant; *is_compared* if they are those to compare with."""

    days: Days
    is_compared: bool = False


@dataclass(frozen=True, slots=True)
class FoundFilter:
    """Says that any of *values* will do for the filter *name*; or none of them, if *is_not*."""

    name: str
    values: tuple[str, ...]
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class FoundLength:
    """Says how long, in seconds, a wait or a talk is at least and at most. *is_wait* if it can only be a wait."""

    at_least_s: int | None
    at_most_s: int | None
    is_wait: bool = False


@dataclass(frozen=True, slots=True)
class FoundSplit:
    """Says by what to split; *is_vague* if another split is meant rather: "the country of most callers"."""

    name: str
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class FoundCompare:
    """Says what to compare with: "previous" or "year"; "" for what is named beside each other."""

    name: str


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """Says which figure is asked for."""

    name: str


@dataclass(frozen=True, slots=True)
class FoundCue:
    """Is a word such as "average" or "who", which means something beside others."""

    name: str


@dataclass(frozen=True, slots=True)
class FoundNothing:
    """Is a word that is known and says nothing here."""


Finding = FoundDays | FoundFilter | FoundLength | FoundSplit | FoundCompare | FoundMeasure | FoundCue | FoundNothing

F = TypeVar("F", covariant=True)
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Placed(Generic[F]):
    """Says that the items *first* to *last* of a question mean *finding*."""

    finding: F
    first: int
    last: int


def of_kind(found: Iterable[Placed[Finding]], kind: type[K]) -> list[Placed[K]]:
    """Return those of one kind."""
    return [Placed(each.finding, each.first, each.last) for each in found if isinstance(each.finding, kind)]
