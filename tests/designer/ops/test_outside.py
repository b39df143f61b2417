"""A number outside: what is a number, how long it rings and how long the talk may last."""

import pytest

from app.numbering import numbering_plan
from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime import numbers
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.outside import Outside
from designer.runtime.ops.play import Play
from designer.runtime.ops.set import Set
from designer.runtime.program import Program
from tests.designer.drawing import DIRECTORY
from tests.designer.stepped_call import SteppedCall, by_outcome, heard, left_by, of_kind, waits_ms, warnings

OUTCOMES = ("no_answer", "busy", "failed")
NUMBER = "+49 30 555010"


def outside(number=NUMBER, most_min=60, music="", record=False):
    return by_outcome(Outside(number, 30, most_min, music, record), *OUTCOMES)


def rung(stepped):
    return stepped.state["doing"]["leg"]


def test_it_rings_by_the_trunk():
    stepped = SteppedCall(outside())
    assert of_kind(stepped.first, do.Dial) == [do.Dial(rung(stepped), "", (), "+4930555010")]
    assert waits_ms(stepped.first) == [30_000]


@pytest.mark.parametrize("number", ["", "+", "{caller_name}", "++49", "49+30", "abc", "1" * 21, "112", "0112", "+112"])
def test_what_is_no_number_fails_at_once(number):
    stepped = SteppedCall(outside(number))
    assert left_by(stepped.first) == "failed"
    assert "is no number to call" in warnings(stepped.first)[-1]
    assert of_kind(stepped.first, do.Dial) == []


@pytest.mark.parametrize("number", ["22922", "(030) 555-0.10/1", "+4917012345"])
def test_what_people_write_is_a_number(number):
    assert of_kind(SteppedCall(outside(number)).first, do.Dial)


def test_a_number_is_dialled_in_full_by_the_plan_of_the_company():
    directory = {**DIRECTORY, "numbering": numbering_plan("DE")}
    assert of_kind(SteppedCall(outside("030 555010"), directory).first, do.Dial)[0].number == "+4930555010"


@pytest.mark.parametrize("number", ["110", "+49112", "0049112", "49112", "0112", "{help}"])
def test_an_emergency_number_is_never_dialled(number):
    directory = {**DIRECTORY, "numbering": numbering_plan("DE")}
    start = (Set("help", "112"), Branch((("next", "first"),)))
    stepped = SteppedCall(Program("start", {**outside(number).blocks, "start": start}), directory)
    assert left_by(stepped.first) == "failed"
    assert of_kind(stepped.first, do.Dial) == []


@pytest.mark.parametrize("number", ["911", "+1911", "001911", "110", "+49112"])
def test_an_emergency_number_where_the_carrier_is_is_never_dialled(number):
    directory = {**DIRECTORY, "numbering": numbering_plan("DE"), "carriers": numbering_plan("US")}
    start = (Set("help", number), Branch((("next", "first"),)))
    stepped = SteppedCall(Program("start", {**outside("{help}").blocks, "start": start}), directory)
    assert left_by(stepped.first) == "failed"
    assert warnings(stepped.first) == [f"“{numbers.read(directory['numbering'], number)}” is no number to call"]
    assert of_kind(stepped.first, do.Dial) == []


def test_the_number_may_be_in_a_variable():
    ring = Outside("{mobile}", 30, 0, "", False)
    flow = by_outcome(ring, *OUTCOMES)
    start = (Set("mobile", "0170 999"), Branch((("next", "first"),)))
    stepped = SteppedCall(Program("start", {**flow.blocks, "start": start}))
    assert of_kind(stepped.first, do.Dial)[0].number == "0170999"


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        ("busy", "busy"),
        ("rejected", "busy"),
        ("no_answer", "no_answer"),
        ("unavailable", "failed"),
        ("failed", "failed"),
    ],
)
def test_it_is_left_by_what_became_of_it(cause, outcome):
    stepped = SteppedCall(outside())
    assert left_by(stepped.failed(rung(stepped), cause)) == outcome
    assert stepped.state["legs"] == {}


def test_nobody_answers_in_time():
    stepped = SteppedCall(outside())
    leg = rung(stepped)
    found = stepped.time_up()
    assert do.Cancel(leg) in found
    assert left_by(found) == "no_answer"


def test_the_talk_has_a_limit():
    stepped = SteppedCall(outside(most_min=2))
    leg = rung(stepped)
    found = stepped.answered(leg)
    assert found[:2] == [do.Answer(), do.Bridge(leg)]
    assert waits_ms(found) == [120_000]
    assert stepped.time_up("limit") == [do.Release(leg), do.Hangup("normal"), do.Ended("time_is_up")]


def test_without_a_limit_nothing_is_waited_for():
    stepped = SteppedCall(outside(most_min=0))
    ring_timer = stepped.token()
    assert waits_ms(stepped.answered(rung(stepped))) == []
    assert stepped.on(on.TimerFired(0, ring_timer)) == []


def test_the_talk_may_be_recorded_and_belongs_to_the_company():
    stepped = SteppedCall(outside(record=True))
    assert do.Record("c1-r1", "call", "company") in stepped.answered(rung(stepped))


def test_the_other_side_hangs_up():
    stepped = SteppedCall(outside())
    leg = rung(stepped)
    stepped.answered(leg)
    assert stepped.on(on.LegEnded(0, leg)) == [do.Hangup("normal"), do.Ended("callee_hung_up")]


def test_the_caller_gives_up_while_it_rings():
    stepped = SteppedCall(outside())
    leg = rung(stepped)
    assert stepped.on(on.CallerGone(0)) == [do.Cancel(leg), do.Ended("caller_hung_up")]


def test_music_is_heard_meanwhile():
    assert heard(SteppedCall(outside(music="music")).first) == ["music"]


@pytest.fixture
def patient():
    """A call that goes on waiting wherever it is left."""
    flow = outside()
    waits = (Play("welcome"), Branch((("next", "first"),)))
    return SteppedCall(Program("first", {name: waits if name != "first" else ops for name, ops in flow.blocks.items()}))


def test_an_answer_that_comes_too_late_is_let_go(patient):
    late = rung(patient)
    patient.time_up()
    assert patient.answered(late) == [do.Release(late)]
    assert patient.failed("b99") == []


def test_what_has_failed_needs_no_letting_go(patient):
    patient.failed(rung(patient))
    assert patient.on(on.CallerGone(0)) == [do.Ended("caller_hung_up")]
