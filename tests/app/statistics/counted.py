"""Figures of calls that a test makes up: what the page shows must follow from these rows alone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from flask_babel import lazy_gettext as _l

from app.ports.figures import (
    Answer,
    BadSelection,
    CallPage,
    Chip,
    Filter,
    Measure,
    Question,
    Row,
    Selection,
    Split,
)

TODAY = date(2026, 11, 24)
LEFT_OUT = ("blocked", "test")
LABELS = {("group", "sales"): "Sales", ("group", "support"): "Support <b>", ("employee", "101"): "Anna (101)"}
COUNTED = ("missed", "abandoned", "voicemail", "callback")


@dataclass(frozen=True)
class Made:
    """One call, as a test makes it up."""

    day: date
    hour: int = 10
    outcome: str = "answered"
    group: str = "sales"
    employee: str = "101"
    direction: str = "inbound"
    country: str = "DE"
    number: str = "+49305550"
    outside: str = "+4930231250"
    caller: str = "returning"
    wait_s: float = 12
    talk_s: float = 60

    def value(self, name: str) -> str:
        match name:
            case "day":
                return self.day.isoformat()
            case "weekday":
                return str(self.day.isoweekday())
            case "hour":
                return str(self.hour)
            case "wait":
                return next(key for key, begin, end in WAITS if begin <= self.wait_s < end)
        return str(getattr(self, name))


WAITS = (("0-10", 0, 10), ("10-20", 10, 20), ("20-30", 20, 30), ("30-90", 30, 90), ("90-", 90, 1e9))
ORDERED: dict[str, Sequence[str]] = {
    "hour": [str(hour) for hour in range(24)],
    "weekday": [str(day) for day in range(1, 8)],
    "wait": [key for key, *_ends in WAITS],
}
SPLITS = ("day", "weekday", "hour", "outcome", "group", "employee", "direction", "country", "number", "outside", "wait")
Values = Callable[[Sequence[Made]], float | None]


def _count(*outcomes: str) -> Values:
    return lambda calls: sum(call.outcome in outcomes for call in calls)


def _share(calls: Sequence[Made]) -> float | None:
    asked = _count("answered", *COUNTED)(calls)
    return (_count("answered")(calls) or 0) / asked if asked else None


def _level(calls: Sequence[Made]) -> float | None:
    asked = _count("answered", *COUNTED)(calls)
    return sum(call.outcome == "answered" and call.wait_s <= 20 for call in calls) / asked if asked else None


def _mean_wait(calls: Sequence[Made]) -> float | None:
    return sum(call.wait_s for call in calls) / len(calls) if calls else None


MEASURES: dict[str, tuple[str, str, Values]] = {
    "calls": ("calls", "", len),
    "answered": ("calls", "more", _count("answered")),
    "answered_share": ("share", "more", _share),
    "missed": ("calls", "less", _count("missed")),
    "abandoned": ("calls", "less", _count("abandoned")),
    "service_level": ("share", "more", _level),
    "minutes": ("minutes", "", lambda calls: sum(call.talk_s for call in calls if call.outcome == "answered") / 60),
    "average_wait": ("seconds", "less", _mean_wait),
    "average_talk": ("seconds", "", lambda calls: 60 if calls else None),
    "longest_wait": ("seconds", "less", lambda calls: max((call.wait_s for call in calls), default=None)),
    "not_taken": ("calls", "less", _count("missed")),
    "callers": ("people", "", lambda calls: len({call.outside for call in calls})),
    "new_callers": ("people", "", lambda calls: len({call.outside for call in calls if call.caller == "new"})),
    "never_called_back": ("calls", "less", _count("missed")),
}


class Counted:
    """Counts made-up calls one by one, which is slow and plain."""

    def __init__(self, calls: Iterable[Made] = ()) -> None:
        self.made = list(calls)
        self.asked: list[Question] = []

    def measures(self) -> Mapping[str, Measure]:
        return {
            name: Measure(name, _l(name), _l(f"{name} in words."), _l(f"formula of {name}"), unit, better)
            for name, (unit, better, _values) in MEASURES.items()
        }

    def splits(self) -> Mapping[str, Split]:
        return {name: Split(name, _l(name)) for name in SPLITS}

    def filters(self) -> Mapping[str, Filter]:
        kinds = {"outside": "number", "wait": "range"}
        names = ("weekday", "hour", "outcome", "group", "employee", "direction", "country", "number", "outside", "wait")
        return {name: Filter(name, _l(name), kinds.get(name, "choice")) for name in (*names, "caller")}

    def selection(self, args: Mapping[str, Sequence[str]], default: str = "7d") -> Selection:
        filters = tuple((name, tuple(values)) for name, values in args.items() if name in self.filters())
        compare = "".join(args.get("compare", ()))
        if "from" in args:
            try:
                days = [date.fromisoformat(args[name][0]) for name in ("from", "to")]
            except ValueError as problem:
                raise BadSelection("That is no day.") from problem
            return Selection(days[0], days[1], "", filters, compare)
        period = args.get("period", [default])[0]
        spans = {"today": 1, "7d": 7, "30d": 30, "year": 330}
        if period not in spans:
            raise BadSelection("That is no period.")
        return Selection(TODAY - timedelta(days=spans[period] - 1), TODAY, period, filters, compare)

    def args(self, selection: Selection) -> list[tuple[str, str]]:
        period = [("period", selection.period)]
        if not selection.period:
            period = [("from", selection.first.isoformat()), ("to", selection.last.isoformat())]
        compare = [("compare", selection.compare)] if selection.compare else []
        return period + compare + [(name, value) for name, values in selection.filters for value in values]

    def chips(self, selection: Selection) -> list[Chip]:
        return [
            Chip(name, value, self.label(name, value), value != "gone")
            for name, values in selection.filters
            for value in values
        ]

    def label(self, name: str, value: str) -> str:
        return LABELS.get((name, value), value)

    def choices(self, name: str) -> list[tuple[str, str]]:
        return sorted({(call.value(name), self.label(name, call.value(name))) for call in self.made})

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        selection = question.selection
        calls = self._meant(selection)
        keys = [self._values(selection, calls, split) for split in question.splits]
        rows = []
        for combination in product(*keys) if keys else ():
            few = [call for call in calls if tuple(map(call.value, question.splits)) == combination]
            rows.append(Row(combination, self._counted(question, few)))
        compared = None
        if selection.compare:
            days = (selection.last - selection.first).days + 1
            back = timedelta(days=days if selection.compare == "previous" else 364)
            before = replace(selection, first=selection.first - back, last=selection.last - back, compare="", period="")
            compared = self.ask(replace(question, selection=before))
        return Answer(question, rows, Row((), self._counted(question, calls)), compared)

    def calls(self, selection: Selection, measure: str, sort: str, offset: int, limit: int) -> CallPage:
        counted = MEASURES[measure][2]
        found = [
            f"{place}@test"
            for place, call in enumerate(self.made)
            if counted([call]) and self._is_meant(selection, call)
        ]
        return CallPage(found[offset : offset + limit], len(found))

    def _counted(self, question: Question, calls: Sequence[Made]) -> tuple[float | None, ...]:
        return tuple(MEASURES[name][2](calls) for name in question.measures)

    def _values(self, selection: Selection, calls: Sequence[Made], split: str) -> Sequence[str]:
        if split == "day":
            days = (selection.last - selection.first).days + 1
            return [(selection.first + timedelta(days=each)).isoformat() for each in range(days)]
        return ORDERED.get(split) or sorted({call.value(split) for call in calls})

    def _meant(self, selection: Selection) -> list[Made]:
        return [call for call in self.made if self._is_meant(selection, call)]

    def _is_meant(self, selection: Selection, call: Made) -> bool:
        filters = dict(selection.filters)
        if call.outcome in LEFT_OUT and call.outcome not in filters.get("outcome", ()):
            return False
        return selection.first <= call.day <= selection.last and all(
            call.value(name) in values for name, values in filters.items()
        )
