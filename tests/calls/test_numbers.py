"""Numbers as carriers write them, in real calls: whom they call, and who calls."""

import pytest

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


@pytest.mark.parametrize(
    "uri",
    [
        "tel:+49-{national}",
        "TEL:+49-{national}",
        "tel:{national};phone-context=+49",
        "tel:0{national};Phone-Context=+49",
        "tel:{local};PHONE-CONTEXT=%2B49-30",
        "tel:0{national};phone-context=carrier.example",
        "sip:{local};phone-context=+4930@{host};user=phone",
    ],
)
def test_a_number_may_be_a_tel_uri(exchange, caller, number, arrived, uri):
    host, port = exchange.address
    uri = uri.format(national=number[3:], local=number[5:], host=f"{host}:{port}")
    assert arrived(caller.call("line1", uri=uri))["number"] == number


@pytest.mark.parametrize("to", ["<tel:{local};phone-context=+4930>", "<sip:{local};phone-context=+4930@c.example>"])
@pytest.mark.parametrize("header", ["To", "Diversion"])
def test_a_number_in_any_header_may_be_local(exchange, number, header, to):
    peer = RawPeer(exchange.address)
    try:
        call = peer.call("line1")
        call.invite({header: to.format(local=number[5:])})
        assert call.final().status == 486
    finally:
        peer.close()


@pytest.mark.parametrize("header", ["From", "P-Asserted-Identity", "Remote-Party-ID"])
@pytest.mark.parametrize(
    "uri",
    [
        "tel:5550100;phone-context=+4930",
        "tel:5550100;Phone-Context=+4930",
        "sip:5550100;phone-context=+4930@c.example;user=phone",
        "sip:0305550100;phone-context=c.example@c.example;user=phone",
    ],
)
def test_a_callers_number_in_any_header_may_be_local(exchange, number, header, uri):
    event = seen(exchange, number, "<sip:line1@c.example>", {header: f"<{uri}>"})
    assert (event["caller"], event["direction"]) == ("+49305550100", "inbound")


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


def seen(exchange, number, sender, headers):
    """What the journal says of a call from *sender*, a From without its tag."""
    before, peer = len(exchange.calls_to(number)), RawPeer(exchange.address)
    try:
        call = peer.call(number)
        call.invite({"From": f"{sender};tag=abc", **{name: f"{value};tag=abc" for name, value in headers.items()}})
        assert call.final().status == 486
    finally:
        peer.close()
    until(lambda: len(exchange.calls_to(number)) > before)
    return exchange.calls_to(number)[-1][0]["event"]


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ('"Anna Berg" <sip:+4917012345@127.0.0.9>', {"Privacy": "id"}),
        ('"Anna Berg" <sip:anonymous@anonymous.invalid>', {}),
        ('"Anna Berg" <sip:line1@127.0.0.9>', {}),
        ('"101" <sip:101@127.0.0.9>', {}),
        ("<sip:192.168.100.200>", {}),
    ],
)
def test_who_shows_no_number_shows_no_name(exchange, number, sender, headers):
    event = seen(exchange, number, sender, headers)
    assert (event["caller"], event["caller_name"]) == ("anonymous", "")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anna Berg", "Anna Berg"),
        ("Studio 54", "Studio 54"),
        ("102", ""),
        ("1 0-2", ""),
        ("(102)", ""),
        ("\u0661\u0660\u0662", ""),
        ("\\1\\0\\2", ""),
        ("\u2116 102", ""),
        ('Anna \\"Berg\\"', 'Anna "Berg"'),
        ("C:\\\\Anna", "C:\\Anna"),
        ("sip:102@c.example", ""),
    ],
)
def test_nobody_names_themselves_by_an_extension(exchange, number, written, name):
    event = seen(exchange, number, f'"{written}" <sip:+4917012345@127.0.0.9>', {})
    assert (event["caller"], event["caller_name"]) == ("+4917012345", name)


def test_a_refused_caller_is_known_like_any_other(exchange, number):
    peer = RawPeer(exchange.address)
    try:
        call = peer.call(number)
        call.send("INVITE", {"Privacy": "id"})
        assert call.final().status == 488
    finally:
        peer.close()
    (found,) = until(lambda: [each for each in exchange.refusals() if each.number == number])
    assert (found.caller, found.status) == ("anonymous", 488)
