"""Ring people until one answers; the talk that follows is the end of the flow."""

from designer import effects, program
from designer.call import Call
from designer.events import Event, LegAnswered, LegEnded, LegFailed, LegRinging, TimerFired

RINGBACK = "sys:ringback"


def begin(call: Call, op: program.Dial) -> None:
    people = _people(call, op.who)
    call.state["doing"] = {"token": 0, "left": people, "ringing": {}, "rang": [], "causes": [], "talk": ""}
    if people:
        _entertain(call, op)
    _ring(call, op)


def handle(call: Call, op: program.Dial, event: Event) -> bool:
    doing = call.state["doing"]
    match event:
        case LegAnswered(leg=leg) if leg in doing["ringing"]:
            _bridge(call, op, leg)
        case LegFailed(leg=leg, cause=cause) if leg in doing["ringing"]:
            _gone(call, leg, cause)
            if not doing["ringing"]:
                _ring(call, op)
        case LegEnded(leg=leg) if leg == doing["talk"]:
            del call.state["legs"][leg]
            call.end("callee_hung_up", hangup="normal")
        case TimerFired(token=token) if token == doing["token"] and not doing["talk"]:
            for leg in list(doing["ringing"]):
                call.do(effects.Cancel(leg))
                _gone(call, leg, "no_answer")
            _ring(call, op)
        case LegRinging(leg=leg):
            if leg in doing["ringing"] and leg not in doing["rang"]:
                doing["rang"].append(leg)
        case LegFailed() | LegEnded() | TimerFired():
            pass
        case _:
            return False
    return True


def let_go(call: Call, leg: str) -> None:
    """A leg answered that nobody waits for any more, as when its CANCEL crossed the 200."""
    if leg not in call.state["legs"]:
        call.do(effects.Release(leg))


def _people(call: Call, who: str) -> list[str]:
    """The extensions behind *who*, without the caller's own."""
    kind, _, name = who.partition(":")
    if who == "called":
        kind, name = "employee", call.state["number"]
    if kind == "group":
        group = call.directory["groups"].get(name)
        if group is None:
            call.do(effects.Warn(f"there is no group {name!r}"))
        found = group["members"] if group else []
    else:
        found = [name]
    return [extension for extension in found if extension != call.state["extension"]]


def _entertain(call: Call, op: program.Dial) -> None:
    """Music, or ringing once the call is answered; before that the caller's own phone rings."""
    call.state["keys"] = ""
    if op.music:
        call.play(op.music, repeat=True)
    elif call.state["answered"]:
        call.play(RINGBACK, repeat=True)


def _ring(call: Call, op: program.Dial) -> None:
    """Ring whoever is next; with nobody left, finish."""
    doing = call.state["doing"]
    count = 1 if op.strategy == "in_turn" else len(doing["left"])
    while doing["left"] and not doing["ringing"]:
        batch, doing["left"] = doing["left"][:count], doing["left"][count:]
        for extension in batch:
            _dial(call, extension)
    if doing["ringing"]:
        doing["token"] = call.wait(op.ring_s)
    else:
        call.finish(_outcome(doing["causes"]))


def _dial(call: Call, extension: str) -> None:
    employee = call.directory["employees"].get(extension)
    if employee is None:
        call.do(effects.Warn(f"there is no employee {extension!r}"))
    if employee is None or not employee["phones"]:
        call.state["doing"]["causes"].append("unavailable")
        return
    leg = f"b{call.token()}"
    call.state["legs"][leg] = False
    call.state["doing"]["ringing"][leg] = extension
    call.do(effects.Dial(leg, extension, tuple(employee["phones"])))


def _gone(call: Call, leg: str, cause: str) -> None:
    del call.state["doing"]["ringing"][leg], call.state["legs"][leg]
    call.state["doing"]["causes"].append(cause)


def _outcome(causes: list[str]) -> str:
    """One word for a group: "no_answer" if any phone rang, else "busy" if any was, else "unavailable"."""
    if set(causes) <= {"unavailable", "failed"}:
        return "unavailable"
    return "busy" if set(causes) <= {"busy", "unavailable", "failed"} else "no_answer"


def _bridge(call: Call, op: program.Dial, leg: str) -> None:
    doing = call.state["doing"]
    extension = doing["ringing"].pop(leg)
    for other in list(doing["ringing"]):
        call.do(effects.Cancel(other))
        _gone(call, other, "answered_elsewhere")
    doing["talk"], doing["left"], call.state["legs"][leg] = leg, [], True
    call.answer()
    call.do(effects.Bridge(leg))
    if op.record:
        call.record("call", f"employee:{extension}")
