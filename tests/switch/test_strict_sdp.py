"""What gets through of an SDP from outside, and what doesn't."""

import pytest

from switch import sdp
from switch.strict_sdp import understood

HEAD = ("v=0", "o=- 7 3 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0")


def said(*streams, head=HEAD):
    return "".join(f"{line}\r\n" for line in (*head, *streams))


VOICE = (
    "m=audio 4000 RTP/AVP 8 111 101",
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 useinbandfec=1; maxplaybackrate=16000",
    "a=rtpmap:101 telephone-event/8000",
    "a=fmtp:101 0-15",
)


def test_what_phones_say_is_taken_word_for_word():
    text = said(*VOICE, "a=ptime:20", "a=maxptime:120", "a=rtcp-mux", "a=sendonly")
    assert understood(text) == text
    assert understood(text.replace("\r\n", "\n")) == text
    assert understood(understood(text)) == text


def test_a_browsers_offer_keeps_what_ice_and_dtls_need():
    text = said(
        "a=group:BUNDLE 0",
        "m=audio 50000 UDP/TLS/RTP/SAVPF 111 0",
        "a=rtpmap:111 opus/48000/2",
        "a=candidate:1 1 UDP 2122260223 192.0.2.1 50000 typ host",
        "a=candidate:2 1 UDP 2122260222 2001:db8::1 50001 typ srflx",
        "a=ice-ufrag:aB+/",
        "a=ice-pwd:abcdefghijklmnopqrstuv",
        "a=ice-options:trickle",
        f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}",
        "a=setup:actpass",
        "a=mid:0",
        "a=sendrecv",
        "a=rtcp-mux",
    )
    assert understood(text) == text


FINGERPRINT, SETUP = f"a=fingerprint:sha-256 {':'.join(['AB'] * 32)}", "a=setup:actpass"
KEYS = f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{'A' * 40}"


@pytest.mark.parametrize("place", ["session", "stream"])
def test_a_plain_voice_has_nothing_of_an_encrypted_one(place):
    """Phones that may encrypt but need not say both (OSRTP); rtpengine would encrypt, and nobody would hear a thing."""
    extra = (FINGERPRINT, SETUP, KEYS)
    text = said(*extra, *VOICE) if place == "session" else said(*VOICE, *extra)
    assert understood(text) == said(*VOICE)


def test_a_certificate_of_the_whole_session_is_one_of_each_encrypted_stream():
    stream = ("m=audio 4000 UDP/TLS/RTP/SAVP 8", "a=sendrecv")
    assert understood(said(FINGERPRINT, SETUP, *stream)) == said(*stream, FINGERPRINT, SETUP)


def test_keys_of_the_whole_session_are_none():
    stream = ("m=audio 4000 RTP/SAVP 8", "a=sendrecv")
    assert not sdp.has_our_voice(understood(said(KEYS, *stream)))
    assert understood(said(*stream, KEYS)) == said(*stream, KEYS)


UNUSED = [
    ("m=video 0 RTP/AVP", "m=video 0 RTP/AVP 0"),
    ("m=video 4002 RTP/AVP 96\r\nc=IN IP6 fe80::1%eth0", "m=video 0 RTP/AVP 96"),
    ("m=image 4002 udptl t38\r\nc=IN IP4 a\r\nc=IN IP4 b", "m=image 0 udptl t38"),
]


@pytest.mark.parametrize(("stream", "refused"), UNUSED)
def test_a_stream_that_nobody_uses_spoils_no_voice(stream, refused):
    assert understood(said(*VOICE, stream)) == said(*VOICE, refused)


def test_a_place_that_is_said_twice_is_one_place():
    place = "c=IN IP4 192.0.2.9"
    assert understood(said(VOICE[0], place, place, *VOICE[1:])) == said(VOICE[0], place, *VOICE[1:])


LEFT_OUT = [
    "hello",
    "=",
    "a",
    "a=",
    "a=rtpmap:",
    "a=fmtp",
    "a=rtcp:5673 IN IP4 127.0.0.1",
    "a=ptime:999999",
    "a=ptime:20\t999999",
    "a=ptime:20 999999",
    "a=ptime:12\u0660",
    "a=ptime:\u0662\u0660",
    "a=Ptime:999999",
    "a=maxptime:9",
    "a=framerate:999999999",
    "a=rtpengine:x",
    "a=setup:holdconn",
    "a=candidate:1 1 UDP 1 5c2f.local 50000 typ host",
    "a=candidate:1 1 TCP 1 192.0.2.1 9 typ host tcptype active",
    "a=candidate:1 1 UDP 1 192.0.2.1 70000 typ host",
    "a=ice-ufrag:a b",
    "a=mid:" + "x" * 3000,
    "a=rtpmap:102 telephone-event/0",
    "a=rtpmap:102 telephone-event/-1",
    "a=rtpmap:102 telephone-event/8000/999999",
    "a=fmtp:101 " + "9" * 5000,
    "a=fmtp:99 unknown",
    "b=AS:99999999999",
    "k=clear:x",
    "a=label:\u00e9",
    "a=sendonly\u2028",
    "a=sendonly\x0b",
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A" * 40,  # of a plain voice
]


