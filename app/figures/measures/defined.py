"""Puts a measure together: its name, its definition in words and as a formula, and how it is reckoned."""

from dataclasses import dataclass

from flask_babel import LazyString

from app.figures.at_work import TimeIn
from app.figures.reckoning import Reckoning
from app.ports.figures import Better, Measure, Unit


@dataclass(frozen=True)
class Defined:
    """Holds a measure and how it is reckoned."""

    measure: Measure
    how: Reckoning


def defined(
    name: str,
    label: LazyString,
    words: LazyString,
    formula: LazyString,
    how: Reckoning,
    unit: Unit = "calls",
    better: Better = "",
) -> Defined:
    """Return a measure."""
    return Defined(Measure(name, label, words, formula, unit, better, has_calls=not isinstance(how, TimeIn)), how)
