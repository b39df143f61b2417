"""Each caller is answered in its own codec, and hears every phone, whatever that speaks."""

import pytest

from testphone import sip
from testphone.sound import loudness
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.recorded_sides import sides
from tests.waiting import until

TO_ANNA = (("menu", "1", "end"), ("menu", "2", "ring"), ("menu", "timeout", "end"), ("menu", "invalid", "end"))
FAX = "m=image 4000 udptl t38\r\na=T38FaxVersion:0\r\n"
G711 = ("PCMU", "PCMA")


@pytest.fixture
def to_anna(exchange):
    """A number with a menu, whose key 2 rings 101."""
    return exchange.draw([menu(timeout_s=20), ring(ring_s=20), *OUTLETS], *TO_ANNA, *AROUND_RING)


def talk_after_a_menu(caller, anna, number):
    """The caller's call; both sides have heard each other."""
    call = caller.call(number)
    assert call.wait("confirmed")
    assert until(lambda: call.heard.is_heard(TONES["menu"]))
    caller.press(call, "2")
    rung = anna.incoming.get(timeout=30)
    assert rung.wait("confirmed")
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)
    return call, rung


@pytest.mark.parametrize(
    ("speaks", "phone_speaks"),
    [
        (("PCMU",), ("PCMA",)),
        (("PCMA", "PCMU"), ("PCMU", "PCMA")),
        (("PCMU",), ("G722",)),
        (("G722",), ("PCMA",)),
        (("PCMA",), ("G722", "GSM", "PCMA")),
    ],
    ids=lambda names: "+".join(names),
)
def test_both_hear_each_other_in_the_codecs_that_they_have(pjsip, to_anna, speaks, phone_speaks):
    anna = pjsip("101", codecs=phone_speaks, answer_after_s=0.2)
    caller = pjsip("+4917012345", codecs=speaks)
    call, rung = talk_after_a_menu(caller, anna, to_anna)
    assert call.codec == speaks[0]
    assert rung.codec == (speaks[0] if speaks[0] in phone_speaks else phone_speaks[0])


def test_a_talk_in_two_codecs_is_recorded(pjsip, exchange):
    anna = pjsip("101", codecs=("PCMA",), answer_after_s=0.2)
    number = exchange.draw([ring(ring_s=20, record=True), *OUTLETS], *AROUND_RING)
    caller = pjsip("+4917012345", codecs=("G722",))
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    for _ in range(3):
        assert call.heard.wait_for_tone(PHONE_TONES["101"])
        assert rung.heard.wait_for_tone(CALLER_TONE)
    caller.hang_up(call)
    assert call.wait("ended")
    left, right = (side[-3200:] for side in sides(exchange, number))
    assert loudness(left, CALLER_TONE) > 2000 > loudness(left, PHONE_TONES["101"])
    assert loudness(right, PHONE_TONES["101"]) > 2000 > loudness(right, CALLER_TONE)


def test_hold_keeps_the_codecs(pjsip, to_anna):
    anna = pjsip("101", codecs=("G722",), answer_after_s=0.2)
    caller = pjsip("+4917012345", codecs=("PCMA", "PCMU", "G722"))
    call, rung = talk_after_a_menu(caller, anna, to_anna)
    for who, held in ((caller, call), (anna, rung)):
        who.hold(held)
        assert held.wait_until(lambda each: each.media == "held")
        who.resume(held)
        assert held.wait_until(lambda each: each.media == "running")
        assert call.heard.wait_for_tone(PHONE_TONES["101"])
        assert rung.heard.wait_for_tone(CALLER_TONE)
    assert (call.codec, rung.codec) == ("PCMA", "G722")


def test_an_encrypted_caller_reaches_a_plain_phone(pjsip, to_anna):
    anna = pjsip("101", answer_after_s=0.2)
    caller = pjsip("+4917012345", srtp=True)
    call, rung = talk_after_a_menu(caller, anna, to_anna)
    for who, held in ((caller, call), (anna, rung)):
        who.hold(held)
        assert held.wait_until(lambda each: each.media == "held")
        who.resume(held)
        assert call.heard.wait_for_tone(PHONE_TONES["101"])
        assert rung.heard.wait_for_tone(CALLER_TONE)


def test_an_encrypted_caller_reaches_a_plain_phone_at_once(pjsip, exchange):
    anna = pjsip("101", answer_after_s=0.2)
    call = pjsip("+4917012345", srtp=True).call(exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
    rung = anna.incoming.get(timeout=30)
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)


