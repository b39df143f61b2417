"""Finds the callers of the day whom nobody has called back, and who has just reached one of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from app.ports.call_backs import call_backs
from app.ports.call_records import CallRecord, call_records
from app.ports.figures import CallFacts, CallPage, Selection, figures
from app.status.picture import MOST_MISSED, Missed, missed_key

MEASURE = "never_called_back"
SHOWN = timedelta(seconds=10)
"""How long a caller is still shown once somebody has reached them."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Describes a caller whom somebody has reached, to be shown until a moment."""

    missed: Missed
    until: datetime


Calls = Callable[[Selection, str, str, int, int], CallPage]
"""Lists calls as ``app.ports.figures.Figures.calls``."""

Records = Callable[[Collection[str]], Iterable[CallRecord]]
Facts = Callable[[Iterable[CallRecord]], Mapping[str, CallFacts]]


@dataclass(frozen=True, slots=True)
class Source:
    """Says where to look: which *calls* a figure counts, their *records*, and the *facts* of these. *can_call* says
    whether a number can be called back."""

    calls: Calls
    records: Records
    facts: Facts
    can_call: Callable[[str], bool]


def of_now() -> Source:
    """Return where to look for the callers of now."""
    return Source(figures().calls, call_records().records, figures().facts_of, call_backs().reaches)


def missed_callers(today: Selection, source: Source) -> list[Missed]:
    """Return the callers, each once however often they called; those without a number once for each call."""
    if MEASURE not in figures().measures():
        return []
    page = source.calls(today, MEASURE, "-started_at", 0, MOST_MISSED)
    found = sorted(source.records(page.calls), key=lambda call: (missed_key(call), call.started_at))
    facts = source.facts(found)
    callers = []
    for _key, group in groupby(found, key=missed_key):
        calls = list(group)
        last = calls[-1]
        in_group = facts[last.id].group if last.id in facts else ""
        can_call = source.can_call(last.caller)
        callers.append(Missed(last, len(calls), in_group, can_call=can_call, first_at=calls[0].started_at))
    return callers


def reached(
    before: Sequence[Missed],
    after: Sequence[Missed],
    today: Selection,
    names: Mapping[str, str],
    at: datetime,
    source: Source,
) -> list[Reached]:
    """Return those of *before* who are not in *after* because somebody has talked with them."""
    left = {missed_key(each.call) for each in after}
    gone = [each for each in before if missed_key(each.call) not in left and each.call.caller]
    found = ((each, _talk_with(each, today, source)) for each in gone)
    return [
        Reached(replace(each, called_back_by=_who(call, names)), at + SHOWN) for each, call in found if call is not None
    ]


def _talk_with(missed: Missed, today: Selection, source: Source) -> CallRecord | None:
    number = replace(today, filters=(*today.filters, ("outside", (missed.call.caller,))))
    page = source.calls(number, "answered", "-started_at", 0, 1)
    return next((call for call in source.records(page.calls) if call.started_at > missed.call.started_at), None)


def _who(call: CallRecord, names: Mapping[str, str]) -> str:
    extension = call.extension or call.answered_by or ""
    return names.get(extension, extension)
