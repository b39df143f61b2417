"""Random drawings and callers that a real call can walk in seconds, for the proof that it means what was simulated."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from designer.drawing.compiler import compile_flow
from designer.runtime.program import Program
from tests.calls.companies import MEMBERS
from tests.designer.drawing import flow, node

JsonObject = dict[str, Any]
Options = dict[str, Sequence[Any]]
"""Setting -> the values that it may have."""

PROMPTS = ("welcome", "closed", "greeting", "menu")
MUSIC = ("", "music")
REACTIONS = (0.3, 0.8, "silent", "busy", "unavailable")
"""How an employee's phone may react, to the simulator and for real."""

EMPLOYEES = ("101", "102", "103")
GROUPS = (*("sales", "support") * 3, "phoneless")
KNOWN = {
    "employee": {*EMPLOYEES, "104"},
    "group": set(GROUPS),
    "prompt": {*PROMPTS, "music"},
    "calendar": {"always", "never"},
}
OUTSIDE = "+4940123456"
TARGETS = (*(f"employee:{each}" for each in EMPLOYEES), "group:support", f"outside:{OUTSIDE}")
"""Where calls are forwarded to. A voicemail would take two minutes; ``test_availability`` has one."""
MOST_NODES = 5
FOR_EVER_S = 600.0


@dataclass(frozen=True)
class RandomCall:
    """*people* are the employees and how their phones react; *talking*, *waiting* and *others_talk_s* are as in a
    script. *own* is what employees, and groups, have set up."""

    graph: JsonObject
    program: Program
    caller: str
    press: str
    people: dict[str, float | str]
    talking: tuple[str, ...]
    waiting: dict[str, int]
    others_talk_s: float
    own: JsonObject

    def __repr__(self) -> str:
        nodes = {each["id"]: (each["type"], each["settings"]) for each in self.graph["nodes"]}
        wires = [(wire["from"], wire["outlet"], wire["to"]) for wire in self.graph["wires"]]
        return f"{self.caller} presses {self.press!r} on {nodes} {wires}, {self.others} {self.own}"

    @property
    def others(self) -> JsonObject:
        """Of the script: everybody but the caller."""
        names = ("people", "talking", "waiting", "others_talk_s")
        return {name: getattr(self, name) for name in names}


KINDS: dict[str, tuple[tuple[Options, ...], tuple[str, ...]]] = {
    "play": (({"prompt": PROMPTS},), ("next",)),
    "menu": (
        ({"prompt": PROMPTS, "keys": [["1", "2"]], "timeout_s": (1, 2), "tries": (1, 2)},),
        ("1", "2", "timeout", "invalid"),
    ),
    "digits": (
        (
            {
                "prompt": PROMPTS,
                "variable": ["order"],
                "least": [1],
                "most": (1, 2, 3),
                "timeout_s": [2],
                "tries": (1, 2),
            },
        ),
        ("entered", "timeout", "invalid"),
    ),
    "dial_by_name": (
        ({"prompt": PROMPTS, "variable": ["found"], "timeout_s": [2], "tries": [1]},),
        ("found", "nobody", "timeout"),
    ),
    "hours": (({"calendar": ("always", "never")},), ("open", "closed")),
    "holiday": (({"calendar": ["always"]},), ("holiday", "workday")),
    "condition": (
        (
            {
                "subject": ["caller"],
                "operator": ("is", "begins", "contains", "less"),
                "value": ("+49", "7", "{number}"),
            },
            {
                "subject": ("free", "waiting"),
                "group_name": GROUPS,
                "operator": ("is", "less", "more"),
                "value": ("0", "1", "2"),
            },
        ),
        ("yes", "no"),
    ),
    "split": (({"percent": range(1, 100)},), ("a", "b")),
    "language": (({"language": ["de"]},), ("next",)),
    "set_variable": (({"variable": ["order"], "value": ["x{caller}"]},), ("next",)),
    "tag": (({"tag": ["{number}"]},), ("next",)),
    "notify": (({"employee": ["101"], "text": ["{caller}"]},), ("next",)),
    "record": (({"action": ("on", "pause", "resume", "off")},), ("next",)),
    "consent": (({"prompt": PROMPTS, "timeout_s": [2]},), ("agreed", "refused")),
    "web_request": (({"url": ["http://127.0.0.1:9/"], "timeout_s": [1]},), ("ok", "error", "timeout")),
    "voicemail": (({"greeting": PROMPTS, "mailbox": ["employee:102"], "max_s": [5]},), ("next",)),
    "ring": (
        (
            {
                "who": [f"employee:{each}" for each in EMPLOYEES] + [f"group:{each}" for each in GROUPS],
                "strategy": ("all", "in_turn", "random", "longest_idle", "group"),
                "ring_s": [3],
                "record": (False, True),
                "music": MUSIC,
            },
        ),
        ("no_answer", "busy", "unavailable"),
    ),
    "queue": (
        (
            {
                "group_name": GROUPS,
                "music": MUSIC,
                "priority": range(10),
                "most_s": (2, 4, 5, 6),
                "most_waiting": (1, 2),
                "tell_s": (0, 1, 1),
                "leave_key": ("", "#", "2"),
                "callback_key": ("", "1", "9"),
                "wrap_up_s": (0, 1),
                "skill": ("", "", "", "", "french", "chinese"),
                "ring_s": [3],
                "record": (False, True),
            },
        ),
        ("timeout", "full", "nobody", "left", "callback"),
    ),
    "outside": (
        ({"destination": [OUTSIDE], "ring_s": [5], "record": [False]},),
        ("no_answer", "busy", "failed"),
    ),
}
"""Node type -> (what its settings may be together, its outlets)."""

