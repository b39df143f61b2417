"""Ring people until one answers; the talk that follows is the end of the flow.

What a group and its members have set up is ``availability``; here it is carried out. "turn" is how those are
rung who are rung now: *how* as a strategy, for *ring_s* each or together, each later by their own of *delays*; *whose*
calls they are, when they are one employee's, or the *group* that is rung; the employees *tried* so far; whether it is a
number *outside*.
"""

import random

from designer.runtime import availability, effects, program
from designer.runtime.call import Call
from designer.runtime.events import Event, LegAnswered, LegFailed, LegRinging, QueueWithdrawn, TimerFired, Told
from designer.runtime.ops import left_message, talk

MOST_NAME_CHARACTERS = 60
MOST_OUTSIDE_MIN = 120
"""So long may somebody talk whose call was forwarded to a number outside."""


def begin(call: Call, op: program.Dial) -> None:
    people = people_of(call, op.who)
    call.state["doing"] = {
        "token": 0,
        "next": 0,
        "asked": 0,
        "left": [],
        "ringing": {},
        "rang": [],
        "causes": [],
        "talk": "",
        "turn": {"tried": []},
    }
    if people:
        talk.entertain(call, op.music)
    if op.who.startswith("group:"):
        name = op.who.removeprefix("group:")
        group = call.directory["groups"].get(name, {})
        how, delays = op.strategy, {each: place * op.delay_s for place, each in enumerate(people)}
        if how == "group":
            how, delays = group.get("strategy", "all"), group.get("delays", {})
        _gather(call, op, people, how, delays, name)
    elif people:
        _approach(call, op, people[0])
    else:
        call.finish("unavailable")


def handle(call: Call, op: program.Dial, event: Event) -> bool:
    doing = call.state["doing"]
    if "mailbox" in doing:
        return left_message.handle(call, event)
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
        case QueueWithdrawn(agent=agent, group="") if doing["turn"].get("group"):
            _withdraw(call, op, agent)
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
        if doing["turn"]["how"] == "all":
            doing["left"] = []
        for leg in list(doing["ringing"]):
            call.do(effects.Cancel(leg))
            _gone(call, leg, "no_answer")
        _ring(call, op)
    elif token == doing["next"]:
        _dial_next(call, op)
        _wait_for_next(call)


def _withdraw(call: Call, op: program.Dial, agent: str) -> None:
    """Of those who are rung for a group, one is in another call by now."""
    ringing = call.state["doing"]["ringing"]
    for leg in [leg for leg, extension in ringing.items() if extension == agent]:
        call.do(effects.Cancel(leg))
        _gone(call, leg, "busy")
        if not ringing:
            _ring(call, op)


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


def _turn(call: Call, left: list[str], how: str, ring_s: int, **more: object) -> None:
    """Who is to be rung from now on, and how."""
    doing = call.state["doing"]
    doing["left"], doing["token"], doing["next"] = left, 0, 0
    doing["turn"] = {
        "how": how,
        "ring_s": ring_s,
        "whose": "",
        "group": "",
        "outside": False,
        "delays": {},
        "behind_s": 0,
        "tried": doing["turn"]["tried"],
        **more,
    }


def _gather(call: Call, op: program.Dial, people: list[str], how: str, delays: dict[str, int], group: str) -> None:
    """Ring those of a group who may be rung."""
    doing = call.state["doing"]
    here = availability.present(call.directory, people, call.at)
    doing["causes"] = [each for name in people if (each := availability.absence(call.directory, name, call.at))]
    if how == "random":
        here = _shuffled(call, here)
    elif how == "all":
        here = sorted(here, key=lambda extension: delays.get(extension, 0))
    _turn(call, here, how, op.ring_s, delays=delays if any(delays.values()) else {}, group=group)
    if how == "longest_idle" and len(here) > 1:
        doing["asked"] = call.token()
        call.do(effects.Ask(doing["asked"], tuple(f"idle:{extension}" for extension in here)))
    else:
        _ring(call, op)


def _approach(call: Call, op: program.Dial, extension: str) -> None:
    """Ring one employee, or where their calls go."""
    doing = call.state["doing"]
    doing["turn"]["tried"].append(extension)
    absence = availability.absence(call.directory, extension, call.at)
    doing["causes"] = [absence] if absence else []
    ring_s = availability.patience_s(call.directory, extension, op.ring_s)
    _turn(call, [] if absence else [extension], "all", ring_s, whose=extension)
    if not _follow(call, op, availability.forward(call.directory, extension, "always")):
        _ring(call, op)


