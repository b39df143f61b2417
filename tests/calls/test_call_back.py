"""Somebody has a missed caller called back: their own phone rings first, then the number outside is called."""

import pytest

from app.gateways.kamailio import switch_table
from app.ports.call_records import call_records
from switch.act_orders import CallOutside
from tests.exchange import OUTSIDE_TONE, PHONE_TONES
from tests.waiting import until

RINGS_WITHIN_S = 10
PETRA, LINE = "+493023125991", "+4930555010"


@pytest.fixture
def call_back(exchange):
    """Asks the switch for a call of an employee to Petra; returns why not, or ""."""

    def call_back(extension, number=PETRA, group=""):
        order = CallOutside("1001", extension, number, group, LINE, "Call back: Petra")
        return switch_table.of(exchange.app).act(order)

    return call_back


def of_petra(exchange):
    """The calls of the exchange to her, in the order in which they came."""
    return [steps[0]["event"] for steps in exchange.calls_to(PETRA)]


@pytest.mark.parametrize("extension", ["103", "101"])
def test_ones_own_phone_rings_and_then_both_hear_each_other(exchange, phones, carrier, call_back, extension):
    mine = phones(extension)
    before = len(of_petra(exchange))
    assert call_back(extension, group="support") == ""
    rung = mine.incoming.get(timeout=RINGS_WITHIN_S)
    assert PETRA in rung.invite.header("from")
    assert carrier.incoming.empty()
    rung.answer()
    there = carrier.incoming.get(timeout=RINGS_WITHIN_S)
    assert f"sip:{PETRA}@" in there.invite.first
    assert f"sip:{LINE}@" in there.invite.header("from")
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
    assert call_back("103") == ""
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
    assert call_back("101") == "busy"
    assert len(mine.calls) == 1