@pytest.mark.parametrize("line", LEFT_OUT)
def test_what_no_call_needs_or_nobody_can_mean_is_left_out(line):
    assert understood(said(*VOICE, line)) == said(*VOICE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("m=audio 4000", "m=audio 70000"),
        ("m=audio 4000", "m=audio 567\u0663"),
        ("m=audio 4000", "m=audio 4000\u0660"),
        ("m=audio 4000", "m=audio -1"),
        ("m=audio 4000", "m=audio 0"),
        ("m=audio 4000", "m=audio\u00a04000"),
        ("RTP/AVP", "RTP/AV\u0420"),
        ("RTP/AVP", "RTP/XYZ"),
        ("RTP/AVP", "RTP/SAVP"),
        ("RTP/AVP", "UDP/TLS/RTP/SAVP"),
        ("c=IN IP4 192.0.2.1\r\n", ""),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 phone.local"),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 192.000.002.001"),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 999.1.1.1"),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 192.0.2.\u0661"),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 192.0.2.1."),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 224.0.0.1/127/3"),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 2001:db8::1"),
        ("c=IN IP4 192.0.2.1", "c=IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.2"),
        (" 8 111 101", ""),
        (" 8 111 101", " 999999999999 256 -5 abc 8\u0660"),
    ],
)
def test_a_place_that_is_none_is_no_voice(before, after):
    changed = said(*VOICE).replace(before, after)
    assert changed != said(*VOICE)
    assert not sdp.has_our_voice(understood(changed))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("v=0\r\n", "", "v=0"),
        ("o=- 7 3 IN IP4 192.0.2.1\r\n", "", "o=- 1 1 IN IP4 192.0.2.1"),
        ("o=- 7 3 IN IP4 192.0.2.1", "o=J\u00fcrgen 7 3 IN IP4 x", "o=- 1 1 IN IP4 192.0.2.1"),
        ("o=- 7 3 IN IP4 192.0.2.1", "o=mozilla...99 7 3 IN IP4 0.0.0.0", "o=- 7 3 IN IP4 192.0.2.1"),
        ("s=-", "s=A call \u260e", "s=-"),
        ("8 111 101", "8 008 8 999 4294967392 111 101 97", "m=audio 4000 RTP/AVP 8 111 101"),
        ("4000", "04000/1", "m=audio 4000 RTP/AVP 8 111 101"),
        ("101\r\n", "101 \r\n", "m=audio 4000 RTP/AVP 8 111 101"),
    ],
)
def test_what_is_odd_but_clear_is_put_right(before, after, line):
    found = understood(said(*VOICE).replace(before, after, 1))
    assert f"{line}\r\n" in found
    assert sdp.codec(found) == "PCMA"


def test_other_streams_are_refused_in_their_places():
    found = understood(
        said("m=video 4002/2 RTP/AVP 97", "a=rtpmap:97 VP8/90000", *VOICE, "m=message 9 TCP/MSRP *", "a=path:x")
    )
    assert found == said("m=video 0 RTP/AVP 97", *VOICE, "m=message 0 TCP/MSRP *")


def test_what_is_endless_is_not_read():
    assert not understood(said(*VOICE, *["m=video 4000 RTP/AVP 96"] * 1_000))


def test_a_stream_that_is_refused_has_a_format_all_the_same():
    found = understood(said("m=audio 4002 RTP/SAVP a0 8", *VOICE, "m=video 4004 RTP/AVP a0"))
    assert found == said("m=audio 0 RTP/SAVP 8", *VOICE, "m=video 0 RTP/AVP 0")


def test_a_voice_with_a_place_of_its_own_needs_none_of_the_session():
    head = tuple(line for line in HEAD if not line.startswith("c="))
    assert sdp.address(understood(said(VOICE[0], "c=IN IP4 192.0.2.9", *VOICE[1:], head=head))) == "192.0.2.9"


