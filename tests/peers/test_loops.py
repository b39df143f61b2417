"""Calls never go round in a circle: not through a phone that names the exchange as its own place, and not for ever
through others."""

import pytest

from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.designer.drawing import node
from tests.peers.in_progress import calls_in_progress
from tests.waiting import until


@pytest.mark.parametrize("port", ["sip_port", "phone_port", "event_port", "rpc_port", "ng_port", "web_port"])
def test_a_phone_that_names_the_exchange_is_refused(exchange, raw_peer, port):
    phone = raw_peer(host="127.0.0.1")
    number = exchange.draw([ring(ring_s=3), *OUTLETS], *AROUND_RING)
    contact = f"<sip:{number}@127.0.0.1:{getattr(exchange.config, port)}>"
    assert phone.register("1001-101", exchange.passwords["1001-101"], contact=contact).status == 403
    call = raw_peer().call(number)
    call.invite()
    assert call.answered()
    assert len(exchange.calls_to(number)) == 1
    assert call.asked("BYE"), call


def test_a_phone_on_the_same_machine_rings(exchange, raw_peer):
    phone = raw_peer(host="127.0.0.1")
    assert phone.register("1001-101", exchange.passwords["1001-101"]).status == 200
    call = raw_peer().call(exchange.draw([ring(ring_s=3), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = phone.rung()
    assert rung, phone
    rung.reply(486)
    assert call.answered()
    assert call.asked("BYE"), call
    phone.register("1001-101", exchange.passwords["1001-101"], expires_s=0)


def test_an_old_registration_of_the_exchange_itself_is_not_rung(exchange, raw_peer):
    """As it was left by an exchange that took such ones, or that had other ports."""
    number = exchange.draw([ring(ring_s=3), *OUTLETS], *AROUND_RING)
    host, port = exchange.address
    contact = f"sip:{number}@{host}:{port}"
    exchange.parts.rpc("ul.add", "location", "1001-101", contact, 60, 1.0, "", 0, 0, 0)
    call = raw_peer().call(number)
    call.invite()
    assert call.answered()
    assert call.asked("BYE"), call
    assert len(exchange.calls_to(number)) == 1
    exchange.parts.rpc("ul.rm", "location", "1001-101")


@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_an_invite_of_our_own_that_comes_back_is_refused(exchange, raw_peer, transport):
    """Over TCP it has any port; its topmost Via names us."""
    host, port = exchange.address
    stranger = raw_peer(host=host, transport=transport)
    call = stranger.call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite({"Via": f"SIP/2.0/{transport.upper()} {host}:{port};branch=z9hG4bK77;rport"})
    assert call.final().status == 482


@pytest.mark.parametrize(("came_with", "goes_on_with"), [("70", 69), ("300", 69), ("3", 2), ("0", 0), (None, 69)])
def test_a_call_that_leads_to_another_has_one_hop_less(exchange, raw_peer, came_with, goes_on_with):
    outside = node("out", "outside", destination="+4940123456", ring_s=5)
    number = exchange.draw([outside, END], *(("out", outlet, "end") for outlet in ("no_answer", "busy", "failed")))
    carrier = raw_peer(host="127.0.0.1", port=int(exchange.config.trunk.rpartition(":")[2]))
    call = raw_peer().call(number)
    call.invite({"Max-Forwards": came_with})
    rung = carrier.rung()
    assert rung, carrier
    assert rung.invited.every("max-forwards") == [str(goes_on_with)]
    rung.reply(486)
    assert call.final().status == 480


def test_a_phone_is_not_rung_by_a_call_that_may_not_be_sent_on(exchange, raw_peer, anna):
    call = raw_peer().call(exchange.draw([ring(ring_s=3), *OUTLETS], *AROUND_RING))
    call.invite({"Max-Forwards": "1"})
    assert call.answered()
    assert call.asked("BYE"), call
    assert not [each for each in anna.seen if each.method == "INVITE"]


def test_what_ends_here_may_have_no_hop_left(exchange, raw_peer):
    """Max-Forwards is for those who send on (RFC 3261 section 16.3); we are the end of this."""
    call = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END))
    call.invite({"Max-Forwards": "0"})
    assert call.answered()
    assert call.asks("BYE", {"Max-Forwards": "0"}) == 200
    assert until(lambda: calls_in_progress(exchange) == 0)
    assert raw_peer().call("x").asks("OPTIONS", {"Max-Forwards": "0"}) == 200
