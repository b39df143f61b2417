"""Names in Latin-1, as old exchanges send them, and bytes that are no text at all: calls go through."""

import pytest

from tests.calls.drawings import AROUND_RING, MENU_TO_END, OUTLETS, menu, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over
from tests.repeated import first

UMLAUTS = "Jörg Müßig"
NO_TEXT = "\xff\xfe\x80\xc3"
"""In Latin-1 these are the bytes FF FE 80 C3: not valid UTF-8 at any place."""

IN_SIP = {
    "From": '"{}" <sip:+4917012345@127.0.2.9>;tag=abc',
    "Contact": '"{}" <sip:raw@{{host}}:{{port}}>',
    "Subject": "{}",
    "User-Agent": "{}",
    "P-Asserted-Identity": '"{}" <sip:+4917012345@127.0.2.9>',
}
TO_A_PHONE = [menu(timeout_s=20), ring(ring_s=20), *OUTLETS]
BY_KEY_2 = (("menu", "1", "end"), ("menu", "2", "ring"), ("menu", "timeout", "end"), ("menu", "invalid", "end"))


def talk_and_end(exchange, call, rung):
    assert rung.asked("ACK")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    call.send("BYE")
    assert call.final().status == 200
    rung.reply(200, to=rung.asked("BYE"))
    assert_all_are_over(exchange)


@pytest.mark.parametrize("name", first([NO_TEXT, UMLAUTS]))
@pytest.mark.parametrize("place", [*IN_SIP, "SDP"])
def test_a_callers_odd_bytes_do_no_harm(exchange, raw_peer, anna, place, name):
    call = raw_peer().call(exchange.draw(TO_A_PHONE, *BY_KEY_2, *AROUND_RING))
    peer, body = call.peer, call.sdp()
    if place == "SDP":
        changes, body = {}, body.replace("s=-", f"s={name}").replace("o=-", f"o={name.replace(' ', '_')}")
    else:
        changes = {place: IN_SIP[place].format(name).format(host=peer.host, port=peer.port)}
    if place == "From":
        call.local = changes["From"]
    call.invite(changes, body, encoding="latin-1")
    reply = call.final()
    assert reply.status == 200, call
    call.peer.unread.append(reply)
    assert call.answered()
    call.remote = f"<sip:{call.number}@127.0.0.1>;tag={call.remote_tag}"
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.rtp.press("2")
    rung = anna.rung()
    rung.reply(180)
    rung.reply(200, rung.sdp())
    rung.talk()
    talk_and_end(exchange, call, rung)


@pytest.mark.parametrize("name", first([NO_TEXT, UMLAUTS]))
@pytest.mark.parametrize("place", ["Contact", "Server", "SDP", "Reason"])
def test_a_phones_odd_bytes_do_no_harm(exchange, raw_peer, anna, place, name):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    body = rung.sdp()
    changes = {place: IN_SIP.get(place, "{}").format(name).format(host=anna.host, port=anna.port)}
    if place == "SDP":
        changes, body = {}, body.replace("s=-", f"s={name}")
    rung.reply(180, changes=changes, encoding="latin-1")
    rung.reply(200, body, changes, encoding="latin-1")
    rung.talk()
    assert call.answered()
    talk_and_end(exchange, call, rung)


def test_a_phone_that_refuses_in_latin_1_is_understood(exchange, raw_peer, anna):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    anna.rung().reply(486, changes={"Warning": f'399 telefon "{UMLAUTS}"'}, encoding="latin-1")
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    assert call.asked("BYE")
    assert_all_are_over(exchange)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_key_in_odd_bytes_is_ignored(exchange, raw_peer, encoding):
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), *OUTLETS[-1:]], *MENU_TO_END))
    call.invite()
    assert call.answered()
    call.send("INFO", {"Content-Type": "application/dtmf-relay"}, f"Signal={UMLAUTS}\r\n", encoding)
    assert call.final().status == 200
    call.send("INFO", {"Content-Type": "application/dtmf-relay"}, "Signal=1\r\n")
    assert call.final().status == 200
    assert call.asked("BYE")
    assert_all_are_over(exchange)
