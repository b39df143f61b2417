"""Where the voice of one side may come from."""

from ipaddress import IPv4Network

import pytest

from switch import sdp, voice

PHONE, NAT, STRANGER = "192.168.1.5", "198.51.100.7", "203.0.113.9"


def text(host, port=4000):
    return f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/AVP 0\r\n"


def stream(host, port, *flags):
    return {"endpoint": {"address": host, "port": port, "family": "IPv4"}, "flags": ["RTP", "filled", *flags]}


@pytest.mark.parametrize(("host", "source"), [(PHONE, PHONE), ("8.8.8.8", "8.8.8.8"), (PHONE, ""), ("0.0.0.0", NAT)])
def test_nothing_is_learned_where_the_phone_sees_itself_as_we_do(host, source):
    found = voice.side(text(host), source)
    assert not found["learns"]
    assert found["sdp"] == text(host)


def test_a_phone_behind_nat_is_looked_for_where_its_signalling_comes_from():
    found = voice.side(text(PHONE), NAT)
    assert found["learns"]
    assert (sdp.address(found["sdp"]), sdp.port(found["sdp"])) == (NAT, 4000)
    assert [voice.is_from(found, host) for host in (PHONE, NAT, STRANGER)] == [True, True, False]


def test_a_phone_that_names_a_public_address_is_looked_for_there():
    found = voice.side(text("8.8.8.8"), NAT)
    assert found["learns"]
    assert sdp.address(found["sdp"]) == "8.8.8.8"


def test_a_carriers_sdp_is_right():
    assert not voice.carrier(text("8.8.8.8"), ())["learns"]
    assert not voice.is_from(voice.carrier(text("8.8.8.8"), ()), STRANGER)


def test_a_carriers_voice_may_come_from_its_networks():
    found = voice.carrier(text("8.8.8.8"), (IPv4Network("203.0.113.0/24"),))
    assert found["learns"]
    assert [voice.is_from(found, host) for host in ("8.8.8.8", STRANGER, NAT)] == [True, True, False]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (stream(NAT, 4000), None),
        (stream(NAT, 61000), [NAT, 61000]),
        (stream(NAT, 4000, "confirmed"), [NAT, 4000]),
        (stream(STRANGER, 61000), None),
        (stream(STRANGER, 4000, "confirmed"), None),
    ],
)
def test_what_was_learned_is_noted_if_it_can_be_the_phone(where, place):
    found = voice.learned(voice.side(text(PHONE), NAT), where)
    assert found["learned"] == (place and {"host": place[0], "port": place[1]})
    assert found["learns"] is (place is None)
    if place:
        assert [sdp.address(found["sdp"]), sdp.port(found["sdp"])] == place


def test_what_was_learned_stays_over_hold_and_ends_with_another_place():
    known = voice.learned(voice.side(text(PHONE), NAT), stream(NAT, 61000))
    again = voice.renewed(known, voice.side(text(PHONE), NAT))
    held = voice.renewed(again, voice.side(text("0.0.0.0"), NAT))
    back = voice.renewed(held, voice.side(text(PHONE), NAT))
    for each in (again, back):
        assert (sdp.address(each["sdp"]), sdp.port(each["sdp"]), each["learns"]) == (NAT, 61000, False)
    assert sdp.address(held["sdp"]) == "0.0.0.0"
    assert voice.renewed(known, voice.side(text(PHONE, 5000), NAT))["learns"]


def test_nobody_sends_anything():
    assert voice.is_nobody(voice.nobody(sdp.invitation()))
    assert not voice.is_from(voice.nobody(sdp.invitation()), sdp.NOBODY)


def test_who_has_the_place_of_a_phone_and_isnt_it_has_misled():
    phone = voice.side(text(PHONE), NAT)
    for where, expected in ((stream(STRANGER, 4000, "confirmed"), True), (stream(STRANGER, 4000), False)):
        assert voice.is_misled(voice.learned(phone, where), where) is expected
    found = stream(NAT, 61000, "confirmed")
    assert not voice.is_misled(voice.learned(phone, found), found)
