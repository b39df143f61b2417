"""One codec for the caller, no stream but voice, and an answer that fits its offer."""

import pytest

from switch import sdp
from switch.ng import MediaRefused


def offer(formats, *lines, head="m=audio 4000 RTP/AVP", more=()):
    return "\r\n".join(
        [
            "v=0",
            "o=- 1 1 IN IP4 192.0.2.1",
            "s=-",
            "c=IN IP4 192.0.2.1",
            "t=0 0",
            f"{head} {formats}",
            *lines,
            *more,
            "",
        ]
    )


KEYS = "a=rtpmap:101 telephone-event/8000"
OPUS = ("a=rtpmap:111 opus/48000/2", "a=fmtp:111 useinbandfec=1", "a=rtpmap:110 telephone-event/48000")


@pytest.mark.parametrize(
    ("formats", "lines", "codec", "left"),
    [
        ("0 8 101", [KEYS], "PCMU", "0 101"),
        ("8 0 101", [KEYS], "PCMA", "8 101"),
        ("13 9 0 101", [KEYS], "G722", "9 101"),
        ("18", [], "G729", "18"),
        ("97 3", ["a=rtpmap:97 iLBC/8000"], "GSM", "3"),
        ("111 0 110 101", [*OPUS, KEYS], "opus", "111 110 101"),
        ("98 8 101", ["a=rtpmap:98 pcma/8000", "a=rtpmap:8 pcma/8000/1", KEYS], "PCMA", "8 101"),
        ("0 8", ["a=rtpmap:0 speex/8000"], "PCMA", "8"),
    ],
)
def test_the_first_codec_that_we_have_is_left_with_its_keys(formats, lines, codec, left):
    found = sdp.narrowed(offer(formats, *lines))
    assert f"m=audio 4000 RTP/AVP {left}\r\n" in found
    assert sdp.codec(found) == codec


def test_the_formats_of_other_codecs_go_with_them():
    found = sdp.narrowed(offer("0 111 101", "a=ptime:20", *OPUS, KEYS, "a=crypto:1 AES x"))
    assert "opus" not in found
    assert "111" not in found
    assert all(f"{line}\r\n" in found for line in ("a=ptime:20", KEYS, "a=crypto:1 AES x"))


def test_what_was_agreed_stays_while_it_is_offered():
    assert sdp.codec(sdp.narrowed(offer("8 0"), "PCMU")) == "PCMU"
    assert sdp.codec(sdp.narrowed(offer("8 0"), "G722")) == "PCMA"


@pytest.mark.parametrize(
    "text",
    [
        offer("97", "a=rtpmap:97 iLBC/8000"),
        offer("101", KEYS),
        offer("13"),
        offer("t38", head="m=image 4000 udptl"),
        offer("0", head="m=audio 0 RTP/AVP"),
        offer("0", head="m=audio x RTP/AVP"),
        offer("0 8 101", head="m=audio 4000"),
        "v=0\r\n",
        "m=\r\n",
        "",
    ],
)
def test_what_has_no_voice_for_us_is_refused(text):
    with pytest.raises(MediaRefused):
        sdp.narrowed(text)


def test_other_streams_are_refused_in_their_places():
    found = sdp.narrowed(
        offer("0", more=("a=mid:0", "m=video 4002 RTP/AVP 97", "a=rtpmap:97 VP8/90000", "m=image 4 udptl t38"))
    )
    assert [line for line in found.splitlines() if line.startswith("m=")] == [
        "m=audio 4000 RTP/AVP 0",
        "m=video 0 RTP/AVP 97",
        "m=image 0 udptl t38",
    ]
    assert "VP8" not in found
    ours = sdp.own_side(found)
    assert [line.split()[:2] for line in ours.splitlines() if line.startswith("m=")] == [
        ["m=audio", "9"],
        ["m=video", "0"],
        ["m=image", "0"],
    ]


def test_nobody_speaks_what_the_caller_speaks_under_the_same_numbers():
    ours = sdp.own_side(sdp.narrowed(offer("111 0 110", *OPUS)))
    assert "m=audio 9 RTP/AVP 111 110\r\n" in ours
    assert all(f"{line}\r\n" in ours for line in OPUS)
    assert sdp.address(ours) == sdp.NOBODY
    assert "a=rtpmap:9 G722/8000\r\n" in sdp.own_side(sdp.narrowed(offer("9")))


def test_nobody_is_plain_also_where_the_caller_is_encrypted():
    assert sdp.protocol(sdp.own_side(offer("0", "a=crypto:1 AES x", head="m=audio 4000 RTP/SAVP"))) == "RTP/AVP"


def test_a_phone_s_answer_has_the_callers_codec_first():
    assert "m=audio 4000 RTP/AVP 8 0 101\r\n" in sdp.preferring(offer("0 8 101", KEYS), "PCMA")
    assert "m=audio 4000 RTP/AVP 0 8 101\r\n" in sdp.preferring(offer("0 8 101", KEYS), "opus")


