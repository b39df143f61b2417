"""Ring people until one answers; the talk that follows is the end of the flow."""

import random

from designer import effects, program
from designer.call import Call
from designer.events import Event, LegAnswered, LegFailed, LegRinging, TimerFired, Told
from designer.ops import talk


def begin(call: Call, op: program.Dial) -> None:
    people = people_of(call, op.who)
    call.state["doing"] = {
        "token": 0,
        "next": 0,
        "asked": 0,
        "left": _shuffled(call, people) if op.strategy == "random" else people,
        "ringing": {},
        "rang": [],
        "causes": [],
        "talk": "",
    }
    if people:
        talk.entertain(call, op.music)
    if op.strategy == "longest_idle" and len(people) > 1:
        call.state["doing"]["asked"] = call.token()
        call.do(effects.Ask(call.state["doing"]["asked"], tuple(f"idle:{extension}" for extension in people)))
    else:
        _ring(call, op)


def handle(call: Call, op: program.Dial, event: Event) -> bool:
    doing = call.state["doing"]
    if doing["talk"]:
        return talk.handle(call, event)
    match event:
        case LegAnswered(leg=leg) if leg in doing["ringing"]:
            _bridge(call, op, leg)
        case LegFailed(leg=leg, cause=cause) if leg in doing["ringing"]:
            _gone(call, leg, cause)
            if not doing["ringing"]:
                _ring(call, op)
        case TimerFired(token=token):
            _time(call, op, token)
        case Told(token=token, facts=facts) if token == doing["asked"]:
            doing["asked"] = 0
            doing["left"].sort(key=lambda extension: -facts.get(f"idle:{extension}", 0))
            _ring(call, op)
        case LegRinging(leg=leg) if leg in doing["ringing"] and leg not in doing["rang"]:
            doing["rang"].append(leg)
        case _:
            return False
    return True


def _time(call: Call, op: program.Dial, token: int) -> None:
    doing = call.state["doing"]
    if token == doing["token"]:
        if op.strategy == "all":
            doing["left"] = []
        for leg in list(doing["ringing"]):
            call.do(effects.Cancel(leg))
            _gone(call, leg, "no_answer")
        _ring(call, op)
    elif token == doing["next"]:
        _one_more(call, op)


def let_go(call: Call, leg: str) -> None:
    """A leg answered that nobody waits for any more, as when its CANCEL crossed the 200."""
    if leg not in call.state["legs"]:
        call.do(effects.Release(leg))


def people_of(call: Call, who: str) -> list[str]:
    """The extensions behind *who*, without the caller's own."""
    kind, _, name = who.partition(":")
    if who == "called":
        kind, name = "employee", call.state["number"]
    if kind == "variable":
        kind, name = "employee", call.fill(f"{{{name}}}")
    if kind == "group":
        group = call.directory["groups"].get(name)
        if group is None:
            call.warn("there is no group “{name}”", name=name)
        found = group["members"] if group else []
    else:
        found = [name]
    return [extension for extension in found if extension != call.state["extension"]]


def _shuffled(call: Call, people: list[str]) -> list[str]:
    """By the lot that was drawn when the call came."""
    found = list(people)
    random.Random(f"{call.state['chance']}|{call.state['tokens']}").shuffle(found)
    return found


def _ring(call: Call, op: program.Dial) -> None:
    """Ring whoever is next; with nobody left, finish."""
    doing = call.state["doing"]
    count = len(doing["left"]) if op.strategy == "all" and not op.delay_s else 1
    while doing["left"] and not doing["ringing"]:
        _dial_next(call, op, count)
    if not doing["ringing"]:
        call.finish(_outcome(doing["causes"]))
        return
    if op.strategy != "all" or not doing["token"]:
        doing["token"] = call.wait(op.ring_s)
    doing["next"] = call.wait(op.delay_s) if op.strategy == "all" and doing["left"] else 0


def _one_more(call: Call, op: program.Dial) -> None:
    """With a delay: the next one rings, too, and the ringing of all goes on."""
    doing = call.state["doing"]
    _dial_next(call, op, 1)
    doing["next"] = call.wait(op.delay_s) if doing["left"] else 0


def _dial_next(call: Call, op: program.Dial, count: int) -> None:
    doing = call.state["doing"]
    batch, doing["left"] = doing["left"][:count], doing["left"][count:]
    for extension in batch:
        if leg := dial(call, extension, op.prefix):
            doing["ringing"][leg] = extension
        else:
            doing["causes"].append("unavailable")


def dial(call: Call, extension: str, prefix: str = "") -> str:
    """Ring an employee; the leg, or "" when there is no phone to ring."""
    employee = call.directory["employees"].get(extension)
    if employee is None:
        call.warn("there is no employee “{name}”", name=extension)
    if employee is None or not employee["phones"]:
        return ""
    leg = talk.new_leg(call)
    name = call.state["vars"]["caller_name"] or call.state["caller"]
    display = f"{call.fill(prefix)} {name}"[:MOST_NAME_CHARACTERS] if prefix else ""
    call.do(effects.Dial(leg, extension, tuple(employee["phones"]), display=display))
    return leg


MOST_NAME_CHARACTERS = 60


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
    doing["left"] = []
    talk.bridge(call, leg, f"employee:{extension}", op.record)
