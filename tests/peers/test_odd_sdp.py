"""SDPs that nobody can use, from callers and from phones: no other call is harmed by one, and no more is lost than what
came with it."""

import pytest

from app.flows import service, trials
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.designer.drawing import flow
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over
from tests.repeated import first

ABSENT = TONES["greeting"]
KEY = "A" * 40


def encrypted(sdp, *lines, protocol="RTP/SAVP"):
    return sdp.replace("RTP/AVP", protocol) + "".join(f"a={line}\r\n" for line in lines)


USELESS_KEYS = {
    "none": (),
    "a NULL cipher": (f"crypto:1 NULL_HMAC_SHA1_80 inline:{KEY}",),
    "a short NULL cipher": (f"crypto:1 NULL_HMAC_SHA1_32 inline:{KEY}",),
    "60 NULL ciphers": tuple(f"crypto:{tag} NULL_HMAC_SHA1_80 inline:{KEY} UNENCRYPTED_SRTP" for tag in range(60)),
    "a key that is too short": ("crypto:1 AES_CM_128_HMAC_SHA1_80 inline:xx",),
    "a fingerprint that is none": ("fingerprint:sha-256 ZZ", "setup:actpass"),
}


@pytest.fixture
def number(exchange):
    return exchange.draw([menu(timeout_s=30), END], *MENU_TO_END)


@pytest.fixture
def bystander(raw_peer, number):
    """A call that goes on whatever others say: its key is heard in the end."""
    call = raw_peer().call(number)
    call.invite()
    assert call.answered()
    yield call
    call.rtp.press("1")
    bye = call.asked("BYE")
    assert bye, call
    call.reply(200, to=bye)


@pytest.mark.parametrize("protocol", first(["RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP"]))
@pytest.mark.parametrize("keys", USELESS_KEYS)
@pytest.mark.usefixtures("bystander")
def test_a_caller_whose_keys_are_of_no_use_is_refused(raw_peer, number, keys, protocol):
    call = raw_peer().call(number)
    call.invite(body=encrypted(call.sdp(), *USELESS_KEYS[keys], protocol=protocol))
    assert call.final().status == 488


@pytest.mark.usefixtures("bystander")
def test_a_plain_voice_with_keys_that_are_of_no_use_is_plain(raw_peer, number):
    call = raw_peer().call(number)
    call.invite(body=encrypted(call.sdp(), *USELESS_KEYS["a NULL cipher"], protocol="RTP/AVP"))
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["menu"])
    assert call.asks("BYE") == 200


@pytest.mark.parametrize("method", first(["INVITE", "UPDATE"]))
@pytest.mark.parametrize("keys", USELESS_KEYS)
@pytest.mark.usefixtures("bystander")
def test_a_change_to_keys_that_are_of_no_use_is_refused_and_the_talk_goes_on(exchange, raw_peer, anna, keys, method):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    phone = anna.rung()
    phone.reply(200, phone.sdp())
    phone.talk()
    assert call.answered()
    assert phone.asked("ACK")
    for side in (call, phone):
        side.send(method, None, encrypted(side.sdp(), *USELESS_KEYS[keys]))
        assert side.final().status == 488
        side.send("ACK")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert phone.rtp.wait_for_tone(CALLER_TONE)
    assert call.asks("BYE") == 200
    phone.reply(200, to=phone.asked("BYE"))


@pytest.mark.parametrize("who", ["caller", "phone"])
def test_who_could_also_encrypt_and_who_can_not_hear_each_other(exchange, raw_peer, anna, who):
    """Optional encryption (OSRTP, RFC 8643)."""
    certificate = f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}\r\na=setup:actpass\r\n"
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite(body=call.sdp() + certificate * (who == "caller"))
    phone = anna.rung()
    phone.reply(200, phone.sdp() + certificate * (who == "phone"))
    phone.talk()
    assert call.answered()
    assert phone.asked("ACK")
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert phone.rtp.wait_for_tone(CALLER_TONE)
    assert call.asks("BYE") == 200
    phone.reply(200, to=phone.asked("BYE"))


def moved(call, before, after):
    assert before in call.sdp()
    return call.sdp().replace(before, after)


def at(call, place):
    return moved(call, f"c=IN IP4 {call.peer.host}\r\n", place)


