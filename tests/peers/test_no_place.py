"""Addresses that are no place for us: a private one in a message from outside, IPv6, or none. What is said to whoever
writes one goes to where they are; an address that can be reached is gone to, though they send from another.
"""

import pytest

from testphone import sip
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.designer.drawing import node
from tests.repeated import first

PRIVATE, IPV6 = "10.1.2.3", "[2001:db8::1]"
NO_PLACES = {
    "private Record-Route": {"Record-Route": f"<sip:{PRIVATE};lr>"},
    "private Record-Route with a port": {"Record-Route": f"<sip:proxy@{PRIVATE}:5070;lr;transport=udp>"},
    "a private one on top": {"Record-Route": f"<sip:{PRIVATE};lr>, {{mine}}"},
    "a private one at the bottom": {"Record-Route": f"{{mine}}, <sip:{PRIVATE};lr>"},
    "both private": {"Record-Route": f"<sip:10.9.9.9;lr>, <sip:{PRIVATE};lr>", "Contact": f"<sip:x@{PRIVATE}>"},
    "private Contact": {"Contact": f"<sip:x@{PRIVATE}:5060>"},
    "no Contact": {"Contact": None},
    "IPv6 Record-Route": {"Record-Route": f"<sip:{IPV6};lr>"},
    "IPv6 Record-Route with a port": {"Record-Route": f"<sip:proxy@{IPV6}:5070;lr>"},
    "IPv6 Contact": {"Contact": f"<sip:x@{IPV6}>"},
    "IPv6 Contact with a port": {"Contact": f"<sip:x@{IPV6}:5060;transport=udp>"},
    "IPv6 Contact without a user": {"Contact": f"<sip:{IPV6}:5060>"},
}


@pytest.fixture(params=NO_PLACES)
def no_place(request):
    """Headers of *peer* that name an address which is no place for us."""
    return lambda peer: {
        name: value and value.format(mine=f"<sip:{peer.host}:{peer.port};lr>")
        for name, value in NO_PLACES[request.param].items()
    }


@pytest.fixture
def ringing(exchange):
    return exchange.draw([ring(), *OUTLETS], *AROUND_RING)


@pytest.fixture
def outside(exchange):
    drawn = node("out", "outside", destination="+4940123456", ring_s=5)
    return exchange.draw([drawn, END], *(("out", outlet, "end") for outlet in ("no_answer", "busy", "failed")))


@pytest.fixture
def trunk(exchange, raw_peer):
    return raw_peer(host="127.0.0.1", port=int(exchange.config.trunk.rpartition(":")[2]))


def is_hung_up_on(call, at=None):
    """After a menu that ends at once; *at* is where the BYE is to come to."""
    ok = call.final()
    assert ok.status == 200
    call.remote, call.target = ok.header("to"), sip.uri_of(ok.header("contact"))
    call.send("ACK")
    return is_asked(call, "BYE", at)


def is_asked(call, method, at=None):
    asked = (at or call.peer).expect(lambda each: each.method == method and each.call_id == call.call_id)
    if asked and method == "BYE":
        call.reply(200, to=asked)
    return bool(asked)


@pytest.mark.parametrize("transport", first(["udp", "tcp"]))
def test_a_caller_is_hung_up_on(exchange, raw_peer, no_place, transport):
    peer = raw_peer(transport=transport)
    call = peer.call(exchange.draw([menu(timeout_s=1, tries=1), END], *MENU_TO_END))
    call.invite(no_place(peer))
    assert is_hung_up_on(call), call


def test_a_caller_who_changes_the_session_is_hung_up_on(exchange, raw_peer, no_place):
    peer = raw_peer()
    call = peer.call(exchange.draw([menu(timeout_s=1, tries=1), END], *MENU_TO_END))
    call.invite()
    assert call.answered()
    call.invite(no_place(peer))
    assert is_hung_up_on(call), call


def test_a_phone_that_answers_is_acknowledged_and_hung_up_on(raw_peer, anna, ringing, no_place):
    call = raw_peer().call(ringing)
    call.invite()
    rung = anna.rung()
    rung.reply(200, rung.sdp(), no_place(anna))
    assert call.answered()
    assert is_asked(rung, "ACK"), rung
    assert call.asks("BYE") == 200
    assert is_asked(rung, "BYE"), rung


@pytest.mark.parametrize("ender", first(["caller", "carrier"]))
def test_a_carrier_that_answers_is_acknowledged_and_hung_up_on(raw_peer, trunk, outside, no_place, ender):
    call = raw_peer().call(outside)
    call.invite()
    rung = trunk.rung()
    rung.reply(200, rung.sdp(), no_place(trunk))
    assert call.answered()
    assert is_asked(rung, "ACK"), rung
    if ender == "caller":
        assert call.asks("BYE") == 200
        assert is_asked(rung, "BYE"), rung
    else:
        assert rung.asks("BYE") == 200
        assert is_asked(call, "BYE"), call


@pytest.mark.parametrize("contact", [f"<sip:1001-101@{IPV6}:5060>", f"<sip:{IPV6}>", f"<sip:1001-101@{PRIVATE}>"])
def test_a_phone_that_registers_it_is_rung(exchange, raw_peer, ringing, contact):
    phone, password = raw_peer(), exchange.passwords["1001-101"]
    assert phone.register("1001-101", password, contact=contact).status == 200
    call = raw_peer().call(ringing)
    call.invite()
    rung = phone.rung()
    assert rung, phone
    rung.reply(486)
    assert call.answered()
    assert call.asked("BYE"), call
    phone.register("1001-101", password, contact=contact, expires_s=0)


@pytest.mark.parametrize("contact", ["its own", f"<sip:x@{PRIVATE}>"])
def test_a_caller_is_reached_by_the_proxy_that_it_names(exchange, raw_peer, contact):
    proxy, call = raw_peer(), raw_peer().call(exchange.draw([menu(timeout_s=1, tries=1), END], *MENU_TO_END))
    own = call.peer.contact() if contact == "its own" else contact
    call.invite({"Record-Route": f"<sip:{proxy.host}:{proxy.port};lr>", "Contact": own})
    assert is_hung_up_on(call, at=proxy), proxy


@pytest.mark.parametrize("who", ["phone", "carrier"])
def test_who_answers_is_reached_by_the_proxy_that_they_name(raw_peer, anna, trunk, ringing, outside, who):
    """An inner proxy behind it is its own business."""
    proxy, call = raw_peer(), raw_peer().call(ringing if who == "phone" else outside)
    call.invite()
    rung = (anna if who == "phone" else trunk).rung()
    routes = f"<sip:{PRIVATE};lr>, <sip:{proxy.host}:{proxy.port};lr>"
    rung.reply(200, rung.sdp(), {"Record-Route": routes, "Contact": f"<sip:x@{PRIVATE}>"})
    assert call.answered()
    assert is_asked(rung, "ACK", proxy), proxy
    assert call.asks("BYE") == 200
    assert is_asked(rung, "BYE", proxy), proxy


def test_a_carrier_is_reached_by_the_contact_that_it_names(raw_peer, trunk, outside):
    gateway, call = raw_peer(), raw_peer().call(outside)
    call.invite()
    rung = trunk.rung()
    rung.reply(200, rung.sdp(), {"Contact": gateway.contact()})
    assert call.answered()
    assert is_asked(rung, "ACK", gateway), gateway
    assert call.asks("BYE") == 200
    assert is_asked(rung, "BYE", gateway), gateway
