"""Lists those who were missed and whom nobody has called back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup

from app.amounts import figure
from app.company.service import own_company
from app.ports.call_backs import can_call_back
from app.ports.call_records import CallRecord, call_records
from app.ports.figures import figures
from app.statistics.asked import Asked
from app.statistics.cards.card import Card
from app.statistics.sentences import together
from app.statistics.shown import Caller, Shown
from app.statistics.spans import weekday_and_day

MEASURE = "never_called_back"
MOST = 200
FIRST = 5
DAY_S = 86400
HOUR_S = 3600


@dataclass(frozen=True)
class Waiting:
    """Holds the calls of one number, oldest first."""

    number: str
    calls: tuple[CallRecord, ...]

    @property
    def last(self) -> CallRecord:
        """Return the newest of them."""
        return self.calls[-1]


def build(asked: Asked) -> Shown:
    """List them, the one who has waited longest first."""
    page = figures().calls(replace(asked.selection, compare=""), MEASURE, "started_at", 0, MOST)
    if not page.total:
        return Shown(
            say=Markup(_("Everybody who was missed has been called back, or has got through since.")), is_empty=True
        )
    waiting = _by_number(call_records().records(list(page.calls)))
    if not waiting:
        return Shown(
            say=Markup(_("Nobody can be called back: the details of these calls are no longer kept.")), is_empty=True
        )
    now = datetime.now(own_company().clock)
    by_number, others = _calls_by_number(asked, waiting, page.total)
    shown = [_caller(asked, each, now, round(by_number.get(each.number, 0))) for each in waiting[:FIRST]]
    calls = [*by_number.values(), *others]
    return Shown(
        say=together(_how_many(len(calls), waiting, now), _repeated(calls)),
        callers=shown,
        note=figure(len(calls), "people"),
        more=(_all_calls(page.total), asked.calls(MEASURE)),
    )


def _all_calls(count: int) -> str:
    """Return the words of the link to the calls, of which a caller may have made more than one."""
    return str(ngettext("Show %(count)s call", "Show all %(count)s calls", count, count=figure(count, "calls")))


def _calls_by_number(
    asked: Asked, waiting: Sequence[Waiting], total: int
) -> tuple[Mapping[str, float], Sequence[float]]:
    """Return how many calls there are of each number, also of those that are too many to be read, and how many each of
    the numbers has that are too many to be named."""
    if total <= MOST:
        return {each.number: len(each.calls) for each in waiting}, ()
    answer = asked.alone([MEASURE], "outside")
    return {row.keys[0]: row.values[0] or 0 for row in answer.rows if row.values[0]}, answer.beyond


def _by_number(calls: Sequence[CallRecord]) -> list[Waiting]:
    by_number: dict[str, list[CallRecord]] = {}
    for call in sorted(calls, key=lambda call: call.started_at):
        by_number.setdefault(call.caller, []).append(call)
    return [Waiting(number, tuple(found)) for number, found in by_number.items()]


def _caller(asked: Asked, waiting: Waiting, now: datetime, count: int) -> Caller:
    """Return the row of a caller who called *count* times, of which perhaps only the oldest calls were read."""
    shown_number = figures().label("outside", waiting.number)
    name = next((call.caller_name for call in reversed(waiting.calls) if call.caller_name), shown_number)
    when = _when(waiting.last.started_at, now)
    if count > len(waiting.calls):
        when = _("%(count)s calls, first %(when)s", count=count, when=_when(waiting.calls[0].started_at, now))
    elif len(waiting.calls) > 1:
        when = _("%(count)s calls, last %(when)s", count=len(waiting.calls), when=when)
    group = next((leg.group for leg in waiting.last.legs if leg.group), "") or next(
        (wait.group for wait in waiting.last.waits if wait.group), ""
    )
    detail = f"{figures().label('group', group)} · {when}" if group else when
    call = waiting.last.id if can_call_back(waiting.number) else ""
    href = asked.page(outside=waiting.number)
    return Caller(name, call, waiting.last.id, shown_number, detail, href)


def _when(at: datetime, now: datetime) -> str:
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return str(_("today %(time)s", time=f"{local:%H:%M}"))
    return f"{weekday_and_day(local.date(), now.date())} {local:%H:%M}"


def _how_many(callers: int, waiting: Sequence[Waiting], now: datetime) -> Markup:
    since = max((now - each.calls[0].started_at).total_seconds() for each in waiting)
    if since >= DAY_S:
        days = int(since // DAY_S)
        time = ngettext("%(num)d day", "%(num)d days", days)
    else:
        time = figure(since, "seconds") if since >= HOUR_S else _("%(minutes)s min", minutes=int(since // 60))
    said = ngettext(
        "<b>%(count)s caller is still waiting</b>, for %(time)s.",
        "<b>%(count)s callers are still waiting</b>, the longest for %(time)s.",
        callers,
        count=figure(callers, "people"),
        time=time,
    )
    return Markup(said)


def _repeated(calls_of_each: Iterable[float]) -> Markup:
    often = sum(calls > 1 for calls in calls_of_each)
    if not often:
        return Markup()
    said = ngettext(
        "%(count)s called more than once.", "%(count)s called more than once.", often, count=figure(often, "people")
    )
    return Markup("{}").format(said)


CARD = Card("never", _l("Missed, never called back"), 4, 0, build, needs=frozenset({MEASURE}))
