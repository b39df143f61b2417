"""A flow in which callers wait for Sales, for journals of calls."""

from datetime import UTC, datetime, timedelta

from app.db import now
from designer.drawing.compiler import compile_flow
from tests.app.journal_of_calls import JournalOfCalls
from tests.designer.drawing import KNOWN, flow, node

OUTLETS = ("timeout", "full", "nobody", "callback", "left")
GRAPH = flow(
    [node("wait", "queue", group_name="sales", music="music"), node("bye", "hangup")],
    *[("wait", outlet, "bye") for outlet in OUTLETS],
)
JOINED = 1
"""So many lines until a caller has joined the queue."""

LEFT = 3


def use(journal: JournalOfCalls) -> None:
    """Let calls of *journal* wait for Sales, whose people talk already."""
    program = compile_flow(GRAPH, KNOWN).program
    assert program is not None
    journal.program = program


def waits(journal: JournalOfCalls, name: str, at: datetime, steps: int | None = JOINED, **how) -> None:
    """Write that a caller joins the queue, and hangs up after 20 s unless *steps* ends before."""
    journal.call(name, at=at, steps=steps, talking=("101", "102"), hang_up_s=how.pop("hang_up_s", 20), **how)


def today(seconds_ago: float = 5) -> datetime:
    """A moment just now."""
    return now().astimezone(UTC).replace(microsecond=0) - timedelta(seconds=seconds_ago)
