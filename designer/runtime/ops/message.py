"""Beep, then record what the caller says."""

from designer.runtime import program
from designer.runtime.call import Call
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired

BEEP = "sys:beep"


def begin(call: Call, op: program.Message) -> None:
    call.answer()
    call.state["keys"] = ""
    call.state["doing"] = {"token": 0, "listening": False}
    token = call.play(BEEP)
    if token is None:
        _listen(call, op)
    else:
        call.state["doing"]["token"] = token


def handle(call: Call, op: program.Message, event: Event) -> bool:
    doing = call.state["doing"]
    if isinstance(event, PromptEnded) and event.token == doing["token"]:
        _listen(call, op)
    elif isinstance(event, TimerFired) and event.token == doing["token"]:
        _done(call)
    elif isinstance(event, Digit):
        if doing["listening"] and event.key == "#":
            _done(call)
    else:
        return False
    return True


def _listen(call: Call, op: program.Message) -> None:
    call.stop_recording()
    owner = f"employee:{call.state['number']}" if op.mailbox == "called" else op.mailbox
    call.record("message", owner)
    call.state["doing"] |= {"token": call.wait(op.max_s), "listening": True}


def _done(call: Call) -> None:
    call.stop_recording()
    call.finish("next")
