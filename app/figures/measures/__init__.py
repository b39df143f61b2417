"""Defines each figure once: in words, as a formula, and how it is reckoned from the facts."""

from app.figures.measures import callers, outcomes, people, times
from app.figures.measures.defined import Defined
from app.figures.measures.of_features import measure_of
from app.figures.registered import Features, Registered
from app.ports.figure_features import BadFigureFeature

OF_CALLS: dict[str, Defined] = {
    each.measure.name: each for each in (*outcomes.MEASURES, *times.MEASURES, *people.MEASURES, *callers.MEASURES)
}
"""Those that every exchange has, without those of features."""


def _all(features: Features) -> dict[str, Defined]:
    found = {each.measure.name: measure_of(each) for feature in features for each in feature.measures}
    if again := sorted(found.keys() & OF_CALLS.keys()):
        raise BadFigureFeature(f"there are measures called {', '.join(again)} already")
    return OF_CALLS | found


measures: Registered[dict[str, Defined]] = Registered(_all)
"""Returns all measures by name, in the order in which pages offer them: those of features last."""