SAVP = ("m=audio 4000 RTP/SAVP 0",)
K = "A" * 40


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        (f"1 AES_CM_128_HMAC_SHA1_80 inline:{K}", f"1 AES_CM_128_HMAC_SHA1_80 inline:{K}"),
        (f"7 AES_CM_128_HMAC_SHA1_32 inline:{K}|2^20|1:4", f"7 AES_CM_128_HMAC_SHA1_32 inline:{K}|1:4"),
        (f"2 AES_CM_128_HMAC_SHA1_80 inline:{K}|1048576", f"2 AES_CM_128_HMAC_SHA1_80 inline:{K}"),
        (f"2 AES_CM_128_HMAC_SHA1_80 inline:{K} WSH=64", f"2 AES_CM_128_HMAC_SHA1_80 inline:{K}"),
        (f"1 AES_256_CM_HMAC_SHA1_80 inline:{'A' * 62}", f"1 AES_256_CM_HMAC_SHA1_80 inline:{'A' * 62}=="),
        (f"1 AES_192_CM_HMAC_SHA1_32 inline:{'A' * 51}=", f"1 AES_192_CM_HMAC_SHA1_32 inline:{'A' * 51}="),
        (f"1 AEAD_AES_128_GCM inline:{'A' * 38}==", f"1 AEAD_AES_128_GCM inline:{'A' * 38}=="),
        (f"1 AEAD_AES_256_GCM inline:{'A' * 59}=", f"1 AEAD_AES_256_GCM inline:{'A' * 59}="),
    ],
)
@pytest.mark.parametrize("protocol", ["RTP/SAVP", "RTP/SAVPF"])
def test_keys_that_we_can_use_are_taken(protocol, offered, taken):
    stream = f"m=audio 4000 {protocol} 0"
    assert understood(said(stream, f"a=crypto:{offered}")) == said(stream, f"a=crypto:{taken}")


USELESS = [
    f"1 NULL_HMAC_SHA1_80 inline:{K}",
    f"1 NULL_HMAC_SHA1_32 inline:{K}",
    f"1 null_hmac_sha1_32 inline:{K}",
    f"1 F8_128_HMAC_SHA1_80 inline:{K}",
    f"1 SOMETHING_NEW inline:{K}",
    f"1 AES_CM_128_HMAC_SHA1_80 inline:{K} UNENCRYPTED_SRTP",
    f"1 AES_CM_128_HMAC_SHA1_80 inline:{K} WSH=1 UNAUTHENTICATED_SRTP",
    f"1 AES_CM_128_HMAC_SHA1_80 inline:{K} UNENCRYPTED_SRTCP",
    "1 AES_CM_128_HMAC_SHA1_80 inline:xx",
    "1 AES_CM_128_HMAC_SHA1_80 inline:" + "A" * 9000,
    f"1 AES_CM_128_HMAC_SHA1_80 inline:{K};inline:{K}",
    f"1 AES_CM_128_HMAC_SHA1_80 inline:{K}|2^99|1:9",
    f"-1 AES_CM_128_HMAC_SHA1_80 inline:{K}",
    f"\u0661 AES_CM_128_HMAC_SHA1_80 inline:{K}",
    f"1 AES_CM_128_HMAC_SHA1_80 inline:{K[1:]}\u0410",
    "1",
    "",
]


@pytest.mark.parametrize("offered", USELESS)
def test_an_encrypted_voice_whose_keys_are_of_no_use_is_none(offered):
    assert not sdp.has_our_voice(understood(said(*SAVP, f"a=crypto:{offered}")))
    other = f"a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:{K}"
    assert understood(said(*SAVP, f"a=crypto:{offered}", other)) == said(*SAVP, other)


@pytest.mark.parametrize("protocol", ["RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF"])
@pytest.mark.parametrize(
    ("fingerprint", "setup", "is_good"),
    [
        ("sha-256 " + ":".join(["ab"] * 32), "actpass", True),
        ("SHA-1 " + ":".join(["AB"] * 20), "active", True),
        ("sha-256 ZZ", "actpass", False),
        ("sha-256 " + ":".join(["AA"] * 2000), "active", False),
        ("md5 AA", "passive", False),
        ("sha-256 " + ":".join(["AB"] * 32), "holdconn", False),
    ],
)
def test_dtls_needs_a_fingerprint_that_can_be_one(protocol, fingerprint, setup, is_good):
    stream = (f"m=audio 4000 {protocol} 0", f"a=fingerprint:{fingerprint}", f"a=setup:{setup}")
    assert sdp.has_our_voice(understood(said(*stream))) is is_good
    assert sdp.has_our_voice(understood(said(*stream[1:], stream[0]))) is is_good  # of the whole session


def test_keys_in_the_sdp_are_not_for_dtls():
    found = understood(said("m=audio 4000 UDP/TLS/RTP/SAVP 0", f"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{K}"))
    assert not sdp.has_our_voice(found)