def _follow(call: Call, op: program.Dial, target: str) -> bool:
    """Go on to where an employee's calls are forwarded; False when there is no such way, or it was gone already."""
    kind, _, name = target.partition(":")
    turn = call.state["doing"]["turn"]
    if not target or len(turn["tried"]) > availability.MOST_FORWARDS:
        return False
    passed = {*turn["tried"], call.state["extension"]}
    if kind == "employee":
        if name in passed or name not in call.directory["employees"]:
            return False
        _approach(call, op, name)
    elif kind == "group":
        group = call.directory["groups"].get(name, {"members": []})
        people = [each for each in group["members"] if each not in passed]
        if not people:
            return False
        _gather(call, op, people, group.get("strategy", "all"), group.get("delays", {}), name)
    elif kind == "outside":
        _outside(call, op, name)
    elif kind == availability.VOICEMAIL:
        left_message.begin(call, turn["whose"])
    return True


def _outside(call: Call, op: program.Dial, number: str) -> None:
    _turn(call, [], "all", op.ring_s, outside=True)
    leg = talk.new_leg(call)
    call.state["doing"]["ringing"][leg] = number
    call.do(effects.Dial(leg, "", (), number))
    call.state["doing"]["token"] = call.wait(op.ring_s)


def _ring(call: Call, op: program.Dial) -> None:
    """Ring whoever is next; with nobody left, forward or finish."""
    doing = call.state["doing"]
    while doing["left"] and not doing["ringing"]:
        _dial_next(call, op)
    if not doing["ringing"]:
        _in_vain(call, op)
        return
    if doing["turn"]["how"] != "all" or not doing["token"]:
        doing["token"] = call.wait(doing["turn"]["ring_s"])
    _wait_for_next(call)


def _wait_for_next(call: Call) -> None:
    """With delays: until the next ones ring, too."""
    doing, turn = call.state["doing"], call.state["doing"]["turn"]
    doing["next"] = 0
    if turn["how"] == "all" and doing["left"]:
        after_s = turn["delays"].get(doing["left"][0], 0)
        doing["next"], turn["behind_s"] = call.wait(after_s - turn["behind_s"]), after_s


def _dial_next(call: Call, op: program.Dial) -> None:
    """One, or all together who are to ring at the same moment."""
    doing, turn = call.state["doing"], call.state["doing"]["turn"]
    left = doing["left"]
    turn["behind_s"] = turn["delays"].get(left[0], 0)
    count = 1
    if turn["how"] == "all":
        count = sum(turn["delays"].get(each, 0) == turn["behind_s"] for each in left)
    batch, doing["left"] = left[:count], left[count:]
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


def _gone(call: Call, leg: str, cause: str) -> None:
    del call.state["doing"]["ringing"][leg], call.state["legs"][leg]
    call.state["doing"]["causes"].append(cause)


def _in_vain(call: Call, op: program.Dial) -> None:
    """Nobody has answered."""
    doing = call.state["doing"]
    outcome, whose = _outcome(doing["causes"]), doing["turn"]["whose"]
    if not whose or not _follow(call, op, availability.forward(call.directory, whose, outcome)):
        call.finish(outcome)


def _outcome(causes: list[str]) -> str:
    """One word for a group: "no_answer" if any phone rang, else "busy" if any was, else "unavailable"."""
    if set(causes) <= {"unavailable", "failed"}:
        return "unavailable"
    return "busy" if set(causes) <= {"busy", "unavailable", "failed"} else "no_answer"


def _bridge(call: Call, op: program.Dial, leg: str) -> None:
    doing = call.state["doing"]
    extension = doing["ringing"].pop(leg)
    for other in list(doing["ringing"]):
        call.do(effects.Cancel(other, elsewhere=True))
        _gone(call, other, "answered_elsewhere")
    doing["left"] = []
    is_outside, group = doing["turn"]["outside"], doing["turn"]["group"]
    talk.bridge(call, leg, "company" if is_outside else f"employee:{extension}", op.record, group)
    if is_outside:
        doing["limit"] = call.wait(MOST_OUTSIDE_MIN * 60)
