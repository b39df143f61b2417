"""Messages and digests."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testphone import sip
from testphone.sip import BadMessage, Challenge, parse

INVITE = (
    b"INVITE sip:100@example.com SIP/2.0\r\nv: SIP/2.0/UDP a;branch=z9hG4bK1\r\nVia: SIP/2.0/UDP b\r\n"
    b"f: <sip:+4917@example.com>;tag=1\r\nTo: <sip:100@example.com>\r\ni: abc\r\nCSeq: 7 INVITE\r\n\r\nv=0\r\n"
)


def test_compact_and_repeated_headers_are_read_in_order():
    message = parse(INVITE)
    assert message.every("via") == ["SIP/2.0/UDP a;branch=z9hG4bK1", "SIP/2.0/UDP b"]
    assert (message.method, message.cseq, message.call_id, message.body) == ("INVITE", 7, "abc", "v=0\r\n")
    assert sip.user_of(message.header("from")) == "+4917"


def test_a_reply_is_of_its_requests_method():
    reply = parse(b"SIP/2.0 200 OK\r\nCall-ID: x\r\nCSeq: 3 BYE\r\n\r\n")
    assert (reply.status, reply.method) == (200, "BYE")


@given(st.binary(max_size=400) | st.binary(max_size=60).map(lambda noise: INVITE[:80] + noise + INVITE[80:]))
def test_garbage_is_refused_and_nothing_worse(data):
    with contextlib.suppress(BadMessage):
        parse(data)


@pytest.mark.parametrize(
    ("data", "is_media"),
    [
        (b"\x80\xc8\x00\x06\x03{u\x9f", True),  # an RTCP sender report
        (b"\x90\x00\x12", True),
        (INVITE, False),
        (b"\x00\x01\x00\x00", False),  # STUN
        (b"\r\n\r\n", False),
        (b"", False),
    ],
)
def test_late_voice_is_told_from_messages(data, is_media):
    assert sip.is_media(data) is is_media


def test_digest_with_qop_is_that_of_rfc_2617_section_3_5():
    asked = Challenge("testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "auth,auth-int")
    found = sip.digest(
        asked,
        "Mufasa",
        sip.md5("Mufasa:testrealm@host.com:Circle Of Life"),
        "GET",
        "/dir/index.html",
        cnonce="0a4f113b",
    )
    assert 'response="6629fae49393a05397450978507c4ef1"' in found
    assert "qop=auth, nc=00000001" in found


def test_digest_without_qop_is_that_of_rfc_2069():
    asked = Challenge("testrealm@host.com", "dcd98b7102dd2f0e8b11d0f600bfb0c093")
    found = sip.digest(asked, "Mufasa", sip.md5("Mufasa:testrealm@host.com:CircleOfLife"), "GET", "/dir/index.html")
    assert 'response="1949323746fe6a43ef61f9606e7febea"' in found


def test_an_sdp_says_where_audio_goes():
    assert sip.media_address(sip.sdp("192.0.2.1", 4000)) == ("192.0.2.1", 4000)
    with pytest.raises(BadMessage, match="no audio"):
        sip.media_address("v=0\r\n")
