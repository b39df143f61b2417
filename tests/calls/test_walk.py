"""Drawn, published, called: each node type on a real call, heard at the phone."""

import pytest

from tests.calls.drawings import AROUND_RING, END, OUTLETS, menu, ring
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.waiting import until


def test_a_prompt_is_heard_and_the_call_ends(exchange, caller):
    number = exchange.draw([node("hello", "play", prompt="welcome"), END], ("hello", "next", "end"))
    call = caller.call(number)
    assert call.wait("answered")
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    assert call.wait("ended")
    assert call.ended_by == "them"
    assert exchange.path(number) == ["start", "hello", "end"]
    assert exchange.ended(number) == "flow_ended"


@pytest.mark.parametrize("way", ["rfc4733", "info"])
def test_a_key_chooses(exchange, caller, way):
    chosen = node("chosen", "play", prompt="closed")
    number = exchange.draw(
        [menu(), chosen, END],
        ("menu", "1", "end"),
        ("menu", "2", "chosen"),
        ("menu", "timeout", "end"),
        ("menu", "invalid", "end"),
        ("chosen", "next", "end"),
    )
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    if way == "info":
        call.press_by_info("2")
    else:
        call.press("2")
    assert call.rtp.wait_for_prompt(TONES["closed"])
    assert call.wait("ended")
    assert exchange.path(number) == ["start", "menu", "chosen", "end"]


def test_silence_asks_again_and_then_gives_up(exchange, caller):
    number = exchange.draw([menu(), END], *(("menu", outlet, "end") for outlet in ("1", "2", "timeout", "invalid")))
    call = caller.call(number)
    assert call.wait("ended", 10)
    played = [effect for step in exchange.steps(number) for effect in step["effects"] if effect["type"] == "play"]
    assert [effect["prompt"] for effect in played] == ["menu", "menu"]
    assert exchange.steps(number)[-1]["event"]["type"] == "timer_fired"


@pytest.mark.parametrize(("calendar", "prompt"), [("always", "welcome"), ("never", "closed")])
def test_opening_hours_decide(exchange, caller, calendar, prompt):
    number = exchange.draw(
        [
            node("hours", "hours", calendar=calendar),
            node("open", "play", prompt="welcome"),
            node("shut", "play", prompt="closed"),
            END,
        ],
        ("hours", "open", "open"),
        ("hours", "closed", "shut"),
        ("open", "next", "end"),
        ("shut", "next", "end"),
    )
    assert caller.call(number).rtp.wait_for_prompt(TONES[prompt])


@pytest.mark.parametrize(("reason", "status"), [("busy", 486), ("rejected", 603), ("normal", 480)])
def test_a_call_can_be_refused_before_it_is_answered(exchange, caller, reason, status):
    number = exchange.draw([node("end", "hangup", reason=reason)])
    call = caller.call(number)
    assert call.wait("ended")
    assert call.status == status
    assert not call.answered_at


def test_caller_and_employee_talk(exchange, caller, phones):
    anna = phones("101", answer_after_s=0.2)
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    assert rung.caller == caller.user
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)


@pytest.mark.parametrize("ender", ["caller", "callee"])
def test_either_side_hangs_up(exchange, caller, phones, ender):
    anna = phones("101", answer_after_s=0.0)
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    assert call.wait("answered")
    assert rung.wait("answered")
    first, second = (call, rung) if ender == "caller" else (rung, call)
    first.hang_up()
    assert second.wait("ended")
    assert second.ended_by == "them"
    assert exchange.ended(number) == f"{ender}_hung_up"


def test_all_ring_at_once_and_the_others_stop(exchange, caller, phones):
    anna, ben = phones("101"), phones("102", answer_after_s=0.3)
    number = exchange.draw([ring("group:sales"), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    lost, won = anna.incoming.get(timeout=30), ben.incoming.get(timeout=30)
    assert won.wait("answered")
    assert lost.wait("ended")
    assert call.rtp.wait_for_tone(PHONE_TONES["102"])


def test_in_turn_the_next_one_rings_with_music(exchange, caller, phones):
    clara, anna = phones("103"), phones("101", answer_after_s=0.0)
    number = exchange.draw([ring("group:support", strategy="in_turn", music="music"), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    first = clara.incoming.get(timeout=30)
    assert call.rtp.wait_for_prompt(TONES["music"])
    assert first.wait("ended", 6)
    assert anna.incoming.get(timeout=30).wait("answered")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])


def test_nobody_answers(exchange, caller, phones):
    phones("101")
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    assert caller.call(number).rtp.wait_for_prompt(TONES["closed"], 8)
    assert "nobody" in exchange.path(number)


def test_all_are_busy(exchange, caller, phones):
    phones("101", refuse_with=486)
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])
    assert "engaged" in exchange.path(number)


def test_no_phone_is_registered(exchange, caller):
    number = exchange.draw([ring("employee:102"), *OUTLETS], *AROUND_RING)
    assert caller.call(number).rtp.wait_for_prompt(TONES["greeting"])
    assert "absent" in exchange.path(number)


def test_a_message_is_left_after_the_beep(exchange, caller):
    mailbox = node("mailbox", "voicemail", greeting="greeting", mailbox="group:sales", max_s=10)
    number = exchange.draw([mailbox, END], ("mailbox", "next", "end"))
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["greeting"])
    assert until(lambda: exchange.effects(number, "record"))
    call.press("#")
    assert call.wait("ended")
    effects = [effect for step in exchange.steps(number) for effect in step["effects"]]
    assert [effect["kind"] for effect in effects if effect["type"] == "record"] == ["message"]
    assert exchange.path(number) == ["start", "mailbox", "end"]


def test_a_caller_who_gives_up_stops_the_ringing(exchange, caller, phones):
    anna = phones("101")
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    assert call.wait("ringing")
    call.hang_up()
    assert call.wait("ended")
    assert call.status == 487
    assert rung.wait("ended")
    assert exchange.ended(number) == "caller_hung_up"


def test_a_talk_is_put_on_hold_and_resumed(exchange, caller, phones):
    anna = phones("101", answer_after_s=0.0)
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert anna.calls[0].change("sendonly") == "recvonly"
    assert anna.calls[0].change("sendrecv") == "sendrecv"
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert anna.calls[0].rtp.wait_for_tone(CALLER_TONE)
