"""Take several keys from the caller, and let them agree with what was heard."""

from collections.abc import Callable

from designer.runtime import effects, program
from designer.runtime.call import Call
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired

YOU_ENTERED, CONFIRM = "sys:you-entered", "sys:confirm"
YES = "1"


def begin(call: Call, op: program.Digits) -> None:
    call.answer()
    call.state["doing"] = {"token": 0, "try": 0, "keys": "", "telling": []}
    _ask(call, op)


def handle(call: Call, op: program.Digits, event: Event) -> bool:
    doing = call.state["doing"]
    if isinstance(event, Digit):
        call.do(effects.Stop())
        _take(call, op, event.key)
    elif isinstance(event, PromptEnded):
        if event.token == doing["token"]:
            _go_on(call, op)
    elif isinstance(event, TimerFired):
        if event.token == doing["token"]:
            _silent(call, op)
    else:
        return False
    return True


def _ask(call: Call, op: program.Digits) -> None:
    """Begin one try: keys pressed earlier count."""
    call.state["doing"] |= {"keys": "", "telling": []}
    early, call.state["keys"] = call.state["keys"], ""
    if early:
        take_early(call, early, lambda key: _take(call, op, key))
        return
    token = call.play(op.prompt)
    call.state["doing"]["token"] = call.wait(op.timeout_s) if token is None else token


def take_early(call: Call, early: str, take: Callable[[str], None]) -> None:
    """Keys that were pressed before they were asked for; those that are left when the op is done are kept on.

    A key stops what an earlier one let play.
    """
    for place, key in enumerate(early):
        call.hush()
        take(key)
        if call.state["doing"] is None:
            call.state["keys"] = early[place + 1 :]
            return


def _take(call: Call, op: program.Digits, key: str) -> None:
    doing = call.state["doing"]
    if doing["telling"]:
        _agreed(call, op, key)
        return
    if key == op.end_key:
        _entered(call, op)
        return
    doing["keys"] += key
    if len(doing["keys"]) >= op.most:
        _entered(call, op)
    else:
        doing["token"] = call.wait(op.timeout_s)


def _silent(call: Call, op: program.Digits) -> None:
    """No further key: enough of them are an answer, none at all is a silence."""
    doing = call.state["doing"]
    if doing["telling"] or not doing["keys"]:
        _missed(call, op, "timeout")
    else:
        _entered(call, op)


def _entered(call: Call, op: program.Digits) -> None:
    doing = call.state["doing"]
    if len(doing["keys"]) < op.least:
        _missed(call, op, "invalid")
    elif op.confirm:
        doing["telling"] = [YOU_ENTERED, *(f"sys:digit-{_spoken(key)}" for key in doing["keys"]), CONFIRM]
        doing["told"] = 0
        _tell(call, op)
    else:
        _done(call, op)


def _spoken(key: str) -> str:
    return {"*": "star", "#": "hash"}.get(key, key)


def _tell(call: Call, op: program.Digits) -> None:
    doing = call.state["doing"]
    while doing["told"] < len(doing["telling"]):
        token = call.play(doing["telling"][doing["told"]])
        doing["told"] += 1
        if token is not None:
            doing["token"] = token
            return
    doing["token"] = call.wait(op.timeout_s)


def _go_on(call: Call, op: program.Digits) -> None:
    if call.state["doing"]["telling"]:
        _tell(call, op)
    else:
        call.state["doing"]["token"] = call.wait(op.timeout_s)


def _agreed(call: Call, op: program.Digits, key: str) -> None:
    if key == YES:
        _done(call, op)
    else:
        _missed(call, op, "invalid")


def _done(call: Call, op: program.Digits) -> None:
    call.set_variable(op.variable, call.state["doing"]["keys"])
    call.finish("entered")


def _missed(call: Call, op: program.Digits, outcome: str) -> None:
    call.state["doing"]["try"] += 1
    if call.state["doing"]["try"] >= op.tries:
        call.finish(outcome)
    else:
        _ask(call, op)
