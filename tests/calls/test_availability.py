"""Calls to those who are not to be disturbed, do not work now, or let their calls go elsewhere."""

import pytest
from sqlalchemy import select

from app.db import db
from app.hours.models import Calendar
from app.people.models import Employee
from app.web.saving import live_warning
from designer.drawing.extension import RING_S
from tests.calls.drawings import END
from tests.calls.test_queue import SERVED_S, draw
from tests.designer.drawing import node
from tests.exchange import OUTSIDE_TONE, PHONE_TONES, TONES
from tests.waiting import until

AS_BEFORE = {
    "chosen": "free",
    "hours": None,
    "forward_always": "",
    "forward_busy": "",
    "forward_no_answer": "",
    "forward_after_s": 20,
}
OUTLETS = ("no_answer", "busy", "unavailable")


@pytest.fixture
def set_up(exchange):
    """Changes what an employee has set up, by *extension*; *hours* names a calendar. All is as before afterwards."""

    def change(extension, **wanted):
        with exchange.in_company():
            employee = db.session.scalar(select(Employee).where(Employee.extension == extension))
            if wanted.get("hours"):
                wanted["hours"] = db.session.scalar(select(Calendar).where(Calendar.name == wanted["hours"]))
            for name, value in wanted.items():
                setattr(employee, name, value)
            db.session.commit()
            assert live_warning() is None

    yield change
    for extension in PHONE_TONES:
        change(extension, **AS_BEFORE)


def ring(exchange, who, **settings):
    """A Ring whose "busy" leads to a prompt, as "unavailable" does to another."""
    heard = {"busy": "closed", "unavailable": "welcome"}
    plays = [node(outlet, "play", prompt=prompt) for outlet, prompt in heard.items()]
    rung = node("ring", "ring", **{"who": who, "ring_s": 5, "record": False, **settings})
    ways = [("ring", outlet, outlet if outlet in heard else "end") for outlet in OUTLETS]
    return exchange.draw([rung, *plays, END], *ways, *((outlet, "next", "end") for outlet in heard))


def test_who_is_not_to_be_disturbed_is_busy_to_colleagues(exchange, phones, set_up):
    anna, ben = phones("101"), phones("102")
    set_up("102", chosen="do_not_disturb")
    call = anna.call("102")
    assert call.wait("ended")
    assert (call.status, ben.incoming.empty()) == (486, True)
    set_up("102", chosen="free")
    anna.call("102")
    assert ben.incoming.get(timeout=30)


def test_who_does_not_work_now_gets_a_message(exchange, phones, set_up):
    anna, ben = phones("101"), phones("102")
    set_up("102", hours="never")
    assert anna.call("102").wait("answered")
    assert exchange.path("102") == ["ring", "message"]
    assert ben.incoming.empty()


def test_a_flow_that_rings_them_goes_its_ways(exchange, caller, phones, set_up):
    ben = phones("102")
    set_up("102", chosen="do_not_disturb")
    assert caller.call(ring(exchange, "employee:102")).rtp.wait_for_prompt(TONES["closed"])
    set_up("102", chosen="free", hours="never")
    assert caller.call(ring(exchange, "employee:102")).rtp.wait_for_prompt(TONES["welcome"])
    assert ben.incoming.empty()


def test_calls_go_on_to_a_colleague_and_from_there_outside(exchange, caller, phones, set_up, carrier):
    ben, annette = phones("102", refuse_with=486), phones("103")
    set_up("102", forward_busy="employee:103")
    set_up("103", forward_no_answer="outside:+4940555", forward_after_s=5)
    call = caller.call(ring(exchange, "employee:102", ring_s=20))
    rung = annette.incoming.get(timeout=30)
    there = carrier.incoming.get(timeout=10)
    assert "sip:+4940555@" in there.invite.first
    assert rung.wait("ended")
    assert call.rtp.wait_for_tone(OUTSIDE_TONE)
    assert ben.incoming.get(timeout=30)


def test_no_extension_is_shown_outside(exchange, phones, set_up, carrier):
    set_up("102", forward_always="outside:+4940555")
    call = phones("101").call("102")
    there = carrier.incoming.get(timeout=10)
    assert there.caller == "anonymous"
    assert call.rtp.wait_for_tone(OUTSIDE_TONE)


def test_calls_go_to_the_voicemail(exchange, phones, set_up):
    anna = phones("101")
    set_up("102", chosen="do_not_disturb", forward_busy="voicemail")
    call = anna.call("102")
    assert call.wait("answered")
    assert call.rtp.wait_for_sound()
    assert until(lambda: exchange.effects("102", "record"), RING_S)
    assert exchange.effects("102", "record")[0]["owner"] == "employee:102"
    call.press("#")
    assert call.wait("ended")
    assert exchange.ended("102") == "flow_ended"


def test_two_who_forward_to_each_other_still_answer(exchange, phones, set_up):
    phones("102", answer_after_s=0.0)
    set_up("103", forward_always="employee:102")
    set_up("102", forward_always="employee:103")
    assert phones("101").call("103").rtp.wait_for_tone(PHONE_TONES["102"])


def test_a_group_rings_those_who_are_there_and_forwards_nobody(exchange, caller, phones, set_up):
    anna, _ben, annette = phones("101"), phones("102", answer_after_s=0.3), phones("103")
    set_up("101", chosen="do_not_disturb", forward_busy="employee:103")
    set_up("102", forward_always="employee:103")
    assert caller.call(ring(exchange, "group:sales")).rtp.wait_for_tone(PHONE_TONES["102"])
    assert anna.incoming.empty()
    assert annette.incoming.empty()


def test_a_waiting_caller_is_not_offered_to_who_just_stopped_being_there_and_is_to_who_came_back(
    exchange, caller, phones, set_up
):
    anna, ben = phones("101"), phones("102", answer_after_s=0.0)
    set_up("102", chosen="do_not_disturb")
    number = draw(exchange, ring_s=3)
    call = caller.call(number)
    assert anna.incoming.get(timeout=SERVED_S).wait("ended", 8)
    set_up("101", chosen="do_not_disturb")
    assert call.rtp.wait_for_prompt(TONES["music"])
    assert (anna.incoming.empty(), ben.incoming.empty()) == (True, True)
    set_up("102", chosen="free")
    assert call.rtp.wait_for_tone(PHONE_TONES["102"], SERVED_S)
    assert anna.incoming.empty()


def test_a_queue_without_anybody_there_is_left_at_once(exchange, caller, phones, set_up):
    phones("101")
    set_up("101", hours="never")
    set_up("102", chosen="do_not_disturb")
    number = draw(exchange)
    assert caller.call(number).wait("ended")
    assert exchange.path(number) == ["start", "queue", "end"]
