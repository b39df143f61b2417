"""Makes the bar of filters: what is on, how to take it off, and the ranges to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.ports.figures import Chip, Selection, figures
from app.statistics.asked import page_of
from app.statistics.spans import span

RANGES: Mapping[str, LazyString] = {
    "today": _l("Today"),
    "yesterday": _l("Yesterday"),
    "7d": _l("7 days"),
    "30d": _l("30 days"),
}
LONGER_RANGES: Mapping[str, LazyString] = {
    "month": _l("This month"),
    "last_month": _l("Last month"),
    "year": _l("This year"),
    "last_year": _l("Last year"),
}
COMPARISONS: Mapping[str, LazyString] = {
    "": _l("Nothing"),
    "previous": _l("The period before"),
    "year": _l("The same days a year ago"),
}
COMPARED: Mapping[str, LazyString] = {
    "previous": _l("Compared with the period before"),
    "year": _l("Compared with a year ago"),
}
MOST_NAMED = 2
PERIOD_FIELDS = ("period", "from", "to", "compare")
ICONS = {
    "direction": "arrows-diff",
    "group": "users",
    "employee": "user",
    "weekday": "calendar-event",
    "hour": "clock",
    "country": "world",
    "number": "phone",
    "flow": "sitemap",
    "tag": "tag",
}


@dataclass(frozen=True, slots=True)
class ShownChip:
    """Describes a filter that is on: its *label*, its values as *text*, and the page *without* it."""

    name: str
    label: str
    text: str
    without: str
    is_known: bool = True

    @property
    def icon(self) -> str:
        """Return the icon that goes with the filter."""
        return ICONS.get(self.name, "filter")


def chips_of(selection: Selection) -> list[ShownChip]:
    """Return one chip for each filter."""
    by_name: dict[str, list[Chip]] = {}
    for each in figures().chips(selection):
        by_name.setdefault(each.name, []).append(each)
    return [_chip(selection, name, found) for name, found in by_name.items()]


def _chip(selection: Selection, name: str, found: Sequence[Chip]) -> ShownChip:
    known = figures().filters()
    label = str(known[name].label) if name in known else name
    words = [each.text for each in found[:MOST_NAMED]]
    text = ", ".join(words) + (f" +{len(found) - MOST_NAMED}" if len(found) > MOST_NAMED else "")
    return ShownChip(name, label, text, page_of(without(selection, name)), all(each.is_known for each in found))


def without(selection: Selection, name: str) -> Selection:
    """Return the selection without the filter *name*; without any filter for ""."""
    kept = tuple(each for each in selection.filters if name and each[0] != name)
    return replace(selection, filters=kept)


def compared_chip(selection: Selection) -> ShownChip | None:
    """Return the chip that says what the period is compared with; None for nothing."""
    if not selection.compare:
        return None
    text = str(COMPARED.get(selection.compare, selection.compare))
    return ShownChip("compare", "", text, page_of(replace(selection, compare="")))


def period_words(selection: Selection, today: date) -> str:
    """Return the period as people read it."""
    named = {**RANGES, **LONGER_RANGES}.get(selection.period)
    return str(named) if named else span(selection.first, selection.last, today)


def fields_of(selection: Selection, *left_out: str) -> list[tuple[str, str]]:
    """Return the parameters of a form that keeps *selection*, without those that the form itself has."""
    return [(name, value) for name, value in figures().args(selection) if name not in left_out]