OFTEN = {"queue": 8, "ring": 6, "condition": 3}
"""Node type -> how many times as often as the others it is drawn."""

USES: dict[str, tuple[str, JsonObject, tuple[str, ...]]] = {
    "digits": ("tag", {"tag": "{order}"}, ("next",)),
    "set_variable": ("tag", {"tag": "{order}"}, ("next",)),
    "dial_by_name": (
        "ring",
        {"who": "variable:found", "ring_s": 3, "record": False},
        ("no_answer", "busy", "unavailable"),
    ),
}
"""Node type -> (type, settings and outlets of a node that follows by the first outlet, and uses the variable)."""


def calls(first: int) -> Iterator[RandomCall]:
    """Without an end; the same *first* gives the same ones."""
    while True:
        if call := _call(random.Random(first)):
            yield call
        first += 1


def _call(chance: random.Random) -> RandomCall | None:
    graph = _graph(chance)
    program = compile_flow(graph, KNOWN).program
    caller = chance.choice(("+4917012345", "+4930777", "anonymous"))
    press = "".join(chance.choices("1129#", k=chance.randint(0, 5)))
    people = {each: chance.choice(REACTIONS) for each in EMPLOYEES}
    others = _others(chance)
    own = _own(chance, [each for each in EMPLOYEES if each not in others[0]])
    return RandomCall(graph, program, caller, press, people, *others, own) if program else None


def _own(chance: random.Random, extensions: list[str]) -> JsonObject:
    """Half of the companies have set up nothing, and nobody has who talks already: how would they have come to talk?"""
    if chance.random() < 0.5:
        return {}
    people = {each: _availability(chance) for each in extensions}
    ways = ({}, {"strategy": "in_turn"}, {"strategy": "longest_idle"}, {"delays": {"101": 1}}, {"wrap_up_s": 1})
    return {"employees": people, "groups": {group: chance.choice(ways) for group in ("sales", "support")}}


def _availability(chance: random.Random) -> JsonObject:
    forward = {when: chance.choice(TARGETS) for when in ("always", "busy") if chance.random() < 0.4}
    no_answer = {"to": chance.choice(TARGETS), "after_s": chance.choice((1, 2))}
    forward |= {"no_answer": no_answer} if chance.random() < 0.5 else {}
    chosen = chance.choice(
        ({"state": "do_not_disturb"}, {"state": "paused"}, {"state": "paused", "rings": True}, {"state": "away"})
    )
    return chance.choice(
        ({}, {"chosen": chosen}, {"hours": "always"}, {"hours": "never"}, {"forward": forward}, {"forward": forward})
    ) | chance.choice(({}, {"forward": forward}))


def _others(chance: random.Random) -> tuple[tuple[str, ...], dict[str, int], float]:
    """Who talks already, who waits already, and for how long they talk: to the end, or one of them for a while.

    Others wait only for a group in which everybody talks to the end: who of them is served would be another call's.
    """
    talking = chance.choice(((), (), EMPLOYEES, MEMBERS["sales"], MEMBERS["support"], (chance.choice(EMPLOYEES),)))
    if len(talking) == 1 and chance.random() < 0.7:
        return talking, {}, 1.5
    engaged = [group for group in ("sales", "support") if set(MEMBERS[group]) <= set(talking)]
    return talking, {group: chance.randint(0, 2) for group in engaged}, FOR_EVER_S


def _graph(chance: random.Random) -> JsonObject:
    """A drawing without circles: each outlet leads to a later node, or to the end."""
    weights = [OFTEN.get(kind, 1) for kind in KINDS]
    kinds = chance.choices(list(KINDS), weights, k=chance.randint(2, MOST_NODES))
    names = [*(f"n{place}" for place in range(len(kinds))), "end"]
    nodes, wires = [], []
    for place, kind in enumerate(kinds):
        together, outlets = KINDS[kind]
        source, later = names[place], names[place + 1 :]
        settings = {name: chance.choice(options) for name, options in chance.choice(together).items()}
        nodes.append(node(source, kind, **settings))
        if use := USES.get(kind):
            nodes.append(node(f"use{place}", use[0], **use[1]))
            wires.append((source, outlets[0], f"use{place}"))
            wires += [(source, outlet, chance.choice(later)) for outlet in outlets[1:]]
            source, outlets = f"use{place}", use[2]
        wires.append((source, outlets[0], later[0]))
        wires += [(source, outlet, _target(chance, outlet, later)) for outlet in outlets[1:]]
    end = node("end", "hangup", reason=chance.choice(("normal", "busy", "rejected")))
    return flow([*nodes, end], *wires)


def _target(chance: random.Random, outlet: str, later: list[str]) -> str:
    """Who is to be called back ends the call at once: what comes of the promise, no simulator tells."""
    return "end" if outlet == "callback" else chance.choice(later)
