"""Keeps what queues have promised: to call somebody back when it is their turn.

A promise waits in line as its caller did. When an employee has picked up to call the number, it is kept, whether the
queue or somebody else had wanted that; and so it is when the caller calls again and somebody answers.
"""

from designer.runtime.queue_events import CallBack, CallBackAnswered, CallBackBegan, Recheck
from designer.runtime.queue_state import QueueState, WaitingCaller

RETRY_MS, LONGEST_RETRY_MS = 10_000, 900_000
"""The pause once every agent of the group was rung in vain for a callback. It doubles each round, up to the longest."""

MOST_ROUNDS = 12
"""A callback is given up after so many rounds, which take about an hour and a half."""

CALLBACK = "callback"
"""The reason of a ``Recheck`` of promises."""

HELD_MS = 65_000
"""How long promises to a number wait while somebody's phone rings who calls it back: longer than it may ring."""


def call_back(entry: WaitingCaller, agent: str) -> CallBack:
    """Return the effect that keeps the promise *entry*."""
    return CallBack(entry["group"], entry["callback"], agent, entry["wrap_up_s"], entry["tries"], entry["line"])


def pause_ms(tries: int, members: int) -> int | None:
    """Return how long to wait before agents of a group with so many *members* are rung again, None to give up: the
    next one is rung at once, but there is a pause between two rounds through the group."""
    rounds, rung = divmod(tries, max(1, members))
    if rounds >= MOST_ROUNDS:
        return None
    return min(RETRY_MS * 2 ** (rounds - 1), LONGEST_RETRY_MS) if rounds and not rung else 0


def take(state: QueueState, event: CallBackBegan | CallBackAnswered) -> list[Recheck]:
    """Let promises to the number wait while somebody is rung to call it back, or drop them, because they are kept.
    Return the effects of that."""
    found = [entry for entry in state["waiting"] if entry["callback"] == event.number]
    if isinstance(event, CallBackAnswered):
        state["waiting"] = [entry for entry in state["waiting"] if entry not in found]
        return []
    for entry in found:
        entry["due"] = max(entry["due"], event.at + HELD_MS)
    return [Recheck(CALLBACK, HELD_MS)] if found else []
