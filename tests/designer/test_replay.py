"""Real calls against a draft: what they had, what they would have had, and what nobody can know."""

import json
import random
from copy import deepcopy
from datetime import UTC, datetime
from typing import get_args

import pytest

from designer.drawing.compiler import compile_flow
from designer.runtime.choices import WebAnswer
from designer.runtime.effects import EFFECTS, Effect
from designer.runtime.events import EVENTS
from designer.runtime.journal_entries import entry_of
from designer.runtime.program import Program
from designer.trying.known_call import MATTERS, UnknownCall, known_call
from designer.trying.replay import replay
from designer.trying.script import Script, presses
from designer.trying.simulate import simulate
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node, wire

OPEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
RING = ("no_answer", "busy", "unavailable")
CHOICES = ("sales", "support", "queue", "order", "outside", "busy")
GRAPH = flow(
    [
        node("welcome", "play", prompt="welcome"),
        node("menu", "menu", prompt="menu", keys=["1", "2", "3", "4", "5", "6"], tries=2),
        node("sales", "ring", who="group:sales", music="music", ring_s=15),
        node("support", "ring", who="group:support", strategy="longest_idle", ring_s=10),
        node("queue", "queue", group_name="sales", music="music", most_s=40, tell_s=15, leave_key="*", ring_s=10),
        node("order", "digits", prompt="menu", variable="order", most=4, confirm=True),
        node("ask", "web_request", url="https://example.com/{order}", answers="agent = agent", timeout_s=3),
        node("special", "condition", variable="agent", value="102"),
        node("outside", "outside", destination="+49301234567", ring_s=10, most_min=1),
        node("busy", "condition", subject="free", group_name="sales", operator="less", value="1"),
        node("mailbox", "voicemail", mailbox="group:sales", greeting="greeting", max_s=20),
        node("bye", "hangup"),
    ],
    ("welcome", "next", "menu"),
    *(("menu", str(key), name) for key, name in enumerate(CHOICES, start=1)),
    ("menu", "timeout", "bye"),
    ("menu", "invalid", "mailbox"),
    *((name, outlet, "mailbox") for name in ("sales", "support") for outlet in RING),
    *(("queue", outlet, "mailbox") for outlet in ("timeout", "full", "nobody", "left", "callback")),
    *(("order", outlet, to) for outlet, to in (("entered", "ask"), ("timeout", "bye"), ("invalid", "bye"))),
    *(("ask", outlet, to) for outlet, to in (("ok", "special"), ("error", "support"), ("timeout", "mailbox"))),
    ("special", "yes", "support"),
    ("special", "no", "queue"),
    *(("outside", outlet, "mailbox") for outlet in ("no_answer", "busy", "failed")),
    ("busy", "yes", "mailbox"),
    ("busy", "no", "sales"),
    ("mailbox", "next", "bye"),
)
SYSTEM = ("you-entered", "confirm", "queue-place", "queue-wait", *(f"digit-{n}" for n in range(10)))
EVERYTHING = {
    **DIRECTORY,
    "prompts": {
        **DIRECTORY["prompts"],
        **{f"sys:{name}": {"file": f"{name}.au", "duration_ms": 700} for name in SYSTEM},
        **{f"sys:number-{n}": {"file": f"{n}.au", "duration_ms": 500} for n in range(1, 21)},
    },
}


def program_of(graph) -> Program:
    result = compile_flow(graph, KNOWN)
    assert result.program is not None, result.diagnostics
    return result.program


PROGRAM = program_of(GRAPH)


def lines_of(trace):
    """As they come out of the database."""
    lines = [
        {
            "v": 1,
            "switch": "node1",
            "call": "c",
            "seq": seq,
            "at": event.at,
            "event": EVENTS.to_json(event),
            "effects": [EFFECTS.to_json(each) for each in done],
        }
        for seq, (event, done) in enumerate(trace.steps)
    ]
    return json.loads(json.dumps(lines))


def known_by(lines):
    """What is known of a call by its lines."""
    return known_call([entry_of(line) for line in lines])


def call(press="1", program=PROGRAM, **how):
    """The journal of a simulated call."""
    script = Script("+4917012345", how.pop("at", OPEN), "+4930555010", press=presses(press), **how)
    return lines_of(simulate(program, EVERYTHING, script))


