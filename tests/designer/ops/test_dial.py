"""Ringing employees: all, in turn, by lot, by who is idle; and the talk that follows."""

import pytest

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.dial import Dial
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.ops.set import Set
from designer.runtime.program import Program
from tests.designer.drawing import DIRECTORY
from tests.designer.stepped_call import SteppedCall, after, kinds, legs, of_kind, program, waits_ms, warnings


def ring(who="group:sales", strategy="all", music="", record=False, **blocks):
    outcomes = Branch((("no_answer", "nobody"), ("busy", "engaged"), ("unavailable", "absent")))
    ends = {name: (Hangup("normal"),) for name in ("nobody", "engaged", "absent")}
    return program(Dial(who, strategy, 20, music, record), outcomes, **{**ends, **blocks})


EXITS = Branch((("no_answer", "end"), ("busy", "end"), ("unavailable", "end")))


def test_who_is_rung_for_a_group_and_comes_to_talk_in_another_call_is_rung_no_more():
    stepped = SteppedCall(ring())
    rung = legs(stepped.first)
    assert stepped.on(on.QueueWithdrawn(0, "103")) == []
    assert stepped.on(on.QueueWithdrawn(0, "101", "sales")) == []
    assert stepped.on(on.QueueWithdrawn(0, "101")) == [do.Cancel(rung["101"])]
    assert stepped.on(on.QueueWithdrawn(0, "101")) == []
    (enter,) = of_kind(stepped.on(on.QueueWithdrawn(0, "102")), do.Enter)
    assert enter.node == "engaged"


def test_the_next_of_a_group_is_rung_when_one_has_come_to_talk():
    stepped = SteppedCall(ring(strategy="in_turn"))
    (first,) = legs(stepped.first)
    assert legs(stepped.on(on.QueueWithdrawn(0, first))).keys() == {"101", "102"} - {first}


def test_one_employee_may_be_rung_while_they_talk():
    stepped = SteppedCall(ring(who="employee:101"))
    assert legs(stepped.first).keys() == {"101"}
    assert stepped.on(on.QueueWithdrawn(0, "101")) == []


def test_a_group_rings_all_at_once_and_the_first_to_answer_gets_the_call():
    stepped = SteppedCall(ring())
    rung = legs(stepped.first)
    assert set(rung) == {"101", "102"}
    found = stepped.on(on.LegAnswered(0, rung["102"]))
    assert found == [do.Cancel(rung["101"], elsewhere=True), do.Answer(), do.Bridge(rung["102"], "sales")]


def test_in_turn_the_next_rings_when_one_does_not_answer():
    stepped = SteppedCall(ring(strategy="in_turn"))
    first = legs(stepped.first)
    assert set(first) == {"101"}
    found = stepped.time_up()
    assert do.Cancel(first["101"]) in found
    assert set(legs(found)) == {"102"}
    assert do.Enter("nobody") in stepped.time_up()


@pytest.mark.parametrize(
    ("causes", "outlet"),
    [
        (("busy", "busy"), "engaged"),
        (("busy", "unavailable"), "engaged"),
        (("unavailable", "unavailable"), "absent"),
        (("failed", "unavailable"), "absent"),
        (("rejected", "busy"), "nobody"),
    ],
)
def test_a_group_leaves_by_what_became_of_all_its_phones(causes, outlet):
    stepped = SteppedCall(ring())
    rung = legs(stepped.first)
    assert stepped.on(on.LegFailed(0, rung["101"], causes[0])) == []
    assert do.Enter(outlet) in stepped.on(on.LegFailed(0, rung["102"], causes[1]))


def test_nobody_answers_in_time():
    stepped = SteppedCall(ring())
    found = stepped.time_up()
    assert len(of_kind(found, do.Cancel)) == 2
    assert do.Enter("nobody") in found


def test_a_group_that_is_gone_is_unavailable():
    stepped = SteppedCall(ring("group:lost"))
    assert "there is no group “lost”" in warnings(stepped.first)
    assert do.Enter("absent") in stepped.first


