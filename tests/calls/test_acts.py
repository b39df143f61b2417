"""What people do to live calls, on real ones: take, move forward, send on, hang up, help another group."""

import pytest

from app.gateways.kamailio import switch_table
from switch.act_orders import BeginHelp, Dismiss, EndHelp, Promote, Reserve, SendOn
from tests.calls.test_queue import SERVED_S, draw
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.waiting import until

WITHIN_S = 10


@pytest.fixture
def act(exchange):
    """Does something to live calls of the company; returns why not, or ""."""
    return lambda order: switch_table.of(exchange.app).act(order)


@pytest.fixture
def line(exchange, caller):
    """Callers who wait for Sales, where Employee 101, who answers at once, talks with the first one and nobody else has
    a phone. Gives the number, and by place in line (call, its ID)."""
    number = draw(exchange, ring_s=60)
    made = []

    def of(count, anna):
        assert caller.call(number).rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
        for place in range(count):
            made.append(exchange.caller(f"+491709900{place}"))
            call = made[-1].call(number)
            assert call.rtp.wait_for_prompt(TONES["music"])
            yield call, exchange.steps(number)[-1]["call"]

    yield lambda count, anna: (number, list(of(count, anna)))
    for agent in made:
        agent.hang_up_all()
        agent.close()


def anna_of(phones):
    return phones("101", answer_after_s=0.0)


def test_somebody_of_another_group_takes_a_waiting_caller(exchange, phones, line, act):
    annette = phones("103", answer_after_s=0.2)
    _number, [_first, (second, call)] = line(2, anna_of(phones))
    assert act(Reserve("1001", call, "103")) == ""
    assert second.rtp.wait_for_tone(PHONE_TONES["103"], WITHIN_S)
    assert annette.calls[0].rtp.wait_for_tone(CALLER_TONE)
    assert until(lambda: act(Reserve("1001", call, "102")) == "talking:103", WITHIN_S)


def test_whoever_rings_for_the_caller_rings_no_more(exchange, caller, phones, act):
    anna, annette = phones("101"), phones("103")
    number = draw(exchange, ring_s=60)
    call = caller.call(number)
    rung = anna.incoming.get(timeout=SERVED_S)
    name = exchange.steps(number)[-1]["call"]
    assert act(Reserve("1001", name, "103")) == ""
    assert act(Reserve("1001", name, "102")) == "taken:103"
    assert rung.wait("ended")
    annette.incoming.get(timeout=WITHIN_S).answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["103"])


def test_a_caller_who_is_not_taken_after_all_goes_back_into_line(exchange, phones, line, act):
    annette = phones("103")
    anna = anna_of(phones)
    _number, [(second, call)] = line(1, anna)
    act(Reserve("1001", call, "103"))
    annette.incoming.get(timeout=WITHIN_S).refuse(486)
    assert second.rtp.wait_for_prompt(TONES["music"])
    anna.hang_up_all()
    assert second.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)


def test_a_caller_moved_to_the_top_is_served_first(exchange, phones, line, act):
    anna = anna_of(phones)
    _number, [(first, name), (second, other)] = line(2, anna)
    assert act(Promote("1001", name, "up")) == "is_first"
    assert act(Promote("1001", other, "top")) == ""
    anna.hang_up_all()
    assert second.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    assert first.rtp.wait_for_prompt(TONES["music"])


def test_a_caller_is_sent_to_another_group(exchange, phones, line, act):
    annette = phones("103", answer_after_s=0.2)
    number, [(second, call)] = line(1, anna_of(phones))
    assert act(SendOn("1001", call, "support")) == ""
    assert second.rtp.wait_for_tone(PHONE_TONES["103"], SERVED_S)
    assert annette.calls[0].rtp.wait_for_tone(CALLER_TONE)
    assert [each["group"] for each in exchange.effects(number, "join")] == ["sales", "support"]
    assert until(lambda: act(SendOn("1001", call, "sales")) == "talking:103", WITHIN_S)


def test_a_caller_is_hung_up_on_while_waiting_and_while_talking(exchange, phones, line, act):
    anna = anna_of(phones)
    number, [(second, call)] = line(1, anna)
    talk = exchange.calls_to(number)[0][0]["call"]
    assert act(Dismiss("1002", call)) == "gone"
    assert act(Dismiss("1001", call)) == ""
    assert second.wait("ended")
    assert act(Dismiss("1001", talk)) == ""
    assert anna.calls[0].wait("ended")
    assert until(lambda: exchange.ended(number) == "dismissed", WITHIN_S)
    assert act(Dismiss("1001", talk)) == act(Reserve("1001", call, "103")) == "gone"


def test_another_group_helps_until_nobody_waits(exchange, phones, line, act):
    phones("103", answer_after_s=0.2)
    _number, [(second, _call)] = line(1, anna_of(phones))
    assert act(BeginHelp("1001", "support", "sales")) == "nobody_waits"
    assert act(BeginHelp("1001", "sales", "support")) == ""
    assert second.rtp.wait_for_tone(PHONE_TONES["103"], SERVED_S)
    assert until(lambda: act(EndHelp("1001", "sales", "support")) == "helps_no_more", WITHIN_S)


def test_of_two_who_take_a_caller_at_once_one_does(exchange, phones, line, act):
    phones("103")
    _number, [(_second, call)] = line(1, anna_of(phones))
    answers = sorted([act(Reserve("1001", call, "103")), act(Reserve("1001", call, "102"))])
    assert answers == ["", "taken:103"]


def test_a_caller_who_hung_up_meanwhile_is_gone(exchange, phones, line, act):
    _number, [(second, call)] = line(1, anna_of(phones))
    second.hang_up()
    assert until(lambda: act(Reserve("1001", call, "103")) == "gone", WITHIN_S)