def any_script(seed):
    lots = random.Random(seed)
    return {
        "press": lots.choice(
            ["", "1", "11", "2", "3", "3*", "4123# 1@9", "4123# 2@9", "4", "5", "6", "9", "99#", "1#"]
        ),
        "people": {
            name: lots.choice([0, 2, 9.9, 12, 30, "busy", "silent", "unavailable", "rejected"])
            for name in ("101", "102", "103", "+49301234567")
        },
        "talk_s": lots.choice([1, 20, 90]),
        "ends_talk": lots.choice(["caller", "callee"]),
        "hang_up_s": lots.choice([None, None, None, 1, 4, 17, 45]),
        "chance": lots.randrange(2**32),
        "web": lots.choice([(), (WebAnswer("ok", {"agent": "102"}),), (WebAnswer("ok"),), (WebAnswer("error"),)]),
        "talking": lots.choice([(), ("101",), ("101", "102")]),
        "waiting": lots.choice([{}, {"sales": 1}, {"sales": 3}]),
        "others_talk_s": lots.choice([5, 25]),
    }


def against(graph, lines):
    known = known_by(lines)
    replayed = replay(program_of(graph), EVERYTHING, known)
    return replayed.compared(known), replayed


def changed(name, **settings):
    """The drawing with other settings of one node."""
    graph = deepcopy(GRAPH)
    (found,) = [each for each in graph["nodes"] if each["id"] == name]
    found["settings"] |= settings
    return graph


def rewired(source, outlet, target):
    graph = deepcopy(GRAPH)
    graph["wires"] = [each for each in graph["wires"] if (each["from"], each["outlet"]) != (source, outlet)]
    graph["wires"].append(wire(source, outlet, target))
    return graph


@pytest.mark.parametrize("seed", range(300))
def test_a_call_goes_its_own_way_through_its_own_program(seed):
    known = known_by(call(**any_script(seed)))
    replayed = replay(PROGRAM, EVERYTHING, known)
    assert (replayed.path, replayed.end, replayed.unknown) == (known.path, known.end, None)


@pytest.mark.parametrize("seed", range(100))
def test_what_is_known_leads_the_same_way_wherever_the_call_leaves_its_journal(seed):
    """The journal is made to differ at one step; from there on only what is known of the call counts."""
    lines = call(**any_script(seed))
    outcomes = []
    for step in range(len(lines)):
        copy = deepcopy(lines)
        copy[step]["effects"].insert(0, {"type": "cancel", "leg": "none"})
        outcomes.append(against(GRAPH, copy)[0])
    assert "elsewhere" not in outcomes
    assert outcomes[-1] == "same"


def test_leaving_the_journal_mostly_loses_nothing():
    """So that the test above can't be satisfied by knowing nothing."""
    lines = call("1", people={"101": "silent", "102": 4})
    for step in range(len(lines)):
        copy = deepcopy(lines)
        copy[step]["effects"].insert(0, {"type": "cancel", "leg": "none"})
        assert against(GRAPH, copy)[0] == "same"


def test_timers_that_were_late_in_reality_change_nothing():
    lines = call("")
    for line in lines[1:]:
        line["at"] = line["event"]["at"] = line["at"] + 90
    assert against(GRAPH, lines)[0] == "same"


def test_a_call_that_would_go_elsewhere_is_told_with_its_path():
    outcome, replayed = against(rewired("menu", "1", "mailbox"), call("1", hang_up_s=12, people={"101": 30, "102": 30}))
    assert outcome == "elsewhere"
    assert replayed.path == ["start", "welcome", "menu", "mailbox"]
    assert (replayed.end, replayed.unknown) == ("caller_hung_up", None)


def test_keys_come_when_they_came():
    graph = deepcopy(GRAPH)
    graph["nodes"].insert(1, node("news", "play", prompt="greeting"))
    graph["wires"][0]["to"] = "news"
    graph["wires"].append(wire("news", "next", "welcome"))
    replayed = against(graph, call("1@2.5"))[1]
    assert replayed.path == ["start", "news", "welcome", "menu", "sales"]
    assert replayed.end == "caller_hung_up"


def test_a_phone_does_what_it_did():
    lines = call("1", people={"101": 9, "102": "busy"})
    assert against(changed("sales", music=""), lines)[0] == "same"
    outcome, replayed = against(changed("sales", ring_s=5), lines)
    assert (outcome, replayed.path[-1]) == ("elsewhere", "mailbox")


