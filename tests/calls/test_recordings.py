"""What was said is kept: from rtpengine's capture to a WAV file, caller left and employee right."""

from testphone.sound import loudness
from tests.calls.drawings import AROUND_RING, END, OUTLETS, ring
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.recorded_sides import sides
from tests.waiting import until


def test_a_talk_is_recorded_the_caller_left_and_the_employee_right(exchange, caller, phones):
    anna = phones("101", answer_after_s=0.0)
    number = exchange.draw([ring(record=True), *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    assert call.rtp.wait_for_more(1.0)
    call.hang_up()
    assert rung.wait("ended")
    left, right = (side[-4000:] for side in sides(exchange, number))
    assert loudness(left, CALLER_TONE) > 2000 > loudness(left, PHONE_TONES["101"])
    assert loudness(right, PHONE_TONES["101"]) > 2000 > loudness(right, CALLER_TONE)


def test_a_message_is_what_the_caller_said_and_not_the_beep(exchange, caller):
    mailbox = node("mailbox", "voicemail", greeting="greeting", mailbox="employee:101", max_s=10)
    number = exchange.draw([mailbox, END], ("mailbox", "next", "end"))
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["greeting"])
    assert call.rtp.wait_for_quiet()
    assert until(lambda: exchange.effects(number, "record"))
    assert not call.wait("ended", 1.0)
    call.press("#")
    assert call.wait("ended")
    (only,) = sides(exchange, number)
    assert len(only) > 4000
    assert loudness(only[2000:4000], CALLER_TONE) > 2000
    assert loudness(only[2000:4000], TONES["greeting"]) < 500
