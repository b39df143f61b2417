"""What the record of a real call says of its legs."""

from app.calls import strays
from app.calls.models import Call
from app.db import db
from tests.calls.drawings import END, ring
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.waiting import until

PATIENCE_S = 40


def legs(exchange, number):
    """(who, group, whether it rang, whether it was answered, cause, who ended it) of the newest call to *number*."""
    exchange.work("follow the journal")
    with exchange.in_company():
        call = db.session.query(Call).filter_by(number=number).order_by(Call.started_at.desc()).first()
        return call and [
            (leg.who, leg.group, leg.rang_at is not None, leg.answered_at is not None, leg.cause, leg.ended_by)
            for leg in call.legs
        ]


def test_it_tells_which_phones_rang_and_by_whom_numbers_outside_were_called(exchange, caller, phones, carrier):
    phones("102")
    nodes = ring("employee:101"), ring("employee:102"), node("outside", "outside", destination="+49891234567")
    nodes[1]["id"] = "second"
    wires = [
        *(("ring", outlet, "second") for outlet in ("no_answer", "busy", "unavailable")),
        *(("second", outlet, "outside") for outlet in ("no_answer", "busy", "unavailable")),
        *(("outside", outlet, "end") for outlet in ("no_answer", "busy", "failed")),
    ]
    number = exchange.draw([*nodes, END], *wires)
    call = caller.call(number)
    there = carrier.incoming.get(timeout=PATIENCE_S)
    assert call.wait("answered")
    assert there.rtp.wait_for_tone(CALLER_TONE)
    there.hang_up()
    assert call.wait("ended")
    assert until(lambda: exchange.ended(number))
    assert legs(exchange, number) == [
        ("101", "", False, False, "unavailable", "exchange"),
        ("102", "", True, False, "cancelled", "exchange"),
        ("+49891234567", "", True, True, "hung_up", "callee"),
    ]
    with exchange.in_company():
        call = db.session.query(Call).filter_by(number=number).one()
        assert [leg.carrier for leg in call.legs] == ["", "", exchange.config.trunk.rpartition(":")[0]]


def test_the_operator_sees_who_calls_a_number_that_nobody_has(exchange, caller):
    call = caller.call("+493099887766")
    assert call.wait("ended")
    assert call.status == 404

    def found():
        exchange.work("follow the journal")
        with exchange.in_company():
            rows, count = strays.latest("+493099887766")
            return [(each.caller, each.status) for each in rows], count

    assert until(lambda: found() == ([("+4917012345", 404)], 1))


def test_a_member_rings_for_a_queue(exchange, caller, phones):
    phones("101")
    outlets = ("timeout", "full", "nobody", "left", "callback")
    queue = node("queue", "queue", group_name="sales", music="music", record=False, wrap_up_s=0)
    number = exchange.draw([queue, END], *(("queue", outlet, "end") for outlet in outlets))
    call = caller.call(number)
    assert until(lambda: legs(exchange, number) == [("101", "sales", True, False, "", "")], PATIENCE_S)
    call.hang_up()
    assert until(lambda: exchange.ended(number))


def test_a_call_back_is_its_groups_call(exchange, caller, phones, carrier):
    anna = phones("101", answer_after_s=0.0)
    queue = node("queue", "queue", group_name="sales", music="music", record=False, wrap_up_s=0, callback_key="5")
    outlets = ("timeout", "full", "nobody", "left", "callback")
    number = exchange.draw([queue, END], *(("queue", outlet, "end") for outlet in outlets))
    first = caller.call(number)
    assert first.rtp.wait_for_tone(PHONE_TONES["101"], PATIENCE_S)
    with exchange.caller("+4917077777") as second:
        call = second.call(number)
        assert call.rtp.wait_for_prompt(TONES["music"])
        call.press("5")
        assert call.wait("ended")
    first.hang_up()
    there = carrier.incoming.get(timeout=PATIENCE_S)
    assert there.wait("answered")
    there.hang_up()
    assert anna.calls[-1].wait("ended")
    assert until(lambda: exchange.ended("+4917077777"))
    assert legs(exchange, "+4917077777") == [
        ("101", "sales", True, True, "hung_up", "caller"),
        ("+4917077777", "", True, True, "hung_up", "callee"),
    ]
    with exchange.in_company():
        outcomes = db.session.query(Call.outcome).filter_by(number=number, caller="+4917077777").all()
    assert outcomes == [("callback",)]
