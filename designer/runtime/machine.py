"""The meaning of a flow: ``step(program, directory, state, event) -> (state, effects)``.

A pure function. It reads no clock, draws no lots and opens nothing: time and chance come in with the event. The
state is plain JSON. The switch, the simulator, the verifier and the replay all run this one function, so they can
never disagree about what a drawing does.
"""

from types import MappingProxyType, ModuleType
from typing import Any

from designer.runtime import program as ops
from designer.runtime.call import Call, first_state
from designer.runtime.effects import Effect, Enter
from designer.runtime.events import CallArrived, CallerGone, Digit, Event, Fault, LegAnswered
from designer.runtime.ops import collect, dial, dial_by_name, digits, instant, message, outside, play, queue, test, web
from designer.runtime.program import Program

JsonObject = dict[str, Any]

MOST_OPS_A_STEP = 1000
"""A drawing that comes this far without waiting for anybody goes round in a circle."""

MOST_WAITS_A_SECOND = 100
"""So does one whose waits end as soon as they begin: a queue that is full, and leads back to itself."""

WAITING_OPS: MappingProxyType[type, ModuleType] = MappingProxyType(
    {
        ops.Play: play,
        ops.Collect: collect,
        ops.Digits: digits,
        ops.DialByName: dial_by_name,
        ops.Test: test,
        ops.Web: web,
        ops.Dial: dial,
        ops.Outside: outside,
        ops.Queue: queue,
        ops.Message: message,
    }
)
"""Each op that may wait has a module with ``begin(call, op)`` and ``handle(call, op, event)``."""


def step(
    program: Program, directory: JsonObject, state: JsonObject | None, event: Event
) -> tuple[JsonObject, tuple[Effect, ...]]:
    """Carry a call on by one event.

    *state* is None for ``CallArrived`` and what the last step returned for every other event; it is not changed.
    An event that is out of date (a timer of a play that was stopped, a leg that was cancelled) has no effects.
    Raises ValueError when the first event is not ``CallArrived``.
    """
    if isinstance(event, CallArrived):
        call = Call(program, directory, first_state(event, program.entry), event.at)
        _enter(call, program.entry)
        _run(call)
    elif state is None:
        raise ValueError(f"a call begins with CallArrived, not {type(event).__name__}")
    elif state["ended"]:
        return state, ()
    else:
        call = Call(program, directory, state, event.at)
        _handle(call, event)
    return call.state, tuple(call.effects)


def _handle(call: Call, event: Event) -> None:
    if isinstance(event, CallerGone):
        return call.end("caller_hung_up")
    if isinstance(event, Fault):
        return call.end("fault", hangup="fault")
    if call.state["doing"] is None:
        return None
    op = _op(call)
    if not WAITING_OPS[type(op)].handle(call, op, event):
        _otherwise(call, event)
    if call.state["doing"] is None and not call.state["ended"]:
        call.state["index"] += 1
        _run(call)
    return None


def _otherwise(call: Call, event: Event) -> None:
    """What no op was waiting for: an early key is kept, a leg that answers too late is let go."""
    if isinstance(event, Digit):
        call.state["keys"] = (call.state["keys"] + event.key)[-32:]
    elif isinstance(event, LegAnswered):
        dial.let_go(call, event.leg)


def _run(call: Call) -> None:
    """Carry out ops until one has to wait or the call has ended."""
    for _ in range(MOST_OPS_A_STEP):
        op = _op(call)
        if isinstance(op, ops.Hangup):
            return call.end("flow_ended", hangup=op.reason)
        if isinstance(op, ops.Branch):
            outcome = call.state["outcome"]
            _enter(call, dict(op.targets)[outcome], outcome)
            continue
        (instant.BEGIN.get(type(op)) or WAITING_OPS[type(op)].begin)(call, op)
        if call.state["ended"] or (call.state["doing"] is not None and not _rushes(call)):
            return None
        if call.state["doing"] is not None:
            break
        call.state["index"] += 1
    call.warn("the drawing goes round in a circle without waiting for anybody")
    return call.end("fault", hangup="fault")


def _rushes(call: Call) -> bool:
    """Count the wait that has just begun."""
    if call.at - call.state["second"] >= 1000:
        call.state["second"], call.state["waits"] = call.at, 0
    call.state["waits"] += 1
    return bool(call.state["waits"] > MOST_WAITS_A_SECOND)


def _op(call: Call) -> ops.Op:
    ops_of_block = call.program.blocks[call.state["block"]]
    return ops_of_block[int(call.state["index"])]


def _enter(call: Call, block: str, outcome: str = "") -> None:
    call.state["block"], call.state["index"], call.state["outcome"] = block, 0, ""
    call.do(Enter(block, outcome))