NOT_GUESSED = [
    (rewired("menu", "1", "support"), {"press": "1"}, "support", "for how long 103 had been free"),
    (changed("sales", who="employee:103"), {"press": "1"}, "sales", "103 would have been rung, which was not so"),
    (
        changed("sales", ring_s=60),
        {"press": "1", "people": {"101": "silent", "102": "silent"}},
        "sales",
        "101 would have rung for longer",
    ),
    (
        rewired("sales", "busy", "menu"),
        {"press": "1", "people": dict.fromkeys(("101", "102"), "busy")},
        "menu",
        "a key would have been asked for",
    ),
    (changed("ask", url="https://other.example/{order}"), {"press": "4123# 1@9"}, "ask", "request was not made"),
    (changed("ask", timeout_s=20), {"press": "4123# 1@9"}, "ask", "the web server would have had more time"),
    (changed("queue", priority=5), {"press": "3"}, "queue", "did not wait for sales like this"),
    (
        changed("queue", most_s=300),
        {"press": "3", "people": dict.fromkeys(("101", "102"), "silent")},
        "queue",
        "would have waited for sales for longer",
    ),
    (rewired("menu", "1", "outside"), {"press": "1"}, "outside", "+49301234567 would have been rung"),
    (changed("mailbox", max_s=100), {"press": "99"}, "mailbox", "how long the caller's message"),
]


@pytest.mark.parametrize(("graph", "how", "node", "why"), NOT_GUESSED)
def test_what_did_not_happen_in_reality_is_not_guessed(graph, how, node, why):
    replayed = against(graph, call(**how))[1]
    assert replayed.unknown is not None
    assert (replayed.unknown.node, replayed.path[-1], replayed.end) == (node, node, "")
    assert why in str(replayed.unknown.why)


def test_a_silence_is_the_same_silence_after_the_same_prompt():
    lines = call("")
    assert against(changed("welcome", prompt="greeting"), lines)[0] == "same"
    assert against(changed("menu", timeout_s=2), lines)[0] == "same"
    assert against(changed("menu", timeout_s=9), lines)[1].unknown.node == "menu"
    assert against(changed("menu", prompt="closed", timeout_s=4), lines)[1].unknown.node == "menu"


def test_unknown_is_where_the_path_could_still_be_the_same():
    lines = call("1")
    assert against(changed("sales", who="employee:103"), lines)[0] == "unknown"
    assert against(rewired("menu", "1", "support"), lines)[0] == "elsewhere"


def test_a_call_that_the_switch_lost_is_not_known_to_its_end():
    lines = call("1")[:-2]
    outcome, replayed = against(GRAPH, lines)
    assert (outcome, str(replayed.unknown.why)) == ("unknown", "the journal of the call ends here")


def test_a_flow_that_never_ends_is_given_up():
    graph = deepcopy(GRAPH)
    graph["nodes"].append(node("again", "play", prompt="welcome"))
    graph = {**graph, "wires": [*graph["wires"], wire("again", "next", "welcome")]}
    graph["wires"] = [{**each, "to": "again"} if each["to"] == "menu" else each for each in graph["wires"]]
    graph["nodes"] = [each for each in graph["nodes"] if each["id"] in ("start", "welcome", "again")]
    graph["wires"] = [each for each in graph["wires"] if each["from"] in ("start", "welcome", "again")]
    replayed = against(graph, call("1", ends_talk="callee"))[1]
    assert "more than 1000 steps" in str(replayed.unknown.why)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda lines: lines.pop(1), "line 1 of the call is lost"),
        (lambda lines: lines[1].update(shortened=3), "line 1 of the call was too long to be kept whole"),
        (lambda lines: lines.clear(), "the call's beginning is not known"),
        (lambda lines: lines[0].update(event={"type": "digit", "at": 0, "key": "1"}), "the call's beginning"),
    ],
)
def test_a_journal_that_can_not_be_read_is_refused(spoil, why):
    lines = call("1")
    spoil(lines)
    with pytest.raises(UnknownCall, match=why):
        known_by(lines)


def test_what_is_known_of_a_call():
    known = known_by(call("4123# 1@9", web=(WebAnswer("error"),), people={"103": "busy", "101": 3}, ends_talk="callee"))
    assert known.path == ["start", "welcome", "menu", "order", "ask", "support"]
    assert known.end == "callee_hung_up"
    assert known.talk_ms == 10_000
    assert {name: [rang.after_ms for rang in each] for name, each in known.rang.items()} == {
        "103": [100],
        "101": [3100],
    }
    assert known.facts == {"idle:103": [3_600_000], "idle:101": [3_600_000]}
    ((request, (replied,)),) = known.web.items()
    assert request[1] == "https://example.com/123"
    assert (replied.event.outcome, replied.after_ms) == ("error", 200)


def test_every_effect_is_known_to_bring_events_or_not():
    """A new effect that events come of has to be in MATTERS, or replays would go along with the wrong ones."""
    assert set(MATTERS) == set(get_args(Effect))
