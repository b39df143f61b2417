"""A feature that tests make up: what each call cost, in cents, and by which tariff."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from app.ports.figure_features import (
    Amounts,
    CallsWith,
    Classes,
    FeatureMeasure,
    FeatureSplit,
    FigureFeature,
    Mean,
    Texts,
    Total,
)
from app.ports.figures import Measure, OnWall
from app.ports.health import HealthCheck, warning


@dataclass
class Cost:
    """What the feature knows of calls, by their IDs."""

    cents: dict[str, int] = field(default_factory=dict)
    tariffs: dict[str, list[str]] = field(default_factory=dict)
    is_there: bool = True

    def feature(self) -> FigureFeature:
        cents = Amounts("cost", lambda calls: {call.id: self.cents.get(call.id, 0) for call in calls}, 100)
        tariffs = Texts(
            "tariff", lambda calls: {each: self.tariffs[each] for each in _ids(calls) & self.tariffs.keys()}
        )
        words = _l("What calls cost."), _l("sum of all costs")
        measures = (
            FeatureMeasure(
                Measure("cost", _l("Cost"), *words, "money", "less", OnWall(_l("Cost today"), 5, 10), currency="EUR"),
                Total(cents),
            ),
            FeatureMeasure(
                Measure("average_cost", _l("Average cost"), *words, "money", "less", currency="EUR"), Mean(cents)
            ),
            FeatureMeasure(Measure("paid", _l("Paid calls"), *words, "calls", ""), CallsWith(cents)),
        )
        classes = {"none": _l("No cost"), "cheap": _l("Cheap"), "dear": _l("Dear")}
        splits = (
            FeatureSplit("cost", _l("Cost class"), Classes(cents, (1, 100), tuple(classes)), classes),
            FeatureSplit("tariff", _l("Tariff"), tariffs),
        )
        check = HealthCheck("tariffs", _l("Tariffs"), lambda: warning("Prices are a year old.", "Load new ones."))
        return FigureFeature("cost", measures, splits, check, lambda: self.is_there)


def _ids(calls):
    return {call.id for call in calls}
