"""What people do to live calls works with phones that we didn't write: taking a caller, sending one on, hanging up,
helping, and calling back, also if the phone rejects that, is busy, or is never answered."""

import pytest

from app.gateways.kamailio import switch_table
from switch.act_orders import BeginHelp, CallOutside, Dismiss, Reserve, SendOn
from tests.calls.drawings import hello
from tests.calls.test_queue import SERVED_S, draw
from tests.exchange import CALLER_TONE, OUTSIDE_TONE, PHONE_TONES, TONES
from tests.waiting import until

WITHIN_S = 10
PETRA = "+493023125991"


@pytest.fixture
def act(exchange):
    """Does something to live calls of the company; returns why not, or ""."""
    return lambda order: switch_table.of(exchange.app).act(order)


@pytest.fixture
def waits(exchange, pjsip):
    """Somebody outside who waits for Sales, where nobody has a phone. Gives their phone, their call, its ID, and the
    number."""
    caller = pjsip("+4917012345")
    number = draw(exchange, ring_s=5)
    call = caller.call(number)
    assert call.heard.wait_for_prompt(TONES["music"], SERVED_S)
    return caller, call, exchange.steps(number)[-1]["call"], number


@pytest.fixture
def call_back(exchange, act):
    """Lets an employee call Petra back; returns why not, or ""."""
    line = exchange.draw(*hello("welcome"))
    return lambda extension: act(CallOutside("1001", extension, PETRA, "", line, "Call back: Petra"))


def talks(call, rung):
    """Whether both hear each other, as employee 103 does with the caller."""
    return call.heard.wait_for_tone(PHONE_TONES["103"]) and rung.heard.wait_for_tone(CALLER_TONE)


def missed(exchange, number):
    return [effect["agent"] for effect in exchange.effects(number, "queue_missed")]


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_a_supervisor_takes_a_caller_and_hangs_up(exchange, baresip, waits, act, transport):
    annette = baresip("103", transport=transport)
    _caller, call, name, number = waits
    assert act(Reserve("1001", name, "103")) == ""
    rung = annette.incoming.get(timeout=WITHIN_S)
    annette.answer()
    assert rung.wait("confirmed")
    assert talks(call, rung)
    assert act(Dismiss("1001", name)) == ""
    assert call.wait("ended")
    assert rung.wait("ended")
    assert exchange.ended(number) == "dismissed"


@pytest.mark.parametrize("how", ["sent on", "helped"])
def test_a_caller_comes_to_another_group(baresip, waits, act, how):
    annette = baresip("103", answer_after_s=0.2)
    _caller, call, name, _number = waits
    order = SendOn("1001", name, "support") if how == "sent on" else BeginHelp("1001", "sales", "support")
    assert act(order) == ""
    rung = annette.incoming.get(timeout=SERVED_S)
    assert talks(call, rung)
    annette.hang_up()
    assert call.wait("ended")


@pytest.mark.parametrize("status", [486, 603])
def test_a_phone_that_rejects_lets_the_caller_wait_on(exchange, pjsip, waits, act, status):
    annette = pjsip("103", refuse_with=status)
    _caller, call, name, number = waits
    assert act(Reserve("1001", name, "103")) == ""
    assert annette.incoming.get(timeout=WITHIN_S).wait("ended")
    assert until(lambda: "103" in missed(exchange, number), WITHIN_S)
    assert "ended" not in call.states
    assert act(SendOn("1001", name, "support")) == ""
    assert annette.incoming.get(timeout=SERVED_S).wait("ended")
    assert call.heard.wait_for_prompt(TONES["music"])


def test_a_phone_that_nobody_answers_rings_as_long_as_the_flow_says(exchange, baresip, waits, act):
    annette = baresip("103")
    _caller, call, name, number = waits
    assert act(Reserve("1001", name, "103")) == ""
    rung = annette.incoming.get(timeout=WITHIN_S)
    assert rung.wait("ended", 20)
    assert "confirmed" not in rung.states
    assert until(lambda: "103" in missed(exchange, number), WITHIN_S)
    assert call.heard.wait_for_prompt(TONES["music"])


def test_who_talks_takes_nobody_and_calls_nobody_back(exchange, baresip, waits, act, call_back):
    annette = baresip("103")
    own = annette.call(exchange.draw(*hello("music")))
    assert own.wait("confirmed")
    _caller, call, name, _number = waits
    assert act(Reserve("1001", name, "103")) == "busy"
    assert call_back("103") == "busy"
    annette.hang_up()
    assert own.wait("ended")
    assert until(lambda: act(Reserve("1001", name, "103")) == "", WITHIN_S)
    rung = annette.incoming.get(timeout=WITHIN_S)
    annette.answer()
    assert talks(call, rung)


def test_a_supervisor_calls_back(baresip, pjsip, call_back):
    annette, petra = baresip("103", transport="tcp"), pjsip("carrier", answer_after_s=0.2)
    assert until(lambda: call_back("103") == "", WITHIN_S)
    rung = annette.incoming.get(timeout=WITHIN_S)
    assert PETRA in rung.caller
    annette.answer()
    there = petra.incoming.get(timeout=WITHIN_S)
    assert rung.heard.wait_for_tone(OUTSIDE_TONE)
    assert there.heard.wait_for_tone(PHONE_TONES["103"])
    petra.hang_up(there)
    assert rung.wait("ended")


@pytest.mark.parametrize("status", [486, 603])
def test_a_phone_that_rejects_calls_nobody_back(pjsip, call_back, status):
    annette, petra = pjsip("103", refuse_with=status), pjsip("carrier", answer_after_s=0.2)
    assert until(lambda: call_back("103") == "", WITHIN_S)
    assert annette.incoming.get(timeout=WITHIN_S).wait("ended")
    assert until(lambda: call_back("103") == "", WITHIN_S)
    assert annette.incoming.get(timeout=WITHIN_S).wait("ended")
    assert petra.incoming.empty()


def test_a_call_back_that_nobody_answers_ends_and_another_may_follow(baresip, pjsip, call_back):
    annette, petra = baresip("103"), pjsip("carrier", refuse_with=486)
    assert until(lambda: call_back("103") == "", WITHIN_S)
    rung = annette.incoming.get(timeout=WITHIN_S)
    annette.answer()
    assert petra.incoming.get(timeout=WITHIN_S).wait("ended")
    assert rung.wait("ended", 30)
    assert until(lambda: call_back("103") == "", WITHIN_S)
    annette.incoming.get(timeout=WITHIN_S)
