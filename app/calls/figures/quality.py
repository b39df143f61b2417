"""Counts how well calls were heard, as far as phones report it."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _

from app.ports.call_records import CallRecord
from app.ports.figure_features import Amounts, Classes, FeatureMeasure, FeatureSplit, FigureFeature, Mean
from app.ports.figures import Measure

PER = 100


def _scores(calls: Sequence[CallRecord]) -> Mapping[str, int]:
    return {call.id: round(call.mos * PER) for call in calls if call.mos}


SCORES = Amounts("mos", _scores, PER)
QUALITIES = {
    "unknown": _("Unknown"),
    "bad": _("Bad"),
    "poor": _("Poor"),
    "fair": _("Fair"),
    "good": _("Good"),
}
EDGES = (100, 310, 360, 400)
"""Where bad, poor, fair and good speech begins, in hundredths of a mean opinion score."""

FEATURE = FigureFeature(
    "quality",
    measures=(
        FeatureMeasure(
            Measure(
                "mos",
                _("Speech quality"),
                _(
                    "The average of each call's lowest opinion score (MOS), from 1 to 5. Calls of which no phone "
                    "reported a score don't count."
                ),
                _("sum of the lowest scores / number of calls with a score"),
                "score",
                "more",
            ),
            Mean(SCORES),
        ),
    ),
    splits=(FeatureSplit("quality", _("Quality"), Classes(SCORES, EDGES, tuple(QUALITIES)), QUALITIES),),
)
