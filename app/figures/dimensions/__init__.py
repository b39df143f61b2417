"""Declares the dimensions of calls, by name."""

from app.figures.dimensions import drawings, plain, present, terms, times
from app.figures.dimensions.dimension import Dimension
from app.figures.dimensions.of_features import dimension_of
from app.figures.registered import Features, Registered
from app.ports.figure_features import BadFigureFeature

OF_CALLS: dict[str, Dimension] = {
    each.name: each
    for each in (
        *times.DIMENSIONS,
        *plain.DIMENSIONS,
        *terms.DIMENSIONS,
        *drawings.DIMENSIONS,
        *present.DIMENSIONS,
    )
}
"""Those that every exchange has, without those of features."""


def _all(features: Features) -> dict[str, Dimension]:
    found = {each.name: dimension_of(each) for feature in features for each in feature.splits}
    if again := sorted(found.keys() & OF_CALLS.keys()):
        raise BadFigureFeature(f"there are splits called {', '.join(again)} already")
    return OF_CALLS | found


dimensions: Registered[dict[str, Dimension]] = Registered(_all)
"""Returns all dimensions, those of features last."""
