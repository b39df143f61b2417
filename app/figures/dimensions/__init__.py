"""Declares the dimensions of calls, by name."""

from app.figures.dimensions import drawings, plain, terms, times
from app.figures.dimensions.dimension import Dimension

DIMENSIONS: dict[str, Dimension] = {
    each.name: each for each in (*times.DIMENSIONS, *plain.DIMENSIONS, *terms.DIMENSIONS, *drawings.DIMENSIONS)
}
