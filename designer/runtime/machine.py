"""Defines the meaning of a flow: ``step(program, directory, state, event) -> (state, effects)``.

The function is pure. It reads no clock, draws no random numbers and opens nothing: time and chance come in with the
event. The state is plain JSON. The switch, the simulator, the verifier and the replay all run this one function, so
they can never disagree about what a drawing does.
"""

from designer.runtime.call import Call
from designer.runtime.call_state import CallState, first_state
from designer.runtime.directory import Directory
from designer.runtime.effects import Effect
from designer.runtime.events import CallArrived, CallerGone, Digit, Dismissed, Event, Fault, LegAnswered
from designer.runtime.program import Program
from designer.runtime.talk import release_late_answer

MOST_OPS_A_STEP = 1000
"""A call that comes this far without waiting for anything goes round in a circle."""

MOST_WAITS_A_SECOND = 100
"""So does a call whose waits end as soon as they begin, such as a queue that is full and leads back to itself."""


def step(
    program: Program, directory: Directory, state: CallState | None, event: Event
) -> tuple[CallState, tuple[Effect, ...]]:
    """Carry a call on by one event. Return its next state, and what is to be done.

    *state* is None for ``CallArrived``, and for every other event what the last step returned; it is not changed. An
    event that is out of date (the end of a prompt that was stopped, a leg that was cancelled) has no effects. Raises
    ValueError if the first event is not ``CallArrived``.
    """
    if isinstance(event, CallArrived):
        call = Call(directory, first_state(event, program.entry), event.at)
        call.enter(program.entry)
        _run(program, call)
    elif state is None:
        raise ValueError(f"a call begins with CallArrived, not {type(event).__name__}")
    elif state["ended"]:
        return state, ()
    else:
        call = Call(directory, state, event.at)
        _handle(program, call, event)
    return call.state, tuple(call.effects)


def _handle(program: Program, call: Call, event: Event) -> None:
    if isinstance(event, CallerGone):
        return call.end("caller_hung_up")
    if isinstance(event, Dismissed):
        return call.end("dismissed", hangup="normal")
    if isinstance(event, Fault):
        return call.end("fault", hangup="fault")
    if call.state["doing"] is None:
        return None
    if not program.op(call.state).handle(call, event):
        _handle_unexpected(call, event)
    if call.state["doing"] is None and not call.state["ended"]:
        _run(program, call)
    return None


def _handle_unexpected(call: Call, event: Event) -> None:
    """Keep a key that was pressed early; release a leg that answers too late."""
    if isinstance(event, Digit):
        call.state["keys"] = (call.state["keys"] + event.key)[-32:]
    elif isinstance(event, LegAnswered):
        release_late_answer(call, event.leg)


def _run(program: Program, call: Call) -> None:
    """Carry out ops until one has to wait or the call has ended."""
    for _ in range(MOST_OPS_A_STEP):
        program.op(call.state).begin(call)
        if call.state["ended"]:
            return None
        if call.state["doing"] is not None:
            if _rushes(call):
                break
            return None
    call.warn("the drawing goes round in a circle without waiting for anybody")
    return call.end("fault", hangup="fault")


def _rushes(call: Call) -> bool:
    """Count the wait that has just begun; return whether there were too many in this second."""
    if call.at - call.state["second"] >= 1000:
        call.state["second"], call.state["waits"] = call.at, 0
    call.state["waits"] += 1
    return call.state["waits"] > MOST_WAITS_A_SECOND
