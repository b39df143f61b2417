"""Somebody has a missed caller called back: their own phone rings first, then the number outside is called."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.gateways.kamailio import switch_table
from app.ports.call_records import call_records
from switch.act_orders import CallOutside
from tests.calls.drawings import AROUND_RING, END, OUTLETS, hello, ring
from tests.designer.drawing import node
from tests.exchange import OUTSIDE_TONE, PHONE_TONES
from tests.waiting import until

RINGS_WITHIN_S = 10
AT_ONCE_S = 1
"""Less than the time within which a call that was asked for has to begin."""

SERVED_S = 40
"""An employee who missed a call in an earlier test is left alone for 10 s."""

MANY_CALLS = 50

PETRA = "+493023125991"
OUTCOMES = ("timeout", "full", "nobody", "left", "callback")


@pytest.fixture(scope="module")
def line(running):
    """A number of the company."""
    return running.draw(*hello("welcome"))


@pytest.fixture
def call_back(exchange, line):
    """Asks the switch for a call of an employee to Petra; returns why not, or ""."""

    def call_back(extension, number=PETRA, group=""):
        order = CallOutside("1001", extension, number, group, line, "Call back: Petra")
        return switch_table.of(exchange.app).act(order)

    return call_back


def of_petra(exchange):
    """The calls of the exchange to her, in the order in which they came."""
    return [steps[0]["event"] for steps in exchange.calls_to(PETRA)]


@pytest.mark.parametrize("extension", ["103", "101"])
def test_ones_own_phone_rings_and_then_both_hear_each_other(exchange, phones, carrier, call_back, line, extension):
    mine = phones(extension)
    before = len(of_petra(exchange))
    assert until(lambda: call_back(extension, group="support") == "", RINGS_WITHIN_S)
    rung = mine.incoming.get(timeout=RINGS_WITHIN_S)
    assert PETRA in rung.invite.header("from")
    assert carrier.incoming.empty()
    rung.answer()
    there = carrier.incoming.get(timeout=RINGS_WITHIN_S)
    assert f"sip:{PETRA}@" in there.invite.first
    assert f"sip:{line}@" in there.invite.header("from")
    assert there.rtp.wait_for_tone(PHONE_TONES[extension])
    assert rung.rtp.wait_for_tone(OUTSIDE_TONE)
    there.hang_up()
    assert rung.wait("ended")
    assert until(lambda: exchange.ended(PETRA) == "callee_hung_up")
    (event,) = of_petra(exchange)[before:]
    assert (event["direction"], event["extension"], event["caller"]) == ("callback", extension, PETRA)
    exchange.work("follow the journal")
    with exchange.in_company():
        (record,) = call_records().records([event["call"]])
        assert (record.answered_by, record.outcome) == (extension, "talk")
        assert record.bridged_at
        assert record.groups == ("support",)
    assert until(lambda: call_back(extension) == "", RINGS_WITHIN_S)
    mine.incoming.get(timeout=RINGS_WITHIN_S).refuse(486)


def test_there_is_one_call_at_a_time(phones, carrier, call_back):
    mine = phones("103")
    assert until(lambda: call_back("103") == "", RINGS_WITHIN_S)
    assert call_back("103") == "calling"
    rung = mine.incoming.get(timeout=RINGS_WITHIN_S)
    assert call_back("103") == "calling"
    rung.answer()
    there = carrier.incoming.get(timeout=RINGS_WITHIN_S)
    assert there.rtp.wait_for_tone(PHONE_TONES["103"])
    assert call_back("103") == "calling"
    assert mine.incoming.empty()
    rung.hang_up()
    assert there.wait("ended")
    assert until(lambda: call_back("103") == "", RINGS_WITHIN_S)
    mine.incoming.get(timeout=RINGS_WITHIN_S).refuse(486)


def test_two_do_not_call_the_same_number_back(phones, carrier, call_back):
    anna, annette = phones("101"), phones("103")
    assert until(lambda: call_back("103") == "", RINGS_WITHIN_S)
    assert call_back("101") == "calls_back:103"
    rung = annette.incoming.get(timeout=RINGS_WITHIN_S)
    assert call_back("101") == "calls_back:103"
    rung.answer()
    there = carrier.incoming.get(timeout=RINGS_WITHIN_S)
    assert there.rtp.wait_for_tone(PHONE_TONES["103"])
    assert call_back("101") == "calls_back:103"
    assert anna.incoming.empty()
    there.hang_up()
    assert rung.wait("ended")
    assert until(lambda: call_back("101") == "", RINGS_WITHIN_S)
    assert call_back("103") == "calls_back:101"
    anna.incoming.get(timeout=RINGS_WITHIN_S).refuse(486)
    assert until(lambda: call_back("103") == "", AT_ONCE_S)
    annette.incoming.get(timeout=RINGS_WITHIN_S).refuse(486)


def test_who_does_not_pick_up_calls_nobody(exchange, phones, carrier, call_back):
    mine, before = phones("103"), len(of_petra(exchange))
    assert until(lambda: call_back("103") == "", RINGS_WITHIN_S)
    mine.incoming.get(timeout=RINGS_WITHIN_S).refuse(486)
    assert until(lambda: call_back("103") == "", RINGS_WITHIN_S)
    mine.incoming.get(timeout=RINGS_WITHIN_S).refuse(603)
    assert carrier.incoming.empty()
    assert len(of_petra(exchange)) == before


def test_nobody_who_talks_is_rung(exchange, phones, carrier, call_back):
    mine, annette = phones("101", answer_after_s=0.0), phones("103")
    talk = annette.call("101")
    assert talk.rtp.wait_for_tone(PHONE_TONES["101"], RINGS_WITHIN_S)
    assert until(lambda: call_back("101") == "busy", RINGS_WITHIN_S)
    assert len(mine.calls) == 1


def test_a_number_that_is_not_the_companys_is_shown_to_nobody(exchange, phones, carrier):
    mine = phones("103")
    order = CallOutside("1001", "103", PETRA, "", "+4940999999", "Call back: Petra")
    assert until(lambda: switch_table.of(exchange.app).act(order) == "", RINGS_WITHIN_S)
    mine.incoming.get(timeout=RINGS_WITHIN_S).answer()
    there = carrier.incoming.get(timeout=RINGS_WITHIN_S)
    assert there.caller == "anonymous"
    there.hang_up()


def promised_to(number, exchange, caller):
    """Somebody is promised a call-back while all of Sales talk; returns the call of the one who keeps them from it."""
    queue = node("queue", "queue", group_name="sales", music="music", record=False, wrap_up_s=0, callback_key="5")
    dialled = exchange.draw([queue, END], *(("queue", outcome, "end") for outcome in OUTCOMES))
    first = caller.call(dialled)
    assert first.rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    before = len(queue_lines(exchange, "left_queue"))
    with exchange.caller(number) as promised:
        waits = promised.call(dialled)
        assert waits.wait("answered")
        waits.press("5")
        assert waits.wait("ended")
    assert until(lambda: len(queue_lines(exchange, "left_queue")) > before)
    return first


def is_called_after(exchange, first, number):
    """Whether the queue wants *number* to be called once *first* is over."""
    before = len(queue_lines(exchange, "done"))
    first.hang_up()
    assert until(lambda: len(queue_lines(exchange, "done")) > before)
    effects = [effect for line in exchange.journal() for effect in line["effects"]]
    return any(effect["type"] == "call_back" and effect["number"] == number for effect in effects)


def kept_last(exchange):
    """(number, agent) of the promise that was kept last."""
    event = queue_lines(exchange, "call_back_answered")[-1]["event"]["event"]
    return event["number"], event["agent"]


def test_who_is_called_back_by_hand_is_not_called_again_as_the_queue_had_promised(
    exchange, caller, phones, carrier, call_back
):
    anna, annette = phones("101", answer_after_s=0.0), phones("103")
    first = promised_to(PETRA, exchange, caller)
    assert until(lambda: call_back("103") == "", RINGS_WITHIN_S)
    annette.incoming.get(timeout=RINGS_WITHIN_S).answer()
    there = carrier.incoming.get(timeout=RINGS_WITHIN_S)
    assert there.rtp.wait_for_tone(PHONE_TONES["103"])
    there.hang_up()
    assert kept_last(exchange) == (PETRA, "103")
    assert not is_called_after(exchange, first, PETRA)
    assert len(anna.calls) == 1


def test_who_calls_again_and_is_answered_is_not_called_back(exchange, caller, phones):
    anna, number = phones("101", answer_after_s=0.0), "+4917055667788"
    phones("103", answer_after_s=0.0)
    first = promised_to(number, exchange, caller)
    with exchange.caller(number) as again:
        call = again.call(exchange.draw([ring("employee:103"), *OUTLETS], *AROUND_RING))
        assert call.rtp.wait_for_tone(PHONE_TONES["103"], SERVED_S)
        call.hang_up()
    assert kept_last(exchange) == (number, "103")
    assert not is_called_after(exchange, first, number)
    assert len(anna.calls) == 1


def queue_lines(exchange, kind):
    """The lines of queues with events of this kind."""
    lines = [line for line in exchange.journal() if line["event"]["type"] == "queue"]
    return [line for line in lines if line["event"]["event"]["type"] == kind]


@pytest.mark.proof
def test_many_who_ask_at_once_hold_up_nobody(phones, carrier, call_back):
    """They ask while calls begin and end: workers that waited for each other would answer nobody any more."""
    for extension in ("101", "103"):
        phones(extension, answer_after_s=0.0)
    over = Event()

    def ask(extension):
        while not over.is_set():
            call_back(extension)

    with ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(ask, extension) for extension in ("101", "103") * 4]
        try:
            for _ in range(MANY_CALLS):
                there = carrier.incoming.get(timeout=SERVED_S)
                assert there.wait("answered")
                there.hang_up()
        finally:
            over.set()
    assert [each.exception() for each in asking] == [None] * len(asking)
