"""Defines each figure once: in words, as a formula, and how it is reckoned from the facts."""

from app.figures.measures import callers, outcomes, people, times
from app.figures.measures.defined import Defined

MEASURES: dict[str, Defined] = {
    each.measure.name: each for each in (*outcomes.MEASURES, *times.MEASURES, *people.MEASURES, *callers.MEASURES)
}
"""By name, in the order in which pages offer them."""
