"""Says what people may do to the queues of a company, and moves callers in line.

``refusal`` is asked before the act, under the same lock: of two people who act at the same moment, one is right and the
other learns why not.
"""

from collections.abc import Sequence

from designer.runtime.directory import Directory
from designer.runtime.members import able
from designer.runtime.queue_events import CallBackBegan, HelpBegan, HelpEnded, Promoted, QueueAct, Reserved
from designer.runtime.queue_state import QueueState, WaitingCaller

GONE, TALKING, TAKEN, BUSY, FIRST = "gone", "talking", "taken", "busy", "is_first"
CALLING, CALLS_BACK = "calling", "calls_back"
NOBODY, NOBODY_WAITS, HELPS_ALREADY, HELPS_NO_MORE = "nobody_there", "nobody_waits", "helps_already", "helps_no_more"


def can_take(state: QueueState, agent: str) -> bool:
    """Return whether the agent is neither in a call nor rung by a queue, so that a caller can be offered to them."""
    found = state["agents"].get(agent)
    return found is None or (found["doing"] in ("free", "wrap_up") and not found["calls"])


def refusal(directory: Directory, state: QueueState, act: QueueAct) -> str:
    """Return why *act* can't be done now, "" if it can: one of the words above, perhaps with ":" and the extension of
    who talks with the caller, takes them, or calls them back."""
    match act:
        case Reserved(call=call, agent=agent):
            return refusal_of_caller(state, call, agent) or ("" if can_take(state, agent) else BUSY)
        case Promoted(call=call):
            return refusal_of_caller(state, call) or _refusal_of_place(state, call)
        case HelpBegan(group=group, helper=helper):
            return _refusal_of_help(directory, state, group, helper, act.at)
        case HelpEnded(group=group, helper=helper):
            return "" if helper in state["helpers"].get(group, ()) else HELPS_NO_MORE
        case CallBackBegan(number=number, agent=agent):
            return _refusal_of_call_back(state, number) or ("" if can_take(state, agent) else BUSY)


def refusal_of_caller(state: QueueState, call: str, agent: str = "") -> str:
    """Return why nothing can be done to *call*, which does not wait or is taken by somebody else than *agent*."""
    entry = next((each for each in state["waiting"] if each["call"] == call), None)
    if entry is None:
        talks = (name for name, each in state["agents"].items() if each["doing"] == "talking" and each["call"] == call)
        return next((f"{TALKING}:{name}" for name in talks), GONE)
    return f"{TAKEN}:{entry['reserved']}" if entry["reserved"] not in ("", agent) else ""


def refusal_of_group(directory: Directory, group: str, at: int) -> str:
    """Return why nobody can be sent to *group*: NOBODY is there, or ""."""
    return "" if able(directory, group, "", at) else NOBODY


def in_line(waiting: Sequence[WaitingCaller]) -> list[WaitingCaller]:
    """Return those who wait in the order in which they are offered."""
    return sorted(waiting, key=lambda entry: (-entry["priority"], entry["since"]))


def promote(state: QueueState, call: str, to: str) -> None:
    """Move a caller one place forward in their queue, or to its front. Those passed exchange their places in line with
    the caller, which changes nothing for other groups."""
    line = _line_of(state, call)
    place = next((index for index, entry in enumerate(line) if entry["call"] == call), 0)
    passed = line[0 if to == "top" else place - 1 : place] if place else []
    for other in reversed(passed):
        _exchange(state, line[place], other)


def _exchange(state: QueueState, one: WaitingCaller, other: WaitingCaller) -> None:
    one["priority"], other["priority"] = other["priority"], one["priority"]
    one["since"], other["since"] = other["since"], one["since"]
    waiting = state["waiting"]
    first, second = sorted((_index(waiting, one), _index(waiting, other)))
    waiting[first], waiting[second] = waiting[second], waiting[first]


def _index(waiting: list[WaitingCaller], entry: WaitingCaller) -> int:
    return next(index for index, each in enumerate(waiting) if each is entry)


def _line_of(state: QueueState, call: str) -> list[WaitingCaller]:
    group = next((entry["group"] for entry in state["waiting"] if entry["call"] == call), "")
    return [entry for entry in in_line(state["waiting"]) if entry["group"] == group]


def _refusal_of_call_back(state: QueueState, number: str) -> str:
    """Return why nobody else should call *number* back: somebody does so already, as a queue has promised."""
    calling = (name for name, agent in state["agents"].items() if agent["callback"] == number)
    return next((f"{CALLS_BACK}:{name}" for name in calling), "")


def _refusal_of_place(state: QueueState, call: str) -> str:
    return FIRST if _line_of(state, call)[0]["call"] == call else ""


def _refusal_of_help(directory: Directory, state: QueueState, group: str, helper: str, at: int) -> str:
    if not any(entry["group"] == group for entry in state["waiting"]):
        return NOBODY_WAITS
    if helper in state["helpers"].get(group, ()):
        return HELPS_ALREADY
    return refusal_of_group(directory, helper, at)
