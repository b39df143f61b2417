"""Finds the rows of facts that measures count.

Where groups or employees are selected, or split by, these are the rows of what they did themselves.
"""

from collections.abc import Callable, Sequence

import numpy as np

from app.figures.columns import Column
from app.figures.facts import RESULTS, WAITS
from app.figures.loading import Mask
from app.figures.outcomes import CODES
from app.figures.reckoning import Rows
from app.figures.view import View

ASKED = ("answered", "missed", "voicemail", "callback", "abandoned")
"""Outcomes of callers who were to be talked with: not those who hung up in the menu, or at once."""

MS = 1000


def outcomes(view: View, *names: str) -> Mask:
    """Return which calls have one of these outcomes."""
    return view.data.once(("outcomes", names), lambda: _are_in(names, CODES, view.column("call", "outcome")))


def result(view: View, *names: str) -> Mask:
    """Return which legs have one of these results."""
    return view.data.once(("results", names), lambda: _are_in(names, RESULTS, view.column("leg", "result")))


def _are_in(names: Sequence[str], known: Sequence[str], column: Column) -> Mask:
    found = np.zeros(len(known), dtype=bool)
    found[[known.index(name) for name in names]] = True
    return found[column]


def calls(view: View) -> Rows:
    """Return all selected calls."""
    return Rows("call", view.rows("call"))


def with_outcome(*names: str) -> Callable[[View], Rows]:
    """Return what finds the calls with one of these outcomes."""
    return lambda view: Rows("call", view.rows("call") & outcomes(view, *names))


def left_out(name: str) -> Callable[[View], Rows]:
    """Return what finds calls that other figures leave out."""
    return lambda view: Rows("call", view.with_left_out & outcomes(view, name))


def answered(view: View) -> Rows:
    """Return the answered calls; of groups and employees those that they answered."""
    if view.is_by_party:
        return Rows("leg", view.rows("leg") & result(view, "talk"), is_once=True)
    return with_outcome("answered")(view)


def missed(view: View) -> Rows:
    """Return the missed calls; of employees those that rang them in vain."""
    if view.is_by_person:
        return Rows("leg", view.rows("leg") & result(view, *NOT_TAKEN) & to_colleague(view), is_once=True)
    return with_outcome("missed")(view)


def asked(view: View) -> Rows:
    """Return the calls whose callers asked for somebody; of employees those that they answered."""
    if view.is_by_person:
        return answered(view)
    return Rows("call", view.rows("call") & outcomes(view, *ASKED) & (view.column("call", "waited_ms") >= 0))


def in_time(view: View) -> Rows:
    """Return the calls that were answered in time; of groups and employees those that they answered."""
    waited = view.column("call", "waited_ms")
    in_time = (waited >= 0) & (waited <= view.data.targets.in_time_s * MS)
    rows = answered(view)
    if rows.kind == "call":
        return Rows("call", rows.mask & in_time)
    return Rows(rows.kind, rows.mask & in_time[view.column(rows.kind, "call")], is_once=True)


def wanted(view: View) -> Rows:
    """Return the calls whose callers were to be talked with; of employees those that rang them, unless somebody else
    was quicker."""
    if view.is_by_person:
        return Rows("leg", view.rows("leg") & to_colleague(view) & result(view, "talk", *NOT_TAKEN), is_once=True)
    return with_outcome(*ASKED)(view)


NOT_TAKEN = ("not_taken", "rejected")
"""Results of legs that rang somebody who did not take the call, and that nobody else took meanwhile."""


def to_colleague(view: View) -> Mask:
    """Return which legs are those of employees."""
    return np.asarray(view.column("leg", "extension") != view.data.number(("extension", "")))


def offers(view: View) -> Rows:
    """Return the legs that rang employees."""
    wanted = view.column("leg", "rang_ms") >= 0
    return Rows("leg", view.rows("leg") & to_colleague(view) & (wanted | result(view, "talk", *NOT_TAKEN)))


def not_taken(view: View) -> Rows:
    """Return the legs that rang employees in vain."""
    return Rows("leg", view.rows("leg") & to_colleague(view) & result(view, *NOT_TAKEN))


def talks(view: View) -> Rows:
    """Return talks: those of calls, or those of groups and employees."""
    if view.is_by_party:
        return Rows("leg", view.rows("leg") & (view.column("leg", "talked_ms") >= 0))
    return Rows("call", view.rows("call") & (view.column("call", "talked_ms") >= 0))


def waits(view: View) -> Rows:
    """Return waits that are over: those of calls, or those in the queues of groups."""
    if "group" in (*view.filters, *view.splits):
        return Rows("wait", view.rows("wait") & (view.column("wait", "waited_ms") >= 0))
    return Rows("call", view.rows("call") & (view.column("call", "waited_ms") >= 0))


def answered_waits(view: View) -> Rows:
    """Return the waits that ended with a talk."""
    rows = waits(view)
    if rows.kind == "wait":
        return Rows("wait", rows.mask & (view.column("wait", "result") == WAITS.index("talk")))
    return Rows("call", rows.mask & outcomes(view, "answered"))


def column(name: str) -> Callable[[View, Rows], Column]:
    """Return what reads this column of the rows."""
    return lambda view, rows: view.column(rows.kind, name)


def begun_minute(view: View, rows: Rows) -> Column:
    """Return for each of *rows* at which minute of the local day its call began."""
    minutes = view.column("call", "minute")
    return minutes if rows.kind == "call" else minutes[view.column(rows.kind, "call")]


def talks_of_people(view: View) -> Rows:
    """Return the talks of employees."""
    return Rows("leg", view.rows("leg") & to_colleague(view) & (view.column("leg", "talked_ms") >= 0))


def answered_by_people(view: View) -> Rows:
    """Return the calls that employees answered."""
    return Rows("leg", view.rows("leg") & to_colleague(view) & result(view, "talk"), is_once=True)


def recorded(view: View) -> Rows:
    """Return the recorded calls."""
    return Rows("call", view.rows("call") & (view.column("call", "is_recorded") > 0))


def of_new(view: View) -> Rows:
    """Return the first calls of new callers."""
    return Rows("call", view.rows("call") & (view.column("call", "is_new") > 0))