def test_callers_are_not_rung_themselves():
    assert set(legs(SteppedCall(ring(), extension="101").first)) == {"102"}


def test_a_leg_that_answers_too_late_is_let_go():
    stepped = SteppedCall(ring(nobody=(Play("closed"), Branch((("next", "end"),)))))
    late = legs(stepped.first)["101"]
    stepped.time_up()
    assert stepped.on(on.LegAnswered(0, late)) == [do.Release(late)]


def test_music_answers_and_plays_on_while_it_rings():
    stepped = SteppedCall(ring(music="music"))
    assert kinds(stepped.first)[:3] == [do.Enter, do.Answer, do.Play]
    assert of_kind(stepped.first, do.Play)[0].repeat


def test_an_answered_caller_hears_ringing():
    drawn = {**ring().blocks, "r": ring().blocks["first"]}
    stepped = SteppedCall(Program("first", {**drawn, "first": (Play("welcome"), Branch((("next", "r"),)))}))
    assert of_kind(stepped.prompt_ended(), do.Play)[0].prompt == "sys:ringback"


def bridged(record=False):
    stepped = SteppedCall(ring(record=record))
    leg = legs(stepped.first)["101"]
    return stepped, leg, stepped.on(on.LegAnswered(0, leg))


def test_the_talk_is_recorded_where_it_is_asked_for():
    stepped, _, found = bridged(record=True)
    assert do.Record("c1-r1", "call", "employee:101") in found
    assert do.StopRecording("c1-r1") in stepped.on(on.CallerGone(0))


def test_the_callee_hangs_up():
    stepped, leg, _ = bridged()
    assert stepped.on(on.LegEnded(0, leg)) == [do.Hangup("normal"), do.Ended("callee_hung_up")]


def test_the_caller_hangs_up():
    stepped, leg, _ = bridged()
    assert stepped.on(on.CallerGone(0)) == [do.Release(leg), do.Ended("caller_hung_up")]


def test_the_caller_gives_up_while_it_rings():
    stepped = SteppedCall(ring())
    assert kinds(stepped.on(on.CallerGone(0))) == [do.Cancel, do.Cancel, do.Ended]


def test_the_next_rings_with_the_first_after_a_delay():
    stepped = SteppedCall(program(Dial("group:sales", "all", 20, "", False, delay_s=5), EXITS))
    first = legs(stepped.first)
    assert set(first) == {"101"}
    assert waits_ms(stepped.first) == [20_000, 5_000]
    found = stepped.time_up("next")
    assert set(legs(found)) == {"102"}
    assert of_kind(found, do.Cancel) == of_kind(found, do.Wait) == []
    assert of_kind(stepped.time_up(), do.Cancel) == [do.Cancel(first["101"]), do.Cancel(legs(found)["102"])]


def test_with_a_delay_the_time_is_for_all_together():
    """Who would ring only after it is not rung, and who is busy at once does not begin it anew."""
    stepped = SteppedCall(program(Dial("group:sales", "all", 5, "", False, delay_s=60), EXITS))
    found = stepped.time_up()
    assert legs(found) == {}
    assert stepped.state["ended"]
    stepped = SteppedCall(program(Dial("group:sales", "all", 5, "", False, delay_s=60), EXITS))
    time = stepped.token()
    found = stepped.failed(legs(stepped.first)["101"])
    assert set(legs(found)) == {"102"}
    assert stepped.token() == time


def test_a_delay_that_is_over_during_the_talk_means_nothing():
    stepped = SteppedCall(program(Dial("group:sales", "all", 20, "", False, delay_s=5), EXITS))
    late = stepped.state["doing"]["next"]
    stepped.answered(legs(stepped.first)["101"])
    assert stepped.on(on.TimerFired(0, late)) == []


