"""Splits calls by the tags that flows and people put on them."""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _

from app.ports.call_records import CallRecord
from app.ports.figure_features import FeatureSplit, FigureFeature, Texts


def _tags(calls: Sequence[CallRecord]) -> Mapping[str, Sequence[str]]:
    return {call.id: call.tags for call in calls if call.tags}


FEATURE = FigureFeature("tags", splits=(FeatureSplit("tag", _("Tag"), Texts("tag", _tags)),))
