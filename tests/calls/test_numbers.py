"""Numbers as carriers write them, in real calls: whom they call, and who calls."""

import pytest

from tests.calls.test_refused_calls import refusals
from tests.designer.drawing import node
from tests.peers.raw import RawPeer
from tests.waiting import until


@pytest.fixture(scope="module")
def numbers():
    """The number that all tests of this file call, once it is published."""
    return []


@pytest.fixture
def number(exchange, numbers):
    """It says busy, so that a call is over at once."""
    if not numbers:
        numbers.append(exchange.draw([node("end", "hangup", reason="busy")]))
    return numbers[0]


@pytest.fixture
def arrived(exchange, number):
    """Returns what the journal says of the call that was placed."""
    before = len(exchange.calls_to(number))

    def read(call):
        assert call.wait("ended")
        assert call.status == 486
        until(lambda: len(exchange.calls_to(number)) > before)
        return exchange.calls_to(number)[-1][0]["event"]

    return read


@pytest.mark.parametrize(
    "written",
    [
        "{e164}",
        "0{national}",
        "0049{national}",
        "49{national}",
        "%2B49{national}",
        "+49-{national}",
        "{e164};npdi",
    ],
)
def test_a_number_is_called_as_carriers_write_it(caller, number, arrived, written):
    event = arrived(caller.call(written.format(e164=number, national=number[3:])))
    assert (event["number"], event["direction"]) == (number, "inbound")


def test_a_number_may_be_a_tel_uri(caller, number, arrived):
    assert arrived(caller.call(number, uri=f"tel:+49-{number[3:]}"))["number"] == number


def test_a_number_may_stand_in_to_alone(exchange, caller, number, arrived):
    host, port = exchange.address
    assert arrived(caller.call(number, uri=f"sip:line1@{host}:{port}"))["number"] == number


def test_a_number_may_stand_in_diversion_alone(exchange, caller, number, arrived):
    diverted = ("Diversion", f'"Front desk" <sip:0{number[3:]}@carrier.example>;reason=unconditional')
    assert arrived(caller.call("line1", headers=[diverted]))["number"] == number


@pytest.mark.parametrize(
    ("user", "headers", "expected"),
    [
        ("+4917012345", [], "+4917012345"),
        ("017012345", [], "+4917012345"),
        ("004917012345", [], "+4917012345"),
        ("4917012345", [], "+4917012345"),
        ("%2B4917012345", [], "+4917012345"),
        ("101", [], "anonymous"),
        ("%3101", [], "anonymous"),
        ("101", [("P-Asserted-Identity", '"Doe, Jane" <sip:0170-12345@c.example>')], "+4917012345"),
        ("line1", [("P-Asserted-Identity", "<sip:line1@c.example>, <tel:+4917012345>")], "+4917012345"),
        ("line1", [("Remote-Party-ID", "<sip:017012345@c.example>;party=calling")], "+4917012345"),
        ("line1", [("Remote-Party-ID", "<sip:017012345@c.example>;privacy=full")], "anonymous"),
        ("line1", [("Remote-Party-ID", "<sip:017012345@c.example>;party=called")], "anonymous"),
        ("+4917012345", [("Remote-Party-ID", '<sip:017012345@c.example>;party=calling;privacy="uri"')], "anonymous"),
        ("+4917012345", [("Remote-Party-ID", "<sip:017012345@c.example>;privacy=name;screen=yes")], "+4917012345"),
        ("line1", [], "anonymous"),
        ("101!", [], "anonymous"),
        ("101%C2%AD", [], "anonymous"),
        ("101%00", [], "anonymous"),
        ("line1", [("P-Asserted-Identity", '"x, <tel:+4930999>, y" <sip:017012345@c.example>')], "+4917012345"),
        ("line1", [("P-Asserted-Identity", '"a\\", <tel:+4930999>, \\"" <sip:017012345@c.example>')], "+4917012345"),
        ("line1", [("P-Asserted-Identity", '"+4930999"')], "anonymous"),
        ("+4917012345", [("Privacy", "none"), ("Privacy", "id")], "anonymous"),
        ("+4917012345", [("Privacy", '"user", critical')], "anonymous"),
        ("+4917012345", [("Privacy", "none")], "+4917012345"),
        ("+4930555", [("P-Asserted-Identity", "<tel:+4917012345>")], "+4930555"),
        ("anonymous", [("P-Asserted-Identity", "<tel:+4917012345>")], "anonymous"),
        ("+4917012345", [("Privacy", "id")], "anonymous"),
    ],
)
def test_a_caller_is_known_by_their_number_and_nobody_passes_for_a_colleague(
    exchange, number, arrived, user, headers, expected
):
    with exchange.caller(user) as agent:
        event = arrived(agent.call(number, headers=headers))
    assert (event["caller"], event["extension"], event["direction"]) == (expected, "", "inbound")


def test_who_hides_shows_no_name(exchange, number):
    before, peer = len(exchange.calls_to(number)), RawPeer(exchange.address)
    try:
        call = peer.call(number)
        call.local = '"Anna Berg" <sip:+4917012345@127.0.0.9>;tag=abc'
        call.send("INVITE", {"Privacy": "id"}, call.sdp())
        assert call.final().status == 486
    finally:
        peer.close()
    until(lambda: len(exchange.calls_to(number)) > before)
    event = exchange.calls_to(number)[-1][0]["event"]
    assert (event["caller"], event["caller_name"]) == ("anonymous", "")


def test_a_refused_caller_is_known_like_any_other(exchange, number):
    peer = RawPeer(exchange.address)
    try:
        call = peer.call(number)
        call.send("INVITE", {"Privacy": "id"})
        assert call.final().status == 488
    finally:
        peer.close()
    (found,) = until(lambda: [each for each in refusals(exchange) if each.number == number])
    assert (found.caller, found.status) == ("anonymous", 488)
