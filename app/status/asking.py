"""Asks for what the wall says of the day so far, of yesterday by now, and of the usual day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.ports.figures import Answer, Measure, Question, Quotient, Selection, figures
from app.status.picture import Sums
from app.status.sections.lines import KINDS, MEASURES, OUTCOMES

USUAL_DAYS = 4
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
ASKED = ("answered", "missed", "voicemail", "callback", "abandoned")
TOTALS = (
    *ASKED,
    "calls",
    "service_level",
    "minutes",
    "asa",
    "average_talk",
    "longest_wait",
    "occupancy",
    "peak",
    "never_called_back",
)
COMPARED = ("calls", "minutes")

Ask = Callable[[Question], Answer]
Values = dict[str, float | None]
LineValues = dict[str, Values]
Load = dict[str, dict[int, float]]


def with_today(history: Sums, today: Selection, ask: Ask) -> Sums:
    """Return *history* with the sums of the day so far, by what *ask* answers."""
    measures, quotients = _totals(today, ask)
    return replace(
        history,
        measures=measures | derived(measures),
        quotients=quotients,
        lines=_lines(today, MEASURES, ask),
        load=_load(today, ask),
        hours=_hours(today, ask),
    )


def derived(measures: Values) -> Values:
    """Return what follows from the measures: how many wanted somebody."""
    return {"waited": sum(measures.get(name) or 0 for name in ASKED)}


def history_of(local: datetime) -> Sums:
    """Return what there was by this time of the day yesterday, and on the last such weekdays."""
    day = local.date()
    yesterday = until(Selection(day - DAY, day - DAY), local)
    lines = figures().consider(yesterday, lambda ask: _lines(yesterday, COMPARED, ask))
    before = Selection(day - USUAL_DAYS * WEEK, day - WEEK, filters=(("weekday", (str(day.isoweekday()),)),))
    return figures().consider(before, lambda ask: replace(_usual_sums(before, local, ask), lines_yesterday=lines))


def _usual_sums(before: Selection, local: datetime, ask: Ask) -> Sums:
    """Return what there was by this time of the days *before*, on average, and on these whole days."""
    count = _days(before, ask)
    if not count:
        return Sums()
    so_far = until(before, local)
    return Sums(
        usual=_usual(so_far, count, ask),
        lines_usual=_divided(_lines(so_far, COMPARED, ask), count),
        usual_load={
            key: {hour: each / count for hour, each in found.items()} for key, found in _load(before, ask).items()
        },
        usual_hours={hour: (found.get("calls") or 0) / count for hour, found in _hours(before, ask).items()},
    )


def until(selection: Selection, local: datetime) -> Selection:
    """Return the calls of the same days that began before this time of the day; in the first minute those before
    0:01."""
    minute = max(1, local.hour * 60 + local.minute)
    return replace(selection, filters=(*selection.filters, ("hours", (f"0:00-{minute // 60}:{minute % 60:02}",))))


def _days(selection: Selection, ask: Ask) -> int:
    """Return on how many of the days there were calls."""
    answer = ask(Question(selection, ("calls",), ("day",)))
    return sum(bool(row.values[0]) for row in answer.rows)


def _usual(selection: Selection, count: int, ask: Ask) -> Values:
    """Return the totals of one of *count* days. An average or a share is that of all of them, and there is no usual
    peak."""
    known = figures().measures()
    adds = {name for name, measure in known.items() if measure.unit in ("calls", "minutes", "money")}
    found, _quotients = _totals(selection, ask)
    found.pop("peak", None)
    return {name: each / count if each is not None and name in adds else each for name, each in found.items()}


def _divided(lines: LineValues, count: int) -> LineValues:
    return {
        key: {name: None if each is None else each / count for name, each in values.items()}
        for key, values in lines.items()
    }


def _known(names: Sequence[str]) -> tuple[str, ...]:
    there = figures().measures()
    return tuple(name for name in names if name in there)


def more_measures() -> list[Measure]:
    """Return the measures of features that belong on the wall."""
    return [each for each in figures().measures().values() if each.wall]


def _kinds() -> list[str]:
    return [kind for kind in KINDS if kind in figures().splits()]


def _totals(selection: Selection, ask: Ask) -> tuple[Values, dict[str, Quotient]]:
    """Return the values of all calls, and of what they are the quotients."""
    names = (*_known(TOTALS), *(each.name for each in more_measures()))
    total = ask(Question(selection, names)).total
    quotients = {name: found for place, name in enumerate(names) if (found := total.quotient(place))}
    return dict(zip(names, total.values, strict=True)), quotients


def _lines(selection: Selection, measures: Sequence[str], ask: Ask) -> LineValues:
    found: LineValues = {}
    for kind in _kinds():
        answer = ask(Question(selection, tuple(measures), (kind,)))
        found |= {f"{kind}:{row.keys[0]}": dict(zip(measures, row.values, strict=True)) for row in answer.rows}
    return found


def _load(selection: Selection, ask: Ask) -> Load:
    found: Load = defaultdict(dict)
    for kind in _kinds():
        for row in ask(Question(selection, ("calls",), (kind, "hour"))).rows:
            found[f"{kind}:{row.keys[0]}"][int(row.keys[1])] = row.values[0] or 0
    return found


def _hours(selection: Selection, ask: Ask) -> Mapping[int, Mapping[str, float]]:
    names = ("calls", *OUTCOMES)
    answer: Answer = ask(Question(selection, names, ("hour",)))
    return {
        int(row.keys[0]): {name: value or 0 for name, value in zip(names, row.values, strict=True)}
        for row in answer.rows
        if any(row.values)
    }


def line_labels(lines: Iterable[str]) -> dict[str, str]:
    """Return what people call those of *lines* that are numbers and flows, by "number:+49…" and "flow:7"."""
    keys = (key.partition(":") for key in lines if not key.startswith("group:"))
    return {f"{kind}:{name}": figures().label(kind, name) for kind, _colon, name in keys if name}
