"""Waiting for somebody of a group, on real calls: who is next, what is heard, leaving, and being called back."""

import pytest

from app.ports.directory import directory
from designer.drawing.compiler import compile_flow
from tests.calls.companies import Company, directory_of, publish_all
from tests.calls.drawings import END, hello
from tests.calls.random_calls import KNOWN
from tests.designer.drawing import flow, node
from tests.exchange import CALLER_TONE, OUTSIDE_TONE, PHONE_TONES, TONES
from tests.waiting import until

SERVED_S = 30
"""An employee who missed a call in an earlier test is left alone for 10 s."""

OUTCOMES = ("timeout", "full", "nobody", "left", "callback")


def draw(exchange, **settings):
    """A queue for the group "sales"; "left" and "full" lead to prompts of their own."""
    queue = node(
        "queue", "queue", **{"group_name": "sales", "music": "music", "record": False, "wrap_up_s": 0, **settings}
    )
    heard = {"left": "welcome", "full": "closed", "callback": "greeting"}
    plays = [node(outcome, "play", prompt=prompt) for outcome, prompt in heard.items()]
    ways = [("queue", outcome, outcome if outcome in heard else "end") for outcome in OUTCOMES]
    return exchange.draw([queue, *plays, END], *ways, *((outcome, "next", "end") for outcome in heard))


@pytest.fixture
def others(exchange):
    """Further callers."""
    made = []

    def call(number, user="+4917099999"):
        made.append(exchange.caller(user))
        return made[-1].call(number)

    yield call
    for agent in made:
        agent.hang_up_all()
        agent.close()


def test_a_free_employee_is_rung_at_once(exchange, caller, phones):
    anna = phones("101", answer_after_s=0.3)
    call = caller.call(draw(exchange))
    assert call.rtp.wait_for_prompt(TONES["music"])
    assert call.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    assert anna.calls[0].rtp.wait_for_tone(CALLER_TONE)


def test_the_next_caller_is_served_when_the_first_talk_is_over(exchange, caller, others, phones):
    anna = phones("101", answer_after_s=0.0)
    number = draw(exchange)
    first = caller.call(number)
    assert first.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    second = others(number)
    assert second.rtp.wait_for_prompt(TONES["music"])
    assert len(anna.calls) == 1
    first.hang_up()
    assert second.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    assert len(anna.calls) == 2


def test_who_hangs_up_while_a_phone_rings_stops_the_ringing(exchange, caller, phones):
    anna = phones("101")
    call = caller.call(draw(exchange))
    rung = anna.incoming.get(timeout=SERVED_S)
    call.hang_up()
    assert rung.wait("ended")


def test_the_place_is_told(exchange, caller, phones):
    phones("101")
    number = draw(exchange, tell_s=1, ring_s=3)
    call = caller.call(number)
    assert call.wait("answered")
    assert until(lambda: "sys:queue-place" in played(exchange, number), 8)
    assert until(lambda: "sys:number-1" in played(exchange, number), 4)
    assert call.rtp.wait_for_prompt(TONES["music"], 8)


def played(exchange, number):
    return [effect["prompt"] for effect in exchange.effects(number, "play")]


def test_a_key_leaves_the_queue(exchange, caller, phones):
    phones("101")
    call = caller.call(draw(exchange, leave_key="9"))
    assert call.rtp.wait_for_prompt(TONES["music"])
    call.press("9")
    assert call.rtp.wait_for_prompt(TONES["welcome"])


def test_nobody_waits_longer_than_wanted(exchange, caller, phones):
    phones("101")
    number = draw(exchange, most_s=1)
    assert caller.call(number).wait("ended", 8)
    assert exchange.path(number) == ["start", "queue", "end"]


def test_a_full_queue_is_left_at_once(exchange, caller, others, phones):
    phones("101", answer_after_s=0.0)
    number = draw(exchange, most_waiting=1)
    assert caller.call(number).rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    assert others(number).rtp.wait_for_prompt(TONES["music"])
    assert others(number, "+4917088888").rtp.wait_for_prompt(TONES["closed"])