def test_an_invitation_has_every_codec():
    ours = sdp.invitation()
    assert [sdp.codec(sdp.narrowed(ours, name)) for name in sdp.OURS] == list(sdp.OURS)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("sendonly", "recvonly"),
        ("recvonly", "sendonly"),
        ("inactive", "inactive"),
        ("sendrecv", "sendrecv"),
        ("", "sendrecv"),
    ],
)
@pytest.mark.parametrize("place", ["session", "stream"])
def test_the_direction_answers_the_offers(asked, answered, place):
    lines = [f"a={asked}"] if asked else []
    question = offer("0", *lines) if place == "stream" else offer("0").replace("t=0 0", "\r\n".join(["t=0 0", *lines]))
    found = sdp.answering(offer("0", "a=sendonly", more=("m=video 0 RTP/AVP 97",)), question)
    assert [line for line in found.splitlines() if line.endswith(("only", "recv", "inactive"))] == [f"a={answered}"]
    assert found.index(f"a={answered}") < found.index("m=video")


def test_the_address_is_the_streams_or_the_sessions():
    assert sdp.address(offer("0")) == "192.0.2.1"
    assert sdp.address(offer("0", "c=IN IP4 192.0.2.7")) == "192.0.2.7"
    assert sdp.address(offer("0").replace("192.0.2.1", "phone.example")) == ""
    assert sdp.address(offer("0").replace("192.0.2.1", "999.0.2.1")) == ""


def test_voice_is_moved_wherever_its_address_stands():
    found = sdp.moved(offer("0", "c=IN IP4 192.0.2.7"), "198.51.100.1", 5004)
    assert (sdp.address(found), sdp.port(found)) == ("198.51.100.1", 5004)
    assert "c=IN IP4 192.0.2" not in found


def test_the_caller_has_keys_though_the_phone_has_none():
    asked = sdp.narrowed(offer("0 101", KEYS, "a=fmtp:101 0-15"))
    found = sdp.with_keys(offer("0"), asked)
    assert "m=audio 4000 RTP/AVP 0 101\r\n" in found
    assert f"{KEYS}\r\n" in found
    assert sdp.with_keys(found, asked) == found


def test_line_ends_are_taken_as_they_come():
    assert sdp.codec(sdp.narrowed(offer("8 101", KEYS).replace("\r\n", "\n"))) == "PCMA"


LONG, USUAL, SHORT = (
    f"a=crypto:{tag} {suite} inline:key"
    for tag, suite in ((1, "AES_256_CM_HMAC_SHA1_80"), (2, "AES_CM_128_HMAC_SHA1_80"), (3, "AES_CM_128_HMAC_SHA1_32"))
)


@pytest.mark.parametrize(
    ("offered", "kept"), [((LONG, USUAL, SHORT), USUAL), ((LONG, SHORT), LONG), ((SHORT,), SHORT), ((), "")]
)
def test_one_way_to_encrypt_is_left(offered, kept):
    found = sdp.narrowed(offer("0", *offered, head="m=audio 4000 RTP/SAVP"))
    assert [line for line in found.splitlines() if "crypto" in line] == [kept] * bool(kept)
    assert sdp.suite(found) == (kept.split()[1] if kept else "")


@pytest.mark.parametrize(
    ("answered", "offered", "told"),
    [
        (SHORT, (USUAL, SHORT.replace(":3 ", ":7 ")), SHORT.replace(":3 ", ":7 ")),
        (SHORT, (USUAL, SHORT), SHORT),
        (SHORT, (USUAL,), SHORT),
        ("a=rtpmap:0 PCMU/8000", (USUAL,), "a=rtpmap:0 PCMU/8000"),
    ],
)
def test_an_answer_has_the_key_numbers_of_the_latest_offer(answered, offered, told):
    encrypted = "m=audio 4000 RTP/SAVP"
    keys = sdp.keys(offer("0", *offered, head=encrypted))
    assert sdp.numbered(offer("0", answered, head=encrypted), keys) == offer("0", told, head=encrypted)


def test_more_keys_are_named_below_its_own():
    encrypted = offer("0", SHORT, head="m=audio 4000 RTP/SAVP")
    keys = sdp.keys(sdp.with_more_keys(encrypted, [SHORT.removeprefix("a=crypto:") + "other", "3 OTHER inline:y"]))
    assert keys == {SHORT.split()[1]: "4" + SHORT.removeprefix("a=crypto:3") + "other", "OTHER": "5 OTHER inline:y"}
    assert sdp.with_more_keys(encrypted, []) == encrypted
    assert sdp.with_more_keys(offer("0"), ["3 OTHER inline:y"]) == offer("0")


def test_a_voice_at_an_ipv6_address_is_none():
    six = offer("0").replace("IN IP4 192.0.2.1", "IN IP6 2001:db8::1")
    assert not sdp.has_our_voice(six)
    assert sdp.has_our_voice(six.replace("m=audio 4000 RTP/AVP 0", "m=audio 4000 RTP/AVP 0\r\nc=IN IP4 192.0.2.1"))
