"""Makes dimensions of what features register: classes of amounts, and texts."""

import numpy as np

from app.figures.columns import Column
from app.figures.dimensions.dimension import Dimension
from app.figures.dimensions.plain import named
from app.figures.dimensions.terms import known_terms, of_rows
from app.figures.loading import Loaded
from app.ports.figure_features import Classes, FeatureSplit, Texts


def dimension_of(split: FeatureSplit) -> Dimension:
    """Return the dimension of a feature's split."""
    return _of_texts(split, split.by) if isinstance(split.by, Texts) else _of_classes(split, split.by)


def _of_classes(split: FeatureSplit, classes: Classes) -> Dimension:
    edges, name = np.asarray(classes.edges, dtype=np.int64), classes.amounts.name

    def codes(data: Loaded) -> Column:
        found: Column = np.searchsorted(edges, data.column("call", name), side="right")
        return found

    return named(split.name, split.label, split.words, tuple(classes.names), made=codes)


def _of_texts(split: FeatureSplit, texts: Texts) -> Dimension:
    return of_rows(
        split.name,
        texts.name,
        texts.name,
        split.label,
        choices=lambda: [(each, each) for each in known_terms(texts.name)],
        is_once=True,
    )
