"""Defines each figure once: in words, as a formula, and how it is reckoned from the facts."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.figures.columns import Column
from app.figures.facts import RESULTS, WAITS
from app.figures.loading import Mask
from app.figures.outcomes import CODES
from app.figures.reckoning import Count, Different, Highest, Ratio, Reckoning, Rows, Total
from app.figures.terms import MANY
from app.figures.view import View
from app.ports.figures import Measure

IN_TIME_S = 20
"""Who is answered within so many seconds is answered in time."""

ASKED = ("answered", "missed", "voicemail", "callback", "abandoned")
"""Outcomes of callers who were to be talked with: not those who hung up in the menu, or at once."""

MS = 1000


@dataclass(frozen=True)
class Defined:
    """Holds a measure and how it is reckoned."""

    measure: Measure
    how: Reckoning


def _outcomes(view: View, *names: str) -> Mask:
    column = view.column("call", "outcome")
    found = np.zeros(len(CODES), dtype=bool)
    found[[CODES.index(name) for name in names]] = True
    return found[column]


def _result(view: View, *names: str) -> Mask:
    column = view.column("leg", "result")
    found = np.zeros(len(RESULTS), dtype=bool)
    found[[RESULTS.index(name) for name in names]] = True
    return found[column]


def _calls(view: View) -> Rows:
    return Rows("call", view.rows("call"))


def _with(*outcomes: str) -> Callable[[View], Rows]:
    return lambda view: Rows("call", view.rows("call") & _outcomes(view, *outcomes))


def _answered(view: View) -> Rows:
    """Return the answered calls; of groups and employees those that they answered."""
    if view.is_by_party:
        return Rows("leg", view.rows("leg") & _result(view, "talk"), is_once=True)
    return _with("answered")(view)


def _missed(view: View) -> Rows:
    """Return the missed calls; of employees those that rang them in vain."""
    if view.is_by_person:
        return Rows("leg", view.rows("leg") & _result(view, *NOT_TAKEN) & _to_colleague(view), is_once=True)
    return _with("missed")(view)


def _asked(view: View) -> Rows:
    if view.is_by_person:
        return _answered(view)
    return Rows("call", view.rows("call") & _outcomes(view, *ASKED) & (view.column("call", "waited_ms") >= 0))


def _in_time(view: View) -> Rows:
    """Return the calls that were answered in time; of groups and employees those that they answered."""
    waited = view.column("call", "waited_ms")
    in_time = (waited >= 0) & (waited <= IN_TIME_S * MS)
    rows = _answered(view)
    if rows.kind == "call":
        return Rows("call", rows.mask & in_time)
    return Rows(rows.kind, rows.mask & in_time[view.column(rows.kind, "call")], is_once=True)


def _wanted(view: View) -> Rows:
    """Return the calls whose callers were to be talked with; of employees those that rang them, unless somebody else
    was quicker."""
    if view.is_by_person:
        return Rows("leg", view.rows("leg") & _to_colleague(view) & _result(view, "talk", *NOT_TAKEN), is_once=True)
    return _with(*ASKED)(view)


NOT_TAKEN = ("not_taken", "rejected")
"""Results of legs that rang somebody who did not take the call, and that nobody else took meanwhile."""


def _to_colleague(view: View) -> Mask:
    return np.asarray(view.column("leg", "extension") != view.data.number(("extension", "")))


def _offers(view: View) -> Rows:
    wanted = view.column("leg", "rang_ms") >= 0
    return Rows("leg", view.rows("leg") & _to_colleague(view) & (wanted | _result(view, "talk", *NOT_TAKEN)))


def _not_taken(view: View) -> Rows:
    return Rows("leg", view.rows("leg") & _to_colleague(view) & _result(view, *NOT_TAKEN))


def _talks(view: View) -> Rows:
    """Return talks: those of calls, or those of groups and employees."""
    if view.is_by_party:
        return Rows("leg", view.rows("leg") & (view.column("leg", "talked_ms") >= 0))
    return Rows("call", view.rows("call") & (view.column("call", "talked_ms") >= 0))


def _waits(view: View) -> Rows:
    """Return waits that are over: those of calls, or those in the queues of groups."""
    if "group" in (*view.filters, *view.splits):
        return Rows("wait", view.rows("wait") & (view.column("wait", "waited_ms") >= 0))
    return Rows("call", view.rows("call") & (view.column("call", "waited_ms") >= 0))


def _answered_waits(view: View) -> Rows:
    rows = _waits(view)
    if rows.kind == "wait":
        return Rows("wait", rows.mask & (view.column("wait", "result") == WAITS.index("talk")))
    return Rows("call", rows.mask & _outcomes(view, "answered"))


def _column(name: str) -> Callable[[View, Rows], Column]:
    return lambda view, rows: view.column(rows.kind, name)


def _rated(view: View) -> Rows:
    return Rows("call", view.rows("call") & (view.column("call", "rating") > 0))


def _known_quality(view: View) -> Rows:
    return Rows("call", view.rows("call") & (view.column("call", "mos") > 0))


def _recorded(view: View) -> Rows:
    return Rows("call", view.rows("call") & (view.column("call", "is_recorded") > 0))


def _of_new(view: View) -> Rows:
    return Rows("call", view.rows("call") & (view.column("call", "is_new") > 0))


def _defined(
    name: str,
    label: LazyString,
    words: LazyString,
    formula: LazyString,
    how: Reckoning,
    unit: str = "calls",
    better: str = "",
) -> Defined:
    return Defined(Measure(name, label, words, formula, unit, better), how)  # type: ignore[arg-type]


_answered_count = Count(_answered)

ALL = (
    _defined(
        "calls",
        _("Calls"),
        _("All calls, each one once, however many phones it rang. Blocked calls and test calls are left out."),
        _("number of calls"),
        Count(_calls),
    ),
    _defined(
        "answered",
        _("Answered"),
        _("Calls in which somebody talked with the caller. Of groups and employees, those that they answered."),
        _("number of calls with a talk"),
        _answered_count,
        better="more",
    ),
    _defined(
        "answered_share",
        _("Answered, share"),
        _("How many of the callers who were to be talked with got somebody."),
        _("answered / (answered + missed + voicemail + call-back promised + abandoned)"),
        Ratio(Count(_answered), Count(_wanted)),
        "share",
        "more",
    ),
    _defined(
        "missed",
        _("Missed"),
        _("Calls that rang somebody or waited, and that nobody answered. Of employees, those that rang them in vain."),
        _("number of calls that nobody answered"),
        Count(_missed),
        better="less",
    ),
    _defined(
        "abandoned",
        _("Abandoned"),
        _("Calls whose callers hung up after they had waited in a queue for at least 5 seconds."),
        _("number of calls given up in a queue after 5 s or more"),
        Count(_with("abandoned")),
        better="less",
    ),
    _defined(
        "voicemail",
        _("Voicemail"),
        _("Calls that nobody answered and in which the caller left a message."),
        _("number of calls with a message"),
        Count(_with("voicemail")),
    ),
    _defined(
        "callback",
        _("Call-backs promised"),
        _("Calls whose callers hung up because they are to be called back."),
        _("number of calls with a promised call-back"),
        Count(_with("callback")),
    ),
    _defined(
        "menu",
        _("Ended in the menu"),
        _("Calls that ended before anybody was asked for, or within 5 seconds of waiting."),
        _("number of calls that asked for nobody"),
        Count(_with("menu")),
    ),
    _defined(
        "refused",
        _("Refused"),
        _("Calls that the exchange did not take: the number leads nowhere, or there was no room."),
        _("number of refused calls"),
        Count(_with("refused")),
        better="less",
    ),
    _defined(
        "service_level",
        _("Service level"),
        _(
            "How many of those who wanted somebody were answered within 20 seconds. Callers who hung up in the menu "
            "don't count."
        ),
        _("answered within 20 s / (answered + missed + voicemail + call-back promised + abandoned)"),
        Ratio(Count(_in_time), Count(_asked)),
        "share",
        "more",
    ),
    _defined(
        "minutes",
        _("Minutes"),
        _("How long people talked, in all. Ringing and waiting don't count."),
        _("sum of all talks in minutes"),
        Total(_talks, _column("talked_ms"), 60_000.0),
        "minutes",
    ),
    _defined(
        "average_talk",
        _("Average talk"),
        _("How long a talk took on average."),
        _("sum of all talks / number of talks"),
        Ratio(Total(_talks, _column("talked_ms")), Count(_talks)),
        "seconds",
    ),
    _defined(
        "longest_talk",
        _("Longest talk"),
        _("The longest of all talks."),
        _("greatest length of a talk"),
        Highest(_talks, _column("talked_ms")),
        "seconds",
    ),
    _defined(
        "average_wait",
        _("Average wait"),
        _(
            "How long callers waited on average, from when somebody was first asked for until an answer, or until they "
            "gave up."
        ),
        _("sum of all waits / number of waits"),
        Ratio(Total(_waits, _column("waited_ms")), Count(_waits)),
        "seconds",
        "less",
    ),
    _defined(
        "asa",
        _("Average speed of answer"),
        _("How long those who were answered had waited on average."),
        _("sum of the waits of answered calls / number of answered calls that waited"),
        Ratio(Total(_answered_waits, _column("waited_ms")), Count(_answered_waits)),
        "seconds",
        "less",
    ),
    _defined(
        "longest_wait",
        _("Longest wait"),
        _("The longest that anybody waited, whether they were answered or not."),
        _("greatest length of a wait"),
        Highest(_waits, _column("waited_ms")),
        "seconds",
        "less",
    ),
    _defined(
        "offers",
        _("Offers"),
        _("How often a phone of an employee rang. One call may ring many."),
        _("number of times that an employee was rung"),
        Count(_offers),
    ),
    _defined(
        "not_taken",
        _("Not taken"),
        _(
            "How often an employee was rung and did not take the call. Somebody who was slower than a colleague has "
            "missed nothing."
        ),
        _("number of times that an employee was rung in vain"),
        Count(_not_taken),
        better="less",
    ),
    _defined(
        "callers",
        _("Callers"),
        _("How many different outside numbers there were. Withheld numbers can't be told apart, and don't count."),
        _("number of different outside numbers"),
        Different(_calls, "outside", (MANY, "")),
        "people",
    ),
    _defined(
        "new_callers",
        _("New callers"),
        _("How many outside numbers were in a call for the first time."),
        _("number of different outside numbers with their first call"),
        Different(_of_new, "outside", (MANY, "")),
        "people",
    ),
    _defined(
        "recorded",
        _("Recorded"),
        _("Calls in which a talk was recorded."),
        _("number of recorded calls"),
        Count(_recorded),
    ),
    _defined(
        "rating",
        _("Rating"),
        _("The average of the ratings that calls were given, from 1 to 5. Calls without a rating don't count."),
        _("sum of all ratings / number of rated calls"),
        Ratio(Total(_rated, _column("rating"), 1.0), Count(_rated)),
        "score",
        "more",
    ),
    _defined(
        "mos",
        _("Speech quality"),
        _(
            "The average of each call's lowest opinion score (MOS), from 1 to 5. Calls of which no phone reported a "
            "score don't count."
        ),
        _("sum of the lowest scores / number of calls with a score"),
        Ratio(Total(_known_quality, _column("mos"), 100.0), Count(_known_quality)),
        "score",
        "more",
    ),
)
MEASURES: dict[str, Defined] = {each.measure.name: each for each in ALL}
