"""Makes the strip of sums above the cards, and finds out which filter leaves nothing."""

from dataclasses import dataclass, replace

from app.amounts import filled, measured
from app.ports.figures import Question, figures
from app.statistics import bar
from app.statistics.asked import Asked, page_of
from app.statistics.spans import short_span
from app.statistics.written import NO_CHANGE, change

SUMS = ("calls", "answered_share", "missed", "abandoned", "service_level", "minutes")


@dataclass(frozen=True, slots=True)
class Sum:
    """Describes one figure. *look* is "good", "bad" or "" for its change, *arrow* its icon, "" if nothing changed."""

    label: str
    words: str
    formula: str
    filled: str
    text: str
    change: str
    arrow: str
    look: str
    period: str
    href: str


@dataclass(frozen=True, slots=True)
class Sums:
    """Holds the figures of the strip. *is_empty* says that no call is like that."""

    sums: list[Sum]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Nearest:
    """Describes the filter without which most calls are found."""

    label: str
    calls: int
    href: str


def sums_of(asked: Asked) -> Sums:
    """Return the sums of all calls that are meant, with what has changed."""
    measures = figures().measures()
    found = asked.answer(SUMS)
    before = found.compared.total.values if found.compared else [None] * len(SUMS)
    other = found.compared.question.selection if found.compared else asked.selection
    period = short_span(other.first, other.last, asked.today)
    sums = []
    for place, (name, amount, earlier) in enumerate(zip(SUMS, found.total.values, before, strict=True)):
        kind = measures[name]
        shown = measured(amount, kind, is_exact=name == "answered_share")
        rise = (amount or 0) - (earlier or 0)
        text = "" if found.compared is None else change(amount, earlier, kind.unit)
        look = (
            ""
            if not kind.better or text.startswith(NO_CHANGE) or not text
            else "good"
            if (rise > 0) == (kind.better == "more")
            else "bad"
        )
        sums.append(
            Sum(
                str(kind.label),
                str(kind.words),
                str(kind.formula),
                filled(shown, found.total.quotient(place)),
                shown,
                text,
                _arrow(rise, text),
                look,
                period,
                asked.calls(name),
            )
        )
    return Sums(sums, not found.total.values[0])


def _arrow(rise: float, text: str) -> str:
    if not text or text.startswith(NO_CHANGE):
        return ""
    return "arrow-up-right" if rise > 0 else "arrow-down-right"


def nearest_with_calls(asked: Asked) -> Nearest | None:
    """Return the filter without which most calls are found; None if there is none such."""
    best: Nearest | None = None
    for name, _values in asked.selection.filters:
        wider = bar.without(asked.selection, name)
        calls = round(figures().ask(Question(replace(wider, compare=""), ("calls",))).total.values[0] or 0)
        if calls and (best is None or calls > best.calls):
            chip = next(each for each in bar.chips_of(asked.selection) if each.name == name)
            best = Nearest(f"{chip.label} {chip.text}", calls, page_of(wider))
    return best
