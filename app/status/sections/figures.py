"""Makes the section "figures", and the catalog of what there is: the large figures and those in the drawer."""

from collections.abc import Iterable, Mapping

from app.company.targets import Targets
from app.ports.figures import Measure
from app.ports.wall import Shown, WallFigure
from app.status.picture import Picture, Row, Rows, ms
from app.status.sections.day_figures import OF_DAY, of_feature
from app.status.sections.live_figures import LIVE
from app.status.sections.own_figure import OwnFigure

OWN = (*LIVE[:3], *OF_DAY, *LIVE[3:])
"""In the order of the drawer."""


def of_features(measures: Iterable[Measure]) -> list[OwnFigure]:
    """Return the figures of those *measures* of features that belong on the wall."""
    return [of_feature(each) for each in measures if each.wall]


def figures(picture: Picture, more: Mapping[str, Shown]) -> Rows:
    """Return a row for each figure, with those of features in *more*."""
    shown = {each.figure.name: each.show(picture) for each in [*OWN, *of_features(picture.more_measures)]} | dict(more)
    return {name: row_of(each) for name, each in shown.items()}


def row_of(shown: Shown) -> Row:
    """Return the row of a figure."""
    return {
        "value": shown.value,
        "of": shown.of,
        "parts": dict(shown.parts),
        "since": ms(shown.since),
        "usual": shown.usual,
        "text": shown.text,
        "href": shown.href,
        "filled": shown.filled,
    }


def catalog(more: Mapping[str, WallFigure], measures: Mapping[str, Measure], targets: Targets) -> list[Row]:
    """Return what the figures are with the thresholds of a company, those of features last."""
    own = [each.by(targets) for each in (*OWN, *of_features(measures.values()))]
    return [_entry(each, measures) for each in [*own, *more.values()]]


def _entry(figure: WallFigure, measures: Mapping[str, Measure]) -> Row:
    said = measures.get(figure.name, figure) if figure.is_measure else figure
    return {
        "name": figure.name,
        "label": str(figure.label),
        "words": str(said.words),
        "formula": str(said.formula),
        "unit": figure.unit,
        "currency": figure.currency,
        "better": said.better,
        "is_default": figure.is_default,
        "target": {"watch": figure.watch, "act": figure.act} if figure.has_target else None,
        "judged": figure.judged,
    }
