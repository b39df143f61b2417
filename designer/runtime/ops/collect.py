"""Take one key from the caller."""

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired


def begin(call: Call, op: program.Collect) -> None:
    call.answer()
    call.state["doing"] = {"token": 0, "try": 0}
    if op.must_be_heard:
        call.state["keys"] = ""
    _ask(call, op)


def handle(call: Call, op: program.Collect, event: Event) -> bool:
    doing = call.state["doing"]
    if isinstance(event, Digit):
        if op.must_be_heard and event.key not in op.keys:
            return True
        call.do(effects.Stop())
        _take(call, op, event.key)
    elif isinstance(event, PromptEnded):
        if event.token == doing["token"]:
            doing["token"] = call.wait(op.timeout_s)
    elif isinstance(event, TimerFired):
        if event.token == doing["token"]:
            _missed(call, op, "timeout")
    else:
        return False
    return True


def _ask(call: Call, op: program.Collect) -> None:
    """Begin one try: with a key pressed earlier if there is one, else with the prompt."""
    early, call.state["keys"] = call.state["keys"][:1], call.state["keys"][1:]
    if early:
        _take(call, op, early)
        return
    token = call.play(op.prompt)
    call.state["doing"]["token"] = call.wait(op.timeout_s) if token is None else token


def _take(call: Call, op: program.Collect, key: str) -> None:
    if key in op.keys:
        call.finish(key)
    else:
        _missed(call, op, "invalid")


def _missed(call: Call, op: program.Collect, outcome: str) -> None:
    call.state["doing"]["try"] += 1
    if call.state["doing"]["try"] >= op.tries:
        call.finish(outcome)
    else:
        _ask(call, op)
