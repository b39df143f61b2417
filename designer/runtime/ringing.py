"""Rings several people: one after the other, all together, or each with a delay of their own.

A *turn* is those who ring for one reason: an employee, the members of a group, or a number outside.
"""

import random
from typing import TypedDict

from designer.runtime import effects, talk
from designer.runtime.call import Call
from designer.runtime.op import Ignored, Plain, Token, Values

MOST_NAME_CHARACTERS = 60
"""The longest name that phones are asked to show."""


class Turn(TypedDict):
    """Describes who rings and how. *how* is the strategy; *ring_s* holds for all together or for each one. *whose*
    calls they are, if they are one employee's, or the *group* that rings; "" for none. *outside*: a number outside
    rings. Each rings later than the first by its own of *delays*, in s; those up to *behind_s* ring already."""

    how: str
    ring_s: int
    whose: str
    group: str
    outside: bool
    delays: dict[str, int]
    behind_s: int


class Ringing(TypedDict):
    """Describes a call that rings people. *ringing* maps legs to extensions or a number, *left* are those who still
    have to ring, *rang* the legs whose phone really rings, and *causes* says why each one was not reached. *token*
    ends the ringing, *next* is the timer of those who ring later, *asked* the question who has been idle longest.
    *talk* is the leg that has answered. *tried* are the employees who were rung by themselves, and *turn* says how
    it rings now."""

    token: Token
    next: Token
    asked: Token
    left: Plain[list[str]]
    ringing: Values[str]
    rang: Ignored[list[str]]
    causes: Plain[list[str]]
    talk: Ignored[str]
    tried: Plain[list[str]]
    turn: Plain[Turn]


def nobody_yet() -> Ringing:
    """Return the state before anybody is rung."""
    return {
        "token": 0,
        "next": 0,
        "asked": 0,
        "left": [],
        "ringing": {},
        "rang": [],
        "causes": [],
        "talk": "",
        "tried": [],
        "turn": turn("all", 0),
    }


def turn(
    how: str,
    ring_s: int,
    whose: str = "",
    group: str = "",
    outside: bool = False,
    delays: dict[str, int] | None = None,
) -> Turn:
    """Return a turn in which nobody rings yet."""
    return {
        "how": how,
        "ring_s": ring_s,
        "whose": whose,
        "group": group,
        "outside": outside,
        "delays": delays or {},
        "behind_s": 0,
    }


def begin_turn(doing: Ringing, left: list[str], new: Turn) -> None:
    """Let *left* ring from now on, as *new* says."""
    doing["left"], doing["token"], doing["next"], doing["turn"] = left, 0, 0, new


def ring_next(call: Call, doing: Ringing, prefix: str) -> bool:
    """Ring the next ones of the turn. Return whether anybody rings."""
    while doing["left"] and not doing["ringing"]:
        _dial_next(call, doing, prefix)
    if not doing["ringing"]:
        return False
    if doing["turn"]["how"] != "all" or not doing["token"]:
        doing["token"] = call.wait(doing["turn"]["ring_s"])
    _wait_for_next(call, doing)
    return True


def ring_delayed(call: Call, doing: Ringing, prefix: str) -> None:
    """Ring those whose delay is over, beside those who ring already."""
    _dial_next(call, doing, prefix)
    _wait_for_next(call, doing)


def ring_outside(call: Call, doing: Ringing, number: str, employee: str) -> None:
    """Ring a number outside, to which the calls of *employee* are forwarded."""
    leg = talk.new_leg(call)
    doing["ringing"][leg] = number
    call.do(effects.Dial(leg, "", (), number, employee=employee))
    doing["token"] = call.wait(doing["turn"]["ring_s"])


def stop(call: Call, doing: Ringing, leg: str, cause: str, elsewhere: bool = False) -> None:
    """Stop ringing *leg*; *cause* says why it was not reached."""
    call.do(effects.Cancel(leg, elsewhere))
    drop(call, doing, leg, cause)


def drop(call: Call, doing: Ringing, leg: str, cause: str) -> None:
    """Forget *leg*, which rings no more."""
    del doing["ringing"][leg], call.state["legs"][leg]
    doing["causes"].append(cause)


def _wait_for_next(call: Call, doing: Ringing) -> None:
    """Wait until the next ones ring, too, if they have delays."""
    turn = doing["turn"]
    doing["next"] = 0
    if turn["how"] == "all" and doing["left"]:
        after_s = turn["delays"].get(doing["left"][0], 0)
        doing["next"], turn["behind_s"] = call.wait(after_s - turn["behind_s"]), after_s


def _dial_next(call: Call, doing: Ringing, prefix: str) -> None:
    """Ring one, or all who are to ring at the same moment."""
    turn, left = doing["turn"], doing["left"]
    turn["behind_s"] = turn["delays"].get(left[0], 0)
    count = 1
    if turn["how"] == "all":
        count = sum(turn["delays"].get(each, 0) == turn["behind_s"] for each in left)
    batch, doing["left"] = left[:count], left[count:]
    for extension in batch:
        if leg := dial(call, extension, prefix, turn["group"]):
            doing["ringing"][leg] = extension
        else:
            doing["causes"].append("unavailable")


def dial(call: Call, extension: str, prefix: str = "", group: str = "") -> str:
    """Ring an employee, whose phone shows *prefix* before the caller's name, perhaps for a *group*.

    Return the leg, or "" if there is no phone to ring.
    """
    employee = call.directory["employees"].get(extension)
    if employee is None:
        call.warn("there is no employee “{name}”", name=extension)
    if employee is None or not employee["phones"]:
        return ""
    leg = talk.new_leg(call)
    name = call.state["vars"]["caller_name"] or call.state["caller"]
    display = f"{call.fill(prefix)} {name}"[:MOST_NAME_CHARACTERS] if prefix else ""
    call.do(effects.Dial(leg, extension, tuple(employee["phones"]), display=display, group=group))
    return leg


def shuffled(call: Call, people: list[str]) -> list[str]:
    """Return *people* in an order drawn by the call's random number."""
    found = list(people)
    random.Random(f"{call.state['chance']}|{call.state['tokens']}").shuffle(found)
    return found


def outcome(causes: list[str]) -> str:
    """Return one word for a turn by the *causes* of its legs: "no_answer" if any phone rang, else "busy" if any was,
    else "unavailable"."""
    if set(causes) <= {"unavailable", "failed"}:
        return "unavailable"
    return "busy" if set(causes) <= {"busy", "unavailable", "failed"} else "no_answer"