@pytest.mark.parametrize("codec", G711)
def test_baresip_hears_the_menu_in_its_only_codec(baresip, to_anna, codec):
    anna = baresip("101", answer_after_s=0.2)
    caller = baresip("+4917012345", codecs=(codec,))
    call = caller.call(to_anna)
    assert until(lambda: call.heard.is_heard(TONES["menu"]))
    caller.press("2")
    rung = anna.incoming.get(timeout=30)
    assert call.heard.wait_for_tone(PHONE_TONES["101"])
    assert rung.heard.wait_for_tone(CALLER_TONE)


OFFERS = {
    "PCMA first": ("8 0 101", "8 101"),
    "G722": ("9 101", "9 101"),
    "G729": ("18 101", "18 101"),
    "GSM": ("3 101", "3 101"),
    "opus": ("111 110", "111 110"),
    "one that we lack first": ("96 13 8 101", "8 101"),
}
MAPS = (
    "a=rtpmap:96 iLBC/8000\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:110 telephone-event/48000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\n"
)


def sdp_of(call, media):
    body = call.sdp()
    return body[: body.index("m=audio")] + media.replace("PORT", str(call.rtp.port))


@pytest.mark.parametrize(("offered", "answered"), OFFERS.values(), ids=OFFERS)
def test_the_answer_is_the_first_codec_that_we_have(exchange, raw_peer, offered, answered):
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite(body=sdp_of(call, f"m=audio PORT RTP/AVP {offered}\r\n{MAPS}"))
    reply = call.final()
    assert reply.status == 200
    (voice,) = [line for line in reply.body.splitlines() if line.startswith("m=")]
    assert voice.split()[2:] == ["RTP/AVP", *answered.split()]
    call.remote, call.target = reply.header("to"), sip.uri_of(reply.header("contact"))
    call.send("ACK")
    call.rtp.send_to(sip.media_address(reply.body))
    kind = int(answered.split()[0])
    assert call.rtp.wait_for_more(0.4)
    assert {packet.payload_type for packet in call.rtp.packets} == {kind}
    call.send("BYE")


@pytest.mark.parametrize(
    "media",
    [FAX, f"m=audio PORT RTP/AVP 96 101\r\n{MAPS}", "m=audio PORT RTP/AVP 101\r\n" + MAPS, "m=audio 0 RTP/AVP 0\r\n"],
    ids=["fax", "iLBC", "only digits", "no port"],
)
def test_who_has_no_codec_in_common_is_refused(exchange, raw_peer, media):
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite(body=sdp_of(call, media))
    assert call.final().status == 488
    call.send("ACK")


def test_a_caller_at_an_ipv6_address_is_refused(exchange, raw_peer):
    """We have none, so nobody would hear anything."""
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite(body=call.sdp().replace(f"IN IP4 {call.peer.host}", "IN IP6 2001:db8::1"))
    assert call.final().status == 488
    call.send("ACK")


def test_a_voice_at_an_ipv4_address_is_taken_beside_one_at_an_ipv6_address(exchange, raw_peer):
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    other = "m=audio 4000 RTP/AVP 0\r\nc=IN IP6 2001:db8::1\r\n"
    call.invite(body=sdp_of(call, f"{other}m=audio PORT RTP/AVP 0 101\r\n{MAPS}"))
    reply = call.final()
    found = [line.split()[:2] for line in reply.body.splitlines() if line.startswith("m=")]
    assert [port == "0" for _, port in found] == [True, False]
    call.peer.unread.append(reply)
    assert call.answered()
    call.send("BYE")
    assert call.final().status == 200


def test_fax_and_video_are_refused_beside_voice(exchange, raw_peer):
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite(body=sdp_of(call, f"m=video 4002 RTP/AVP 97\r\nm=audio PORT RTP/AVP 8\r\n{FAX}"))
    reply = call.final()
    found = [line.split()[:2] for line in reply.body.splitlines() if line.startswith("m=")]
    assert [name for name, _ in found] == ["m=video", "m=audio", "m=image"]
    assert [port == "0" for _, port in found] == [True, False, True]
    call.remote, call.target = reply.header("to"), sip.uri_of(reply.header("contact"))
    call.send("ACK")
    call.rtp.send_to(sip.media_address(reply.body))
    assert call.rtp.wait_for_more(0.4)
    call.send("INVITE", body=sdp_of(call, FAX))
    assert call.final().status == 488
    call.send("ACK")
    call.send("BYE")
    assert call.final().status == 200
