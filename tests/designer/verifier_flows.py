"""Programs of random nodes with random settings and wires, most of which nobody would draw, and random calls."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from designer.drawing.catalog import NODE_TYPES
from designer.drawing.fields import declared
from designer.runtime.choices import WebAnswer
from designer.runtime.ops.hangup import Hangup
from designer.runtime.program import Program
from designer.trying.script import REACTIONS, WEB_OUTCOMES, Press, Script
from tests.designer.drawing import DIRECTORY, KNOWN

VARIABLES = ("order", "employee", "caller")
TEXTS = {
    "destination": ("+49 30 555010", "{order}", "+49{caller}"),
    "url": ("https://example.com/{caller}",),
    "headers": ("",),
    "body": ("",),
    "answers": ("order = data.order", ""),
    "skill": ("", "french"),
    "salt": ("", "trial"),
}
WORDS = ("", "1", "12", "+49", "{order}", "08:30")
KINDS = sorted(set(NODE_TYPES) - {"start", "subflow", "back"})


def setting(name, spec):
    match spec.kind:
        case "number":
            return st.sampled_from(sorted({spec.low, min(spec.high, spec.low + 2), min(spec.high, spec.low + 20)}))
        case "choice":
            return st.sampled_from([value for value, _ in spec.options])
        case "flag":
            return st.booleans()
        case "keys":
            return st.sampled_from([("1",), ("1", "2", "#")])
        case "reference":
            return reference(spec)
    if spec.pattern.startswith("[a-z][a-z0-9_]"):
        return st.sampled_from(VARIABLES)
    return st.sampled_from(TEXTS.get(name, WORDS))


def reference(spec):
    names = []
    for kind in spec.refers_to:
        known = sorted(KNOWN.get(kind, VARIABLES))
        names += [f"{kind}:{name}" for name in known] if len(spec.refers_to) > 1 else known
    return st.sampled_from(names if spec.required else ["", *names])


@st.composite
def programs(draw, most=7):
    """Nodes that do not wait lead onwards only, as a check of the compiler has it; all others lead anywhere."""
    names = [f"n{number}" for number in range(draw(st.integers(1, most)))]
    blocks = {"end": (Hangup("normal"),)}
    for place, name in enumerate(names):
        cls = NODE_TYPES[draw(st.sampled_from(KINDS))]
        node = cls(**{each: draw(setting(each, spec)) for each, spec in declared(cls).items()})
        targets = names if cls.waits else [*names[place + 1 :], "end"]
        blocks[name] = node.lower(tuple((outlet, draw(st.sampled_from(targets))) for outlet in sorted(node.outlets())))
    return Program(names[0], blocks)


EVENING = {"zone": "Europe/Berlin", "week": [[[1080, 1320]]] * 7, "exceptions": {}}
TARGETS = ("employee:101", "employee:102", "employee:103", "group:support", "outside:+4940123456", "voicemail")


@st.composite
def directories(draw):
    """DIRECTORY, with what its employees and groups may have set up for themselves."""
    targets = st.sampled_from(TARGETS)
    forward = st.fixed_dictionaries(
        {},
        optional={
            "always": targets,
            "busy": targets,
            "no_answer": st.fixed_dictionaries({"to": targets, "after_s": st.sampled_from((5, 20))}),
        },
    )
    chosen = st.fixed_dictionaries(
        {"state": st.sampled_from(("paused", "do_not_disturb", "away"))}, optional={"rings": st.booleans()}
    )
    own = st.fixed_dictionaries(
        {}, optional={"chosen": chosen, "hours": st.sampled_from(("office", "evening")), "forward": forward}
    )
    ways = st.fixed_dictionaries(
        {},
        optional={
            "strategy": st.sampled_from(("all", "in_turn", "random", "longest_idle")),
            "delays": st.just({"101": 3}),
            "wrap_up_s": st.sampled_from((1, 60, 600)),
        },
    )
    return {
        **DIRECTORY,
        "employees": {name: {**each, **draw(own)} for name, each in DIRECTORY["employees"].items()},
        "groups": {name: {**each, **draw(ways)} for name, each in DIRECTORY["groups"].items()},
        "calendars": {**DIRECTORY["calendars"], "evening": EVENING},
    }


MONDAY = datetime(2026, 11, 23, 11, tzinfo=UTC)
scripts = st.builds(
    Script,
    caller=st.sampled_from(("+491701", "+4930123", "anonymous", "1", "+4912")),
    number=st.just("+4930555"),
    at=st.integers(0, 7 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
    press=st.lists(st.builds(Press, st.sampled_from("1290#*"), st.none() | st.integers(0, 60)), max_size=6).map(tuple),
    people=st.dictionaries(st.sampled_from(("101", "102", "103")), st.sampled_from((1.0, 10.0, *REACTIONS))),
    chance=st.integers(0, 2**32 - 1),
    web=st.lists(
        st.builds(WebAnswer, st.sampled_from(WEB_OUTCOMES), st.sampled_from(({}, {"order": "1"}, {"order": "12"}))),
        max_size=3,
    ).map(tuple),
    talking=st.lists(st.sampled_from(("101", "102", "103")), unique=True).map(tuple),
    waiting=st.dictionaries(st.sampled_from(("sales", "support")), st.sampled_from((1, 3, 30))),
    hang_up_s=st.just(120.0),
)
"""Calls within the week from ``MONDAY``, each of which ends after two minutes at the latest."""
