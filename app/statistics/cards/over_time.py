"""Shows the calls over time by outcome."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.amounts import figure
from app.ports.figures import Answer, Selection, figures
from app.statistics import charts
from app.statistics.asked import OUTCOMES, Asked, Grid, count, grid
from app.statistics.cards.card import Card
from app.statistics.charts import Series
from app.statistics.sentences import calls_so_far, together
from app.statistics.shown import Key, Option, Shown
from app.statistics.spans import WEEK, day_and_month, days_of, month, weekday, weekday_and_day, weekday_and_number

HOUR, DAY, WEEKS, MONTHS = (
    Option("hour", _l("Hour")),
    Option("day", _l("Day")),
    Option("week", _l("Week")),
    Option("month", _l("Month")),
)
MOST_DAYS, MOST_DAYS_OF_WEEKS, LEAST_DAYS_OF_WEEKS, LEAST_DAYS_OF_MONTHS = 92, 1100, 15, 62
CLEARLY_WORSE = 1.4


@dataclass(frozen=True)
class Slot:
    """Holds one bar: its *label*, the days or the hour in it, and the amount of each outcome."""

    key: str
    label: str
    first: date
    last: date
    amounts: tuple[float, ...]
    hour: str = ""

    @property
    def total(self) -> float:
        """Return how many calls are in it."""
        return sum(self.amounts)


def options(selection: Selection) -> tuple[Option, ...]:
    """Return the widths of bars that make a readable picture, the best one first."""
    days = (selection.last - selection.first).days + 1
    if days <= 1:
        return (HOUR,)
    if days < LEAST_DAYS_OF_WEEKS:
        return (DAY, HOUR)
    if days <= LEAST_DAYS_OF_MONTHS:
        return (DAY, HOUR, WEEKS)
    if days <= MOST_DAYS:
        return (DAY, HOUR, WEEKS, MONTHS)
    return (WEEKS, HOUR, MONTHS) if days <= MOST_DAYS_OF_WEEKS else (MONTHS, HOUR)


def build(asked: Asked) -> Shown:
    """Show bars by the day, or wider ones."""
    sums = asked.answer(["calls"])
    if not sums.total.values[0]:
        return Shown(is_empty=True)
    found = asked.answer(["calls"], "hour" if asked.option == "hour" else "day", "outcome")
    slots = _slots(asked, found)
    marks, label = _marks(asked, found, slots)
    links = [_links(asked, slot) for slot in slots]
    series = [
        Series(outcome, figures().label("outcome", outcome), [slot.amounts[place] for slot in slots], by_slot)
        for place, (outcome, by_slot) in enumerate(zip(OUTCOMES, zip(*links, strict=True), strict=True))
    ]
    return Shown(
        say=together(calls_so_far(asked, sums), _busiest(asked, slots), _worst(asked, slots)),
        figure=charts.stacked([slot.label for slot in slots], series, marks, label, _ticks(asked, slots)),
        summary=_("Stacked bars: calls over time by outcome"),
        legend=_legend(series, label),
    )


def _ticks(asked: Asked, slots: Sequence[Slot]) -> dict[int, str] | None:
    """Return which days the axis names: all of two weeks, then the Mondays."""
    if asked.option == "hour":
        return {place: slot.hour for place, slot in enumerate(slots) if place % 2 == 0}
    if asked.option == "day":
        is_short = len(slots) <= 2 * WEEK
        shown = {place: slot for place, slot in enumerate(slots) if is_short or slot.first.weekday() == 0}
        return {place: weekday_and_number(slot.first) for place, slot in shown.items()}
    if asked.option == "week":
        return {place: day_and_month(slots[place].first) for place in charts.shown_ticks(len(slots), 9)}
    return None


def _legend(series: Sequence[Series], marks_label: str) -> list[Key]:
    keys = [Key(each.role, each.label, figure(sum(each.amounts), "calls")) for each in series]
    return [*keys, Key("mark", marks_label)] if marks_label else keys


def _links(asked: Asked, slot: Slot) -> list[str]:
    narrower = {"hour": slot.hour} if slot.hour else {}
    return [asked.page_of_days(slot.first, slot.last, outcome=each, **narrower) for each in OUTCOMES]


def _slots(asked: Asked, found: Answer) -> list[Slot]:
    first, last = asked.selection.first, asked.selection.last
    amounts = grid(found.rows)
    if asked.option == "hour":
        hours = [f"{hour}" for hour in range(24)]
        return [Slot(hour, f"{hour}:00", first, last, _of(amounts, [hour]), hour) for hour in hours]
    write: Callable[[date, date], str] = {"day": weekday_and_day, "week": _week, "month": _month}[asked.option]
    slots: list[Slot] = []
    for days in _batches(days_of(first, last), asked.option):
        each = _of(amounts, [day.isoformat() for day in days])
        slots.append(Slot(days[0].isoformat(), write(days[0], asked.today), days[0], days[-1], each))
    return slots


def _of(found: Grid, keys: Sequence[str]) -> tuple[float, ...]:
    return tuple(sum(count(found, key, outcome) for key in keys) for outcome in OUTCOMES)


def _batches(days: Sequence[date], option: str) -> list[list[date]]:
    """Return the days that are in one bar each."""
    same: Callable[[date], date] = {
        "day": lambda day: day,
        "week": lambda day: day - timedelta(days=day.weekday()),
        "month": lambda day: day.replace(day=1),
    }[option]
    batches: dict[date, list[date]] = {}
    for day in days:
        batches.setdefault(same(day), []).append(day)
    return list(batches.values())


def _week(monday: date, today: date) -> str:
    return str(_("Week of %(day)s", day=weekday_and_day(monday, today)))


def _month(first: date, _today: date) -> str:
    return month(first)


def _marks(asked: Asked, found: Answer, slots: Sequence[Slot]) -> tuple[list[float | None], str]:
    """Return what the other period has in the place of each slot, and the words for it; [] for no comparison.

    Days are compared with the same day of the other period if the weekdays agree, else with the mean of its weekday.
    """
    if found.compared is None or asked.option not in ("day", "hour"):
        return [], ""
    other = found.compared.question.selection
    before = grid(found.compared.rows)
    words = asked.compared_words(found)
    if asked.option == "hour":
        return [_sum(before, slot.hour) for slot in slots], words
    days = days_of(other.first, other.last)
    if not (asked.selection.first - other.first).days % WEEK and len(days) == len(slots):
        return [_sum(before, day.isoformat()) for day in days], words
    mean = {
        number: sum(_sum(before, day.isoformat()) for day in same) / len(same)
        for number in range(WEEK)
        if (same := [day for day in days if day.weekday() == number])
    }
    return [mean.get(slot.first.weekday()) or None for slot in slots], _("%(period)s, same weekday", period=words)


def _sum(found: Grid, key: str) -> float:
    return sum(count(found, key, outcome) for outcome in OUTCOMES)


def _busiest(asked: Asked, slots: Sequence[Slot]) -> Markup:
    """Say which weekday is busiest, where there are two weeks to tell from, or which hour."""
    if asked.option == "hour":
        most = max(slots, key=lambda slot: slot.total)
        return Markup(_("<b>Most come from %(hour)s</b>: %(calls)s.")) % {
            "hour": f"{most.hour}:00",
            "calls": figure(most.total, "calls"),
        }
    if asked.option != "day" or len(slots) < 2 * WEEK:
        return Markup()
    means: dict[int, float] = {}
    for number in range(WEEK):
        same = [slot.total for slot in slots if slot.first.weekday() == number]
        means[number] = sum(same) / len(same)
    return Markup(_("%(weekday)s is the busiest day of the week.")) % {
        "weekday": weekday(max(means, key=means.__getitem__))
    }


def _worst(asked: Asked, slots: Sequence[Slot]) -> Markup:
    """Say in which slot most callers reached nobody, if it stands out."""
    if asked.option == "hour" or len(slots) < 2 or not any(slot.total for slot in slots):
        return Markup()
    missed, abandoned = OUTCOMES.index("missed"), OUTCOMES.index("abandoned")
    lost = [slot.amounts[missed] + slot.amounts[abandoned] for slot in slots]
    worst = lost.index(max(lost))
    usual = median(each for each, slot in zip(lost, slots, strict=True) if slot.total)
    others = sum(slot.total for slot in slots) - slots[worst].total
    share = (sum(lost) - lost[worst]) / others if others else 0
    if lost[worst] < 2 or lost[worst] < CLEARLY_WORSE * max(usual, share * slots[worst].total):
        return Markup()
    slot = slots[worst]
    return Markup(_("<b>%(day)s was the worst</b>: %(missed)s missed, %(abandoned)s abandoned.")) % {
        "day": slot.label,
        "missed": format_decimal(round(slot.amounts[missed])),
        "abandoned": format_decimal(round(slot.amounts[abandoned])),
    }


CARD = Card("over-time", _l("Calls over time"), 8, charts.HEIGHTS["time"][0], build, options)
