"""Nobody has to pick up within a few seconds: phones ring for as long as the flow says, before it has answered.

A phone used to ring for 5 s at most, then the caller was lost: no second that a phone waits here can be spared.
"""

import pytest

from designer.runtime.ops.branch import Branch
from designer.runtime.ops.dial import Dial
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from tests.calls.drawings import AROUND_RING, END, OUTLETS, ring
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, OUTSIDE_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over

LATE_S, VERY_LATE_S = 6.5, (20, 60, 180)


def ring_for(exchange, extension, seconds):
    """A number that rings an employee for so long: longer than a drawing may."""
    dial = Dial(f"employee:{extension}", "all", seconds, "", False)
    rung = (dial, Branch(tuple((outcome, "lost") for outcome in ("no_answer", "busy", "unavailable"))))
    return exchange.publish_program(Program("rung", {"rung": rung, "lost": (Play("closed"), Hangup("normal"))}))


def assert_they_talk(call, rung, caller_tone, phone_tone):
    assert call.wait("confirmed"), call
    assert call.heard.wait_for_tone(phone_tone)
    assert rung.heard.wait_for_tone(caller_tone)


def test_whoever_is_picked_up_late_talks(exchange, pjsip, baresip):
    """All at once: a phone that a number rings, a colleague's phone, and a number outside."""
    out = [node("out", "outside", destination="+4940123456", ring_s=25, record=False), END]
    outside = exchange.draw(out, *(("out", outlet, "end") for outlet in ("no_answer", "busy", "failed")))
    anna, ben, carrier = (
        pjsip("101", answer_after_s=LATE_S),
        baresip("102", answer_after_s=LATE_S),
        pjsip("carrier", answer_after_s=LATE_S),
    )
    clara, caller, other = pjsip("103"), pjsip("+4917012345"), baresip("+4917012346")
    calls = [caller.call(ring_for(exchange, "101", 25)), clara.call("102"), other.call(outside)]
    tones = (CALLER_TONE, PHONE_TONES["101"]), (PHONE_TONES["103"], PHONE_TONES["102"]), (CALLER_TONE, OUTSIDE_TONE)
    for call, callee, (caller_tone, callee_tone) in zip(calls, (anna, ben, carrier), tones, strict=True):
        assert call.wait("confirmed"), call
        assert_they_talk(call, callee.incoming.get(timeout=30), caller_tone, callee_tone)


def test_a_phone_that_is_woken_up_first_rings_late(exchange, pjsip, raw_peer):
    """Push: the phone says nothing at all for longer, then rings, and is picked up."""
    caller, anna = pjsip("+4917012345"), raw_peer(tone_hz=PHONE_TONES["101"])
    anna.register("1001-101", exchange.passwords["1001-101"])
    call = caller.call(ring_for(exchange, "101", 25))
    rung = anna.rung()
    assert not call.wait("ended", LATE_S), call
    rung.reply(180)
    rung.reply(200, rung.sdp())
    rung.talk()
    assert rung.asked("ACK")
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    anna.register("1001-101", exchange.passwords["1001-101"], expires_s=0)


@pytest.mark.parametrize("how", ["caller_gone", "colleague_answers"])
def test_a_phone_that_is_woken_up_rings_for_nobody(exchange, raw_peer, how):
    """It says nothing yet when the caller hangs up or a colleague picks up, and is cancelled as soon as it does."""
    woken, other, caller = raw_peer(), raw_peer(), raw_peer()
    woken.register("1001-101", exchange.passwords["1001-101"])
    other.register("1001-102", exchange.passwords["1001-102"])
    call = caller.call(exchange.draw([ring(who="group:sales", ring_s=25), *OUTLETS], *AROUND_RING))
    call.invite()
    late, rung = woken.rung(), other.rung()
    rung.reply(180)
    assert call.provisional(180)
    if how == "caller_gone":
        call.send("CANCEL", {"Via": call.branch})
        assert call.peer.expect(lambda each: each.status == 487)
        assert rung.asked("CANCEL")
        rung.reply(487)
    else:
        rung.reply(200, rung.sdp())
        assert call.answered()
    late.reply(180)
    cancelled = late.asked("CANCEL")
    assert cancelled, late
    late.reply(200, to=cancelled)
    late.reply(487)
    assert late.asked("ACK")
    if how == "colleague_answers":
        call.send("BYE")
        rung.reply(200, to=rung.asked("BYE"))
    assert_all_are_over(exchange)
    for phone, extension in ((woken, "101"), (other, "102")):
        phone.register(f"1001-{extension}", exchange.passwords[f"1001-{extension}"], expires_s=0)


@pytest.mark.parametrize("says_trying", [False, pytest.param(True, marks=pytest.mark.proof)])
def test_a_carrier_that_says_nothing_leads_to_the_outlet_failed(exchange, pjsip, raw_peer, says_trying):
    """It takes the INVITE and is dead; or its proxy says 100, and what is behind it is dead."""
    host, _, port = exchange.config.trunk.partition(":")
    carrier, caller = raw_peer(host=host, port=int(port)), pjsip("+4917012345")
    out = node("out", "outside", destination="+4940123456", ring_s=5 if says_trying else 15, record=False)
    outlets = (("out", "no_answer", "nobody"), ("out", "busy", "engaged"), ("out", "failed", "absent"))
    drawn = (*outlets, *AROUND_RING[3:])
    call = caller.call(exchange.draw([out, *OUTLETS], *drawn))
    rung = carrier.rung()
    if says_trying:
        rung.reply(100)
    assert call.heard.wait_for_prompt(TONES["closed" if says_trying else "greeting"], 15)
    if says_trying:
        assert rung.asked("CANCEL")


@pytest.mark.proof
def test_nobody_picks_up_for_long_and_the_caller_is_told(exchange, pjsip):
    anna, caller = pjsip("101"), pjsip("+4917012345")
    call = caller.call(exchange.draw([ring(ring_s=7), *OUTLETS], *AROUND_RING))
    rung = anna.incoming.get(timeout=30)
    assert call.heard.wait_for_prompt(TONES["closed"], LATE_S + 8)
    assert rung.wait("ended")


@pytest.mark.proof
@pytest.mark.timeout(300)
def test_phones_ring_for_minutes(exchange, pjsip, baresip):
    """20, 60 and 180 s, all at once."""
    makers = dict(zip(PHONE_TONES, (pjsip, baresip, pjsip), strict=True))
    waits = dict(zip(PHONE_TONES, VERY_LATE_S, strict=True))
    phones = {each: make(each, answer_after_s=waits[each]) for each, make in makers.items()}
    callers = {each: pjsip(f"+491701234{each}") for each in phones}
    calls = {each: callers[each].call(ring_for(exchange, each, waits[each] + 10)) for each in phones}
    for each, call in calls.items():
        assert call.wait("confirmed", waits[each] + 10), (each, call)
        assert_they_talk(call, phones[each].incoming.get(timeout=30), CALLER_TONE, PHONE_TONES[each])
