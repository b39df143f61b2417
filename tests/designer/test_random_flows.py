"""What is true of every drawing and of every call, tried by chance."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.drawing.compiler import compile_flow
from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.program import Program
from tests.designer.drawing import DIRECTORY, KNOWN
from tests.designer.random_flows import FLOWS, graphs
from tests.designer.stepped_call import SteppedCall, of_kind
from tests.designer.verifier_flows import directories

LEGS = st.integers(1, 30).map(lambda number: f"b{number}")
TOKENS = st.integers(1, 60)
CAUSES = ("busy", "no_answer", "unavailable", "rejected", "failed")
WEB = ("ok", "error", "timeout")
STRAY = st.one_of(
    st.builds(on.Digit, st.just(0), st.sampled_from("0123456789*#")),
    st.builds(on.PromptEnded, st.just(0), TOKENS),
    st.builds(on.TimerFired, st.just(0), TOKENS),
    st.builds(on.LegRinging, st.just(0), LEGS),
    st.builds(on.LegAnswered, st.just(0), LEGS),
    st.builds(on.LegFailed, st.just(0), LEGS, st.sampled_from(CAUSES)),
    st.builds(on.LegEnded, st.just(0), LEGS),
    st.builds(on.FactsAnswered, st.just(0), TOKENS, st.just({"idle:101": 5})),
    st.builds(on.WebReplied, st.just(0), TOKENS, st.sampled_from(WEB), st.just({"v0": "x"})),
    st.builds(on.QueuePosition, st.just(0), st.integers(1, 30), st.integers(-1, 999)),
    st.builds(on.QueueWithdrawn, st.just(0), st.sampled_from(["101", "102", "999"])),
    st.builds(on.QueueMoved, st.just(0), st.sampled_from(["sales", "support", "lost"])),
    st.builds(on.QueueOffer, st.just(0), st.sampled_from(["101", "102", "999"])),
)
HAPPENED = st.lists(STRAY | st.integers(0, 11), max_size=40)
"""A number stands for what comes of one of the last effects: by chance alone it would hardly ever come."""


def comes_of(effect, number):
    """An event that the switch would send because of *effect*."""
    match effect:
        case do.Play(token=token, repeat=False):
            return on.PromptEnded(0, token)
        case do.Wait(token=token):
            return on.TimerFired(0, token)
        case do.Dial(leg=leg):
            return on.LegAnswered(0, leg) if number % 3 else on.LegFailed(0, leg, CAUSES[number % len(CAUSES)])
        case do.Ask(token=token, questions=questions):
            return on.FactsAnswered(0, token, dict.fromkeys(questions, number - 1))
        case do.AskWeb(token=token, answers=answers):
            return on.WebReplied(0, token, WEB[number % 3], {name: "x" for name, _ in answers})
        case do.Join():
            return on.QueueFull(0, "full") if number % 4 == 0 else on.QueueOffer(0, "101")
        case do.Bridge(leg=leg):
            return on.LegEnded(0, leg)
    return on.Digit(0, str(number % 10))


class Call:
    """A call to which things happen by chance; *done* are all effects, *heard* all events."""

    def __init__(self, program, directory):
        self.stepped = SteppedCall(program, directory)
        self.done, self.heard = list(self.stepped.first), []

    def on(self, event):
        if isinstance(event, int):
            event = comes_of(self.done[-1 - event % min(len(self.done), 4)], event)
        if isinstance(event, on.QueueFull) and not self.is_joining():
            return
        ended = self.stepped.state["ended"]
        did = self.stepped.on(event)
        assert not (ended and did)
        self.done += did
        self.heard.append(event)

    def is_joining(self):
        """A queue refuses only who has just asked."""
        return bool(self.done) and isinstance(self.done[-1], do.Join)

    def count(self, *kinds):
        return sum(isinstance(each, kinds) for each in [*self.done, *self.heard])


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_same_drawing_compiles_to_the_same_bytes(graph, lot: random.Random):
    result = compile_flow(graph, KNOWN, FLOWS)
    assert result.diagnostics == ()
    lot.shuffle(graph["nodes"])
    lot.shuffle(graph["wires"])
    again = compile_flow(graph, KNOWN, FLOWS)
    assert again.program.text == result.program.text
    assert again.spoken == result.spoken
    assert Program.parse(result.program.text) == result.program


@given(graphs(), directories(), HAPPENED, st.sampled_from([on.CallerGone(0), on.Fault(0, "x")]))
@settings(max_examples=400, deadline=None)
def test_whatever_happens_nothing_is_left_behind(graph, directory, happened, last):
    """Every phone that was rung is let go, every recording is stopped, every queue is left, and an end is an end."""
    program = compile_flow(graph, KNOWN, FLOWS).program
    call, again = Call(program, directory), Call(program, directory)
    for event in [*happened, last]:
        call.on(event)
        again.on(event)
    assert again.done == call.done
    assert call.stepped.state["ended"]
    assert call.count(do.Ended) == 1
    gone = {effect.leg for effect in of_kind(call.done, do.Cancel) + of_kind(call.done, do.Release)}
    gone |= {event.leg for event in call.heard if isinstance(event, on.LegFailed | on.LegEnded)}
    assert {dial.leg for dial in of_kind(call.done, do.Dial)} <= gone
    cancelled = [effect.leg for effect in of_kind(call.done, do.Cancel)]
    assert len(cancelled) == len(set(cancelled))
    begun = [effect.recording for effect in of_kind(call.done, do.Record)]
    assert [effect.recording for effect in of_kind(call.done, do.StopRecording)] == begun
    assert call.count(do.Join) == call.count(do.Leave, do.QueueDone, on.QueueFull)


def test_every_program_is_of_a_directory_that_has_all_it_names():
    assert KNOWN["employee"] == DIRECTORY["employees"].keys()
    assert KNOWN["prompt"] <= DIRECTORY["prompts"].keys()
