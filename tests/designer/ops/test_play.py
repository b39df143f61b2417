"""One prompt, to its end; in the caller's language where there is such a version."""

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.language import Language
from designer.runtime.ops.play import Play
from tests.designer.stepped_call import SteppedCall, heard, program, warnings

TO_END = Branch((("next", "end"),))


def test_a_prompt_plays_and_the_call_goes_on():
    stepped = SteppedCall(program(Play("welcome"), Branch((("next", "end"),))))
    assert stepped.first == [do.Enter("first"), do.Answer(), do.Play("welcome", "welcome.au", 2000, 1, False)]
    assert stepped.prompt_ended() == [do.Enter("end"), do.Hangup("normal"), do.Ended("flow_ended")]


def test_the_end_of_another_prompt_means_nothing():
    stepped = SteppedCall(program(Play("welcome"), Branch((("next", "end"),))))
    assert stepped.on(on.PromptEnded(0, 99)) == []


def test_a_prompt_that_is_gone_is_warned_of_and_passed_over():
    stepped = SteppedCall(program(Play("lost"), Branch((("next", "end"),))))
    assert "there is no prompt “lost”" in warnings(stepped.first)
    assert stepped.state["ended"]


def test_what_is_spoken_is_the_version_of_the_callers_language():
    speak = (Play("welcome"), TO_END)
    stepped = SteppedCall(program(Language("de"), Branch((("next", "speak"),)), speak=speak))
    assert heard(stepped.first) == ["welcome@de"]


def test_without_such_a_version_the_prompt_is_heard_as_it_is():
    stepped = SteppedCall(program(Language("de"), Play("menu"), TO_END))
    assert heard(stepped.first) == ["menu"]
    assert stepped.first[-1].file == "menu.au"


def test_a_language_lasts_for_the_call_and_another_may_follow():
    stepped = SteppedCall(program(Language("de"), Play("welcome"), Language("en"), Play("welcome"), TO_END))
    assert heard(stepped.prompt_ended()) == ["welcome"]
