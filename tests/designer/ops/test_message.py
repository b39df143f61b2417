"""A message: beep, record, until hash, the time or the line ends."""

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.message import Message
from designer.runtime.ops.recording import Recording
from tests.designer.stepped_call import SteppedCall, of_kind, program

TO_END = Branch((("next", "end"),))


def test_a_message_is_recorded_after_the_beep_until_hash():
    stepped = SteppedCall(program(Message("group:sales", 60), Branch((("next", "end"),))))
    assert of_kind(stepped.first, do.Play)[0].prompt == "sys:beep"
    assert stepped.prompt_ended() == [do.Record("c1-r1", "message", "group:sales"), do.Wait(2, 60_000)]
    assert stepped.press("5") == []
    assert stepped.press("#")[:2] == [do.StopRecording("c1-r1"), do.Enter("end")]


def test_a_message_ends_with_its_time():
    stepped = SteppedCall(program(Message("called", 60), Branch((("next", "end"),))))
    assert do.Record("c1-r1", "message", "employee:+4930555") in stepped.prompt_ended()
    assert do.Enter("end") in stepped.time_up()


def test_the_talk_that_is_recorded_is_no_message():
    """The recording of the call goes on until the beep is over; then the message is another one."""
    stepped = SteppedCall(program(Recording("on"), Message("group:sales", 60), TO_END))
    assert stepped.press("#") == []
    assert stepped.prompt_ended()[:2] == [do.StopRecording("c1-r1"), do.Record("c1-r2", "message", "group:sales")]
    assert do.StopRecording("c1-r2") in stepped.press("#")


def test_without_a_beep_it_is_recorded_at_once():
    prompts = {}
    stepped = SteppedCall(program(Message("group:sales", 60), TO_END), directory={"prompts": prompts})
    assert do.Record("c1-r1", "message", "group:sales") in stepped.first


def test_the_end_of_something_else_means_nothing():
    stepped = SteppedCall(program(Message("group:sales", 60), TO_END))
    assert stepped.on(on.PromptEnded(0, 99)) == []
    stepped.prompt_ended()
    assert stepped.on(on.TimerFired(0, 99)) == []
    assert stepped.on(on.TimerFired(0, 1)) == []


def test_who_hangs_up_has_left_the_message():
    stepped = SteppedCall(program(Message("group:sales", 60), TO_END))
    stepped.prompt_ended()
    assert stepped.on(on.CallerGone(0)) == [do.StopRecording("c1-r1"), do.Ended("caller_hung_up")]