def test_who_asks_for_it_is_called_back(exchange, caller, others, phones, carrier):
    anna = phones("101", answer_after_s=0.0)
    number = draw(exchange, callback_key="5")
    first = caller.call(number)
    assert first.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    second = others(number, "+4917077777")
    assert second.rtp.wait_for_prompt(TONES["music"])
    second.press("5")
    assert second.rtp.wait_for_prompt(TONES["greeting"])
    assert second.wait("ended")
    first.hang_up()
    there = carrier.incoming.get(timeout=30)
    assert "sip:+4917077777@" in there.invite.first
    assert f"sip:{number}@" in there.invite.header("from")
    assert there.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    assert anna.calls[-1].rtp.wait_for_tone(OUTSIDE_TONE)
    there.hang_up()
    assert anna.calls[-1].wait("ended")


def test_who_talks_for_one_group_is_not_rung_for_another_until_the_rest_is_over(exchange, caller, others, phones):
    anna = phones("101", answer_after_s=0.0)
    sales, support = draw(exchange, wrap_up_s=1), draw(exchange, group_name="support")
    first = caller.call(sales)
    assert first.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    second = others(support)
    assert second.rtp.wait_for_prompt(TONES["music"])
    assert until(lambda: "103" in missed(exchange, support))
    first.hang_up()
    assert second.rtp.wait_for_tone(PHONE_TONES["101"])
    assert len(anna.calls) == 2
    assert "101" not in missed(exchange, support)
    assert moment(exchange, support, "queue_talk") >= moment(exchange, sales, "ended") + 1000


def test_who_talks_with_a_colleague_is_not_rung_until_the_talk_is_over(exchange, caller, phones):
    anna, annette = phones("101", answer_after_s=0.0), phones("103")
    direct = annette.call("101")
    assert direct.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    number = draw(exchange)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["music"])
    assert until(lambda: "102" in missed(exchange, number), SERVED_S)
    assert len(anna.calls) == 1
    direct.hang_up()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert "101" not in missed(exchange, number)


def missed(exchange, number):
    """Who was rung in vain for the latest caller."""
    return [effect["agent"] for effect in exchange.effects(number, "queue_missed")]


def moment(exchange, number, kind):
    """When the latest call to *number* came to an effect of this kind, in ms."""
    return next(line["at"] for line in exchange.steps(number) for each in line["effects"] if each["type"] == kind)


def test_a_queue_of_nobody_that_leads_back_to_itself_ends_the_call(exchange, caller):
    queue = node("queue", "queue", group_name="phoneless", record=False)
    graph = flow([queue, END], *(("queue", outcome, "queue" if outcome == "nobody" else "end") for outcome in OUTCOMES))
    with exchange.in_company():
        people = directory_of(directory(), "1999")
    publish_all([Company(exchange, "1999", {"+49408888888": compile_flow(graph, KNOWN).program}, people)])
    assert caller.call("+49408888888").wait("ended")
    assert until(lambda: exchange.ended("+49408888888") == "fault")
    assert caller.call(exchange.draw(*hello("welcome"))).rtp.wait_for_prompt(TONES["welcome"])


def test_a_promise_to_call_back_outlives_a_restart(own_exchange):
    number = draw(own_exchange, callback_key="5")
    with (
        own_exchange.phone("101", answer_after_s=0.0) as anna,
        own_exchange.caller() as first,
        own_exchange.caller("+4917066666") as second,
        own_exchange.carrier(answer_after_s=0.0) as carrier,
    ):
        assert first.call(number).rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
        call = second.call(number)
        assert call.rtp.wait_for_prompt(TONES["music"])
        call.press("5")
        assert call.rtp.wait_for_prompt(TONES["greeting"])
        own_exchange.parts.stop("kamailio")
        own_exchange.parts.start_kamailio()
        there = carrier.incoming.get(timeout=20)
        assert "sip:+4917066666@" in there.invite.first
        assert f"sip:{number}@" in there.invite.header("from")
        assert anna.calls[-1].rtp.wait_for_tone(OUTSIDE_TONE)
