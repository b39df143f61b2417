"""Telephones behind a router, whose Contact, Via and SDP name an address that can't be reached from outside."""

import pytest

from app.gateways.kamailio import switch_table
from testphone import sip
from testphone.agent import UserAgent
from tests.calls.behind_router import CLAIMED, CLAIMED_HOST, HiddenPhone
from tests.calls.drawings import AROUND_RING, END, OUTLETS, hello, ring
from tests.designer.drawing import node
from tests.waiting import until

ANNA, BEN = "1001-101", "1001-102"
PING_LIMIT_S = 45


class HiddenCarrier(UserAgent):
    @property
    def contact(self):
        return f"<sip:{self.user}@{CLAIMED}>"


class CarriersProxy(UserAgent):
    """It stays in the way of its gateway, which we don't reach."""

    @property
    def contact(self):
        return f"<sip:{self.user}@{CLAIMED}>\r\nRecord-Route: <sip:{self.host}:{self.port};lr>"


@pytest.fixture(params=["udp", "udp without rport", "tcp"])
def hidden(request, exchange):
    """Anna's phone, registered."""
    transport, _, without = request.param.partition(" ")
    with HiddenPhone(exchange, ANNA, transport, rport=not without) as phone:
        assert phone.register().status == 200
        yield phone
        phone.register(expires_s=0)


@pytest.fixture
def number(exchange):
    return exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING)


def test_it_finds_its_own_contact_among_those_registered(hidden):
    assert f"@{CLAIMED}" in hidden.register().header("contact")


def test_it_is_rung_acknowledged_and_hung_up_on(hidden, caller, number):
    call = caller.call(number)
    hidden.answer(hidden.rings())
    assert hidden.wait_for("ACK")
    assert call.wait("answered")
    call.hang_up()
    hidden.reply(hidden.wait_for("BYE"), 200, "OK")


def test_a_caller_who_gives_up_stops_the_ringing(hidden, caller, number):
    call = caller.call(number)
    invite = hidden.rings()
    assert call.wait("ringing")
    call.hang_up()
    hidden.reply(hidden.wait_for("CANCEL"), 200, "OK")
    hidden.reply(invite, 487, "Request Terminated")
    assert hidden.wait_for("ACK")


def test_it_hangs_up(hidden, caller, number):
    call = caller.call(number)
    talk = hidden.answer(hidden.rings())
    hidden.wait_for("ACK")
    assert call.wait("answered")
    assert talk.ask("BYE").status == 200
    assert call.wait("ended")


def test_it_calls_and_is_hung_up_on(hidden, exchange):
    call = hidden.call(exchange.draw(*hello("welcome")))
    bye = hidden.wait_for("BYE")
    assert bye.call_id == call.call_id
    hidden.reply(bye, 200, "OK")


def test_hold_changes_nothing_about_where_it_is(hidden, caller, number):
    call = caller.call(number)
    talk = hidden.answer(hidden.rings())
    hidden.wait_for("ACK")
    assert call.wait("answered")
    held = talk.ask("INVITE", sip.sdp(CLAIMED_HOST, 40000, "sendonly"))
    assert held.status == 200
    talk.send("ACK", held.cseq)
    call.hang_up()
    hidden.reply(hidden.wait_for("BYE"), 200, "OK")


def test_what_it_sends_in_a_call_comes_by_the_connection_that_it_has(exchange, caller, number):
    """The exchange says where it wants to be reached; a phone that only gets out by TCP must not be led to UDP."""
    with HiddenPhone(exchange, ANNA, "tcp") as phone:
        phone.register()
        call = caller.call(number)
        talk = phone.answer(phone.rings())
        assert ";transport=tcp" in talk.contact
        phone.wait_for("ACK")
        assert talk.ask("BYE").status == 200
        assert call.wait("ended")
        assert ";transport=tcp" in phone.call(exchange.draw(*hello("welcome"))).contact
        phone.reply(phone.wait_for("BYE"), 200, "OK")


def test_a_closed_connection_is_not_rung(exchange):
    with HiddenPhone(exchange, ANNA, "tcp") as phone:
        phone.register()
        with exchange.in_company():
            (found,) = switch_table().registrations(ANNA)
        assert found.address == "{}:{}".format(*phone.seen_at)
    with exchange.in_company():
        assert until(lambda: not switch_table().registrations(ANNA), 20)


def test_a_telephone_that_listens_elsewhere_is_rung_there(exchange, caller, number):
    """Without a router, over UDP, it may send from one port and listen at another."""
    with HiddenPhone(exchange, ANNA, rport=False, is_open=True) as phone:
        phone.register()
        call = caller.call(number)
        phone.answer(phone.rings())
        phone.wait_for("ACK")
        assert call.wait("answered")
        call.hang_up()
        phone.reply(phone.wait_for("BYE"), 200, "OK")
        phone.register(expires_s=0)


@pytest.mark.parametrize("kind", [HiddenCarrier, CarriersProxy])
@pytest.mark.parametrize("ender", ["caller", "carrier"])
def test_a_carrier_whose_answer_names_an_address_that_can_not_be_reached(exchange, caller, kind, ender):
    outside = node("out", "outside", destination="+4940123456", ring_s=5)
    number = exchange.draw([outside, END], *(("out", outlet, "end") for outlet in ("no_answer", "busy", "failed")))
    host, _, port = exchange.config.trunk.partition(":")
    with kind("carrier", exchange.address, host=host, port=int(port), answer_after_s=0.0) as carrier:
        call = caller.call(number)
        rung = carrier.incoming.get(timeout=30)
        assert call.wait("answered")
        (call if ender == "caller" else rung).hang_up()
        assert rung.wait("ended")
        assert call.wait("ended")


def test_after_a_restart_phones_on_udp_ring_and_closed_connections_are_forgotten(own_exchange):
    with HiddenPhone(own_exchange, ANNA) as anna, HiddenPhone(own_exchange, BEN, "tcp") as ben:
        anna.register()
        ben.register()
        own_exchange.parts.stop("kamailio")
        own_exchange.parts.start_kamailio()
        with own_exchange.in_company():
            assert not switch_table().registrations(BEN)
        with own_exchange.caller() as caller:
            caller.call(own_exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
            talk = anna.answer(anna.rings())
            anna.wait_for("ACK")
            assert talk.ask("BYE").status == 200


@pytest.mark.proof
def test_the_way_to_it_is_kept_open(exchange):
    """A router forgets who is quiet on UDP; a reply opens the way as well as a request does."""
    with HiddenPhone(exchange, ANNA) as phone:
        phone.register()
        for _ in range(2):
            asked = phone.wait_for("OPTIONS", PING_LIMIT_S)
            phone.reply(asked, 200, "OK")