def test_the_lot_decides_who_rings_first():
    def rung(chance):
        stepped = SteppedCall(ring(strategy="random"), chance=chance)
        return [*legs(stepped.first), *legs(stepped.time_up())]

    orders = [rung(chance) for chance in range(40)]
    assert {tuple(order) for order in orders} == {("101", "102"), ("102", "101")}
    assert [rung(chance) for chance in range(40)] == orders


def test_who_has_been_idle_longest_rings_first():
    stepped = SteppedCall(ring(strategy="longest_idle"))
    assert legs(stepped.first) == {}
    asked = of_kind(stepped.first, do.Ask)[0]
    assert asked.questions == ("idle:101", "idle:102")
    found = stepped.on(on.FactsAnswered(0, asked.token, {"idle:101": 5_000, "idle:102": 90_000}))
    assert set(legs(found)) == {"102"}
    assert set(legs(stepped.time_up())) == {"101"}


def test_who_talks_rings_last():
    stepped = SteppedCall(ring(strategy="longest_idle"))
    asked = of_kind(stepped.first, do.Ask)[0]
    assert set(legs(stepped.on(on.FactsAnswered(0, asked.token, {"idle:101": -1, "idle:102": 0})))) == {"102"}


def test_what_was_told_already_or_to_somebody_else_means_nothing():
    stepped = SteppedCall(ring(strategy="longest_idle"))
    asked = of_kind(stepped.first, do.Ask)[0]
    assert stepped.on(on.FactsAnswered(0, 99, {})) == []
    stepped.on(on.FactsAnswered(0, asked.token, {}))
    assert stepped.on(on.FactsAnswered(0, asked.token, {"idle:102": 1})) == []


def test_one_alone_rings_without_asking():
    stepped = SteppedCall(ring("employee:101", strategy="longest_idle"))
    assert set(legs(stepped.first)) == {"101"}


def test_an_extension_in_a_variable_is_rung():
    stepped = SteppedCall(program(Set("who", "102"), Dial("variable:who", "all", 20, "", False), EXITS))
    assert set(legs(stepped.first)) == {"102"}


def test_a_variable_that_holds_no_extension_is_unavailable():
    stepped = SteppedCall(ring("variable:who"))
    assert "the variable “who” has no value" in warnings(stepped.first)
    assert do.Enter("absent") in stepped.first


def test_the_extension_that_was_dialled_is_rung():
    stepped = SteppedCall(ring("called"))
    assert "there is no employee “+4930555”" in warnings(stepped.first)


def test_who_has_no_phone_is_passed_over():
    employees = {**DIRECTORY["employees"], "101": {"name": "Anna", "phones": []}}
    stepped = SteppedCall(ring(strategy="in_turn"), directory={**DIRECTORY, "employees": employees})
    assert set(legs(stepped.first)) == {"102"}


@pytest.mark.parametrize(("name", "shown"), [("", "SALES +4917012345"), ("Rita", "SALES Rita")])
def test_the_phones_show_a_word_before_the_callers_name(name, shown):
    stepped = SteppedCall(program(Dial("employee:101", "all", 20, "", False, prefix="SALES"), EXITS), caller_name=name)
    assert of_kind(stepped.first, do.Dial)[0].display == shown


def test_the_word_before_the_name_may_be_made_of_variables():
    stepped = SteppedCall(
        program(Set("city", "Kiel"), Dial("employee:101", "all", 20, "", False, prefix="{city}:"), EXITS),
        caller_name="R" * 90,
    )
    assert of_kind(stepped.first, do.Dial)[0].display == f"Kiel: {'R' * 54}"


def test_a_phone_that_rings_changes_nothing():
    stepped = SteppedCall(ring())
    leg = legs(stepped.first)["101"]
    assert stepped.on(on.LegRinging(0, leg)) == []
    assert stepped.on(on.LegRinging(0, leg)) == []
    assert stepped.on(on.LegRinging(0, "b99")) == []


def test_a_key_pressed_before_the_ringing_is_forgotten():
    stepped = SteppedCall(after("welcome", ring()))
    stepped.press("7")
    stepped.prompt_ended()
    assert stepped.state["keys"] == ""