BAD = {
    "an inner port": lambda call, inner: at(call, "c=IN IP4 127.0.0.1\r\n").replace(f"{call.rtp.port}", f"{inner}"),
    "a name": lambda call, inner: at(call, "c=IN IP4 phone.local\r\n"),
    "an address with zeros": lambda call, inner: at(call, "c=IN IP4 127.000.002.001\r\n"),
    "an address that is none": lambda call, inner: at(call, "c=IN IP4 999.1.1.1\r\n"),
    "a group of receivers": lambda call, inner: at(call, "c=IN IP4 224.0.0.1/127/3\r\n"),
    "no address": lambda call, inner: at(call, ""),
    "a port that is none": lambda call, inner: moved(call, f"audio {call.rtp.port}", "audio 70000"),
    "a port in another alphabet": lambda call, inner: moved(call, f"audio {call.rtp.port}", "audio 40\u0660\u0660"),
    "no format that is one": lambda call, inner: moved(call, " 0 101", " 999999999999 -5 abc"),
    **{
        f"keys: {name}": lambda call, inner, lines=lines: encrypted(call.sdp(), *lines)
        for name, lines in USELESS_KEYS.items()
    },
}
ODD = {
    "no version": lambda call: moved(call, "v=0\r\n", ""),
    "a line that is none": lambda call: call.sdp() + "hello\r\n",
    "attributes that say nothing": lambda call: (
        call.sdp() + "a=\r\na=rtpmap:\r\na=crypto:\r\na=rtcp:\r\na=candidate:\r\n"
    ),
    "a format that is none": lambda call: moved(call, " 0 101", " 0 101 999999999999 -5 abc"),
}


@pytest.mark.parametrize("oddity", BAD)
def test_a_phone_with_such_an_answer_is_absent(exchange, raw_peer, anna, oddity):
    call = raw_peer().call(exchange.draw([ring(ring_s=10), *OUTLETS], *AROUND_RING))
    call.invite()
    phone = anna.rung()
    phone.sdp()
    phone.reply(200, BAD[oddity](phone, exchange.config.ng_port))
    assert call.answered(), call
    assert call.rtp.wait_for_prompt(ABSENT)
    assert phone.asked("ACK"), phone
    phone.reply(200, to=phone.asked("BYE"))
    assert call.asked("BYE")
    assert_all_are_over(exchange)


@pytest.mark.parametrize("oddity", BAD)
@pytest.mark.usefixtures("bystander")
def test_a_caller_with_such_an_offer_is_refused(exchange, raw_peer, number, oddity):
    call = raw_peer().call(number)
    call.sdp()
    call.invite(body=BAD[oddity](call, exchange.config.ng_port))
    assert call.final().status == 488


@pytest.mark.parametrize("oddity", ODD)
def test_what_does_no_harm_in_an_answer_is_overlooked(exchange, raw_peer, anna, oddity):
    call = raw_peer().call(exchange.draw([ring(ring_s=10), *OUTLETS], *AROUND_RING))
    call.invite()
    phone = anna.rung()
    phone.sdp()
    phone.reply(200, ODD[oddity](phone))
    assert call.answered(), call
    phone.talk()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert call.asks("BYE") == 200
    phone.reply(200, to=phone.asked("BYE"))
    assert_all_are_over(exchange)


def test_a_colleague_rings_on_and_is_heard(exchange, raw_peer, anna, phones):
    ben = phones("102")
    call = raw_peer().call(exchange.draw([ring("group:sales", ring_s=20, strategy="all"), *OUTLETS], *AROUND_RING))
    call.invite()
    phone, rung = anna.rung(), ben.incoming.get(timeout=30)
    phone.reply(200, at(phone, "c=IN IP4 phone.local\r\n"))
    phone.reply(200, to=phone.asked("BYE"))
    rung.answer()
    assert call.answered(), call
    assert call.rtp.wait_for_tone(PHONE_TONES["102"])
    assert call.asks("BYE") == 200
    assert rung.wait("ended")
    assert_all_are_over(exchange)


@pytest.mark.parametrize("oddity", ["a name", "an inner port", "keys: a NULL cipher"])
@pytest.mark.usefixtures("bystander")
def test_a_drawing_is_not_tried_with_such_a_phone(exchange, anna, oddity):
    drawing = flow([menu(timeout_s=20), END], *MENU_TO_END)
    with exchange.in_company():
        trials.call_me(service.add_flow("Trial", drawing), drawing, "101", "+4917012345")
    phone = anna.rung()
    phone.sdp()
    phone.reply(200, BAD[oddity](phone, exchange.config.ng_port))
    assert phone.asked("ACK"), phone
    phone.reply(200, to=phone.asked("BYE"))


def test_an_sdp_among_other_parts_is_found(raw_peer, number):
    call = raw_peer().call(number)
    parts = ("text/plain\r\n\r\nhello", f"application/sdp\r\nContent-Disposition: session\r\n\r\n{call.sdp()}")
    body = "".join(f"--next\r\nContent-Type: {part}\r\n" for part in parts) + "--next--\r\n"
    call.invite({"Content-Type": 'multipart/mixed;boundary="next"'}, body)
    assert call.answered()
    assert call.rtp.wait_for_prompt(TONES["menu"])
    assert call.asks("BYE") == 200


def test_a_number_may_be_written_with_escapes(exchange, raw_peer, number):
    """RFC 3261 section 19.1.4: %2B in a user part is a plus."""
    call = raw_peer().call(number, user="%2B4917012345")
    call.target = call.target.replace("+", "%2B")
    assert "%2B" in call.target
    call.invite()
    assert call.answered()
    assert call.asks("BYE") == 200
    (arrived,) = [step["event"] for step in exchange.steps(number) if step["event"]["type"] == "call_arrived"]
    assert arrived["caller"] == "+4917012345"
