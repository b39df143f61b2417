"""Random drawings and callers that a real call can walk in seconds, for the proof that it means what was simulated."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from designer import compile_flow
from tests.designer.drawing import flow, node

JsonObject = dict[str, Any]

PROMPTS = ("welcome", "closed", "greeting", "menu")
PEOPLE = {"101": 0.3, "102": "busy", "103": "unavailable"}
"""How the employees' phones react, to the simulator and for real."""

KNOWN = {
    "employee": {"101", "102", "103"},
    "group": {"sales", "support"},
    "prompt": {*PROMPTS, "music"},
    "calendar": {"always", "never"},
}
OUTSIDE = "+4940123456"
MOST_NODES = 5


@dataclass(frozen=True)
class RandomCall:
    graph: JsonObject
    caller: str
    press: str

    def __repr__(self) -> str:
        nodes = {each["id"]: (each["type"], each["settings"]) for each in self.graph["nodes"]}
        wires = [(wire["from"], wire["outlet"], wire["to"]) for wire in self.graph["wires"]]
        return f"{self.caller} presses {self.press!r} on {nodes} {wires}"


prompt = st.sampled_from(PROMPTS)
seconds = st.integers(1, 2)
KINDS: dict[str, tuple[Callable[..., st.SearchStrategy[JsonObject]], tuple[str, ...]]] = {
    "play": (lambda: st.fixed_dictionaries({"prompt": prompt}), ("next",)),
    "menu": (
        lambda: st.fixed_dictionaries(
            {"prompt": prompt, "keys": st.just(["1", "2"]), "timeout_s": seconds, "tries": seconds}
        ),
        ("1", "2", "timeout", "invalid"),
    ),
    "digits": (
        lambda: st.fixed_dictionaries(
            {
                "prompt": prompt,
                "variable": st.just("order"),
                "least": st.just(1),
                "most": st.integers(1, 3),
                "timeout_s": st.just(2),
                "tries": seconds,
            }
        ),
        ("entered", "timeout", "invalid"),
    ),
    "dial_by_name": (
        lambda: st.fixed_dictionaries(
            {"prompt": prompt, "variable": st.just("found"), "timeout_s": st.just(2), "tries": st.just(1)}
        ),
        ("found", "nobody", "timeout"),
    ),
    "hours": (lambda: st.fixed_dictionaries({"calendar": st.sampled_from(("always", "never"))}), ("open", "closed")),
    "holiday": (lambda: st.just({"calendar": "always"}), ("holiday", "workday")),
    "condition": (
        lambda: st.fixed_dictionaries(
            {
                "subject": st.just("caller"),
                "operator": st.sampled_from(("is", "begins", "contains", "less")),
                "value": st.sampled_from(("+49", "7", "{number}")),
            }
        ),
        ("yes", "no"),
    ),
    "split": (lambda: st.fixed_dictionaries({"percent": st.integers(1, 99)}), ("a", "b")),
    "language": (lambda: st.just({"language": "de"}), ("next",)),
    "set_variable": (lambda: st.just({"variable": "order", "value": "x{caller}"}), ("next",)),
    "tag": (lambda: st.just({"tag": "{number}"}), ("next",)),
    "notify": (lambda: st.just({"employee": "101", "text": "{caller}"}), ("next",)),
    "record": (lambda: st.fixed_dictionaries({"action": st.sampled_from(("on", "pause", "resume", "off"))}), ("next",)),
    "consent": (lambda: st.fixed_dictionaries({"prompt": prompt, "timeout_s": st.just(2)}), ("agreed", "refused")),
    "web_request": (lambda: st.just({"url": "http://127.0.0.1:9/", "timeout_s": 1}), ("ok", "error", "timeout")),
    "voicemail": (
        lambda: st.fixed_dictionaries({"greeting": prompt, "mailbox": st.just("employee:102"), "max_s": st.just(5)}),
        ("next",),
    ),
    "ring": (
        lambda: st.fixed_dictionaries(
            {
                "who": st.sampled_from(
                    ("employee:101", "employee:102", "employee:103", "group:sales", "group:support")
                ),
                "strategy": st.sampled_from(("all", "in_turn", "random")),
                "ring_s": st.just(3),
                "record": st.booleans(),
                "music": st.sampled_from(("", "music")),
            }
        ),
        ("no_answer", "busy", "unavailable"),
    ),
    "outside": (
        lambda: st.just({"destination": OUTSIDE, "ring_s": 5, "record": False}),
        ("no_answer", "busy", "failed"),
    ),
}
"""Node type -> (its settings, its outlets)."""


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


@st.composite
def calls(draw: st.DrawFn) -> RandomCall:
    """A drawing without circles: each outlet leads to a later node, or to the end."""
    chance = random.Random(draw(st.integers(0, 2**32 - 1)))  # picks evenly, as hypothesis itself does not
    kinds = chance.choices(sorted(KINDS), k=chance.randint(2, MOST_NODES))
    names = [*(f"n{place}" for place in range(len(kinds))), "end"]
    nodes, wires = [], []
    for place, kind in enumerate(kinds):
        settings, outlets = KINDS[kind]
        nodes.append(node(names[place], kind, **draw(settings())))
        source = names[place]
        if use := USES.get(kind):
            nodes.append(node(f"use{place}", use[0], **use[1]))
            wires.append((source, outlets[0], f"use{place}"))
            wires += [(source, outlet, chance.choice(names[place + 1 :])) for outlet in outlets[1:]]
            source, outlets = f"use{place}", use[2]
        wires.append((source, outlets[0], names[place + 1]))
        wires += [(source, outlet, chance.choice(names[place + 1 :])) for outlet in outlets[1:]]
    end = node("end", "hangup", reason=chance.choice(("normal", "busy", "rejected")))
    graph = flow([*nodes, end], *wires)
    assume(compile_flow(graph, KNOWN).program)
    caller = chance.choice(("+4917012345", "+4930777", "anonymous"))
    press = "".join(chance.choices("1129#", k=chance.randint(0, 5)))
    return RandomCall(graph, caller, press)
