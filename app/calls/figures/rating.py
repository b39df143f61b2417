"""Counts the ratings that people give to calls."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.ports.call_records import CallRecord
from app.ports.figure_features import Amounts, Classes, FeatureMeasure, FeatureSplit, FigureFeature, Mean
from app.ports.figures import Measure

STARS = (1, 2, 3, 4, 5)


def _ratings(calls: Sequence[CallRecord]) -> Mapping[str, int]:
    return {call.id: call.rating for call in calls if call.rating}


def _stars(count: int) -> LazyString:
    return LazyString(lambda: "★" * count)


RATINGS = Amounts("rating", _ratings)
FEATURE = FigureFeature(
    "rating",
    measures=(
        FeatureMeasure(
            Measure(
                "rating",
                _("Rating"),
                _("The average of the ratings that calls were given, from 1 to 5. Calls without a rating don't count."),
                _("sum of all ratings / number of rated calls"),
                "score",
                "more",
            ),
            Mean(RATINGS),
        ),
    ),
    splits=(
        FeatureSplit(
            "rating",
            _("Rating"),
            Classes(RATINGS, STARS, ("0", *map(str, STARS))),
            {**{str(count): _stars(count) for count in reversed(STARS)}, "0": _("Not rated")},
        ),
    ),
)
