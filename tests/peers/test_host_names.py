"""Host names that strangers and phones write: none is ever looked up, as the DNS may leave us waiting for an answer.

What is said to them goes to where they are.
"""

import pytest

from app.gateways.kamailio import KamailioRefused
from testphone import sip
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, menu, ring
from tests.designer.drawing import node
from tests.exchange import PHONE_TONES, running_exchange
from tests.nameserver import is_possible, nameserver
from tests.parts import private_config
from tests.peers.in_progress import calls_in_progress
from tests.repeated import first
from tests.waiting import until

NAME = "slow.example"


@pytest.fixture(scope="module")
def dns(tmp_path_factory):
    """It knows the carrier, and is silent about all else."""
    if not is_possible():
        pytest.skip("this machine lets nobody have a mount namespace of their own")
    with nameserver(tmp_path_factory.mktemp("dns"), carrier="127.0.0.1") as server:
        yield server


@pytest.fixture(scope="module")
def running(tmp_path_factory, dns):
    config = private_config(tmp_path_factory.mktemp("exchange"))
    port = config.trunk.rpartition(":")[2]
    home = tmp_path_factory.mktemp("named")
    with running_exchange(private_config(home, trunk=f"carrier.example:{port}"), within=dns.within) as started:
        assert until(lambda: is_known(started))
        yield started


def is_known(exchange):
    try:
        return exchange.parts.rpc("htable.get", "counters", "trunk")
    except KamailioRefused:  # there is no such entry yet
        return None


@pytest.fixture(autouse=True)
def nothing_is_asked(dns):
    yield
    assert set(dns.asked) <= {"carrier.example", "lost.example"}


NAMES = {
    "Contact": {"Contact": f"<sip:x@{NAME}>"},
    "Record-Route": {"Record-Route": f"<sip:{NAME};lr>"},
    "both": {"Contact": f"<sip:x@{NAME}>", "Record-Route": f"<sip:a.{NAME};lr>, <sip:b.{NAME};lr>"},
    "Via": {"Via": f"SIP/2.0/UDP {NAME}:5060;branch=z9hG4bKq1q2q3"},
    "maddr": {"Contact": f"<sip:x@127.0.0.9:5060;maddr={NAME}>"},
    "Route": {"Route": f"<sip:{NAME};lr>"},
}


@pytest.mark.parametrize("where", NAMES)
def test_a_caller_is_hung_up_on(exchange, raw_peer, where):
    number = exchange.draw([menu(timeout_s=1, tries=1), END], *MENU_TO_END)
    call = raw_peer().call(number)
    call.invite(NAMES[where])
    ok = call.final()
    assert ok.status == 200
    call.remote, call.target = ok.header("to"), f"sip:x@{NAME}"
    call.send("ACK")
    bye = call.asked("BYE")
    assert bye, call
    call.reply(200, to=bye)
    assert until(lambda: calls_in_progress(exchange) == 0)


@pytest.mark.parametrize("where", ["Contact", "Record-Route"])
def test_a_caller_who_changes_the_session_is_hung_up_on(exchange, raw_peer, where):
    call = raw_peer().call(exchange.draw([menu(timeout_s=1, tries=1), END], *MENU_TO_END))
    call.invite()
    assert call.answered()
    call.invite(NAMES[where])
    assert call.final().status == 200
    call.send("ACK")
    bye = call.asked("BYE")
    assert bye, call
    call.reply(200, to=bye)


@pytest.mark.parametrize("where", ["Contact", "Record-Route", "both"])
def test_a_phone_that_answers_is_acknowledged_and_hung_up_on(exchange, raw_peer, anna, where):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    rung.reply(200, rung.sdp(), NAMES[where])
    assert call.answered()
    rung.talk()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.asked("ACK"), rung
    assert call.asks("BYE") == 200
    bye = rung.asked("BYE")
    assert bye, rung
    rung.reply(200, to=bye)


def test_a_phone_that_answers_with_names_hangs_up(exchange, raw_peer, anna):
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = anna.rung()
    rung.reply(200, rung.sdp(), NAMES["both"])
    assert call.answered()
    assert rung.asked("ACK"), rung
    assert rung.asks("BYE") == 200
    assert call.asked("BYE"), call


@pytest.mark.parametrize("contact", ["<sip:1001-101@{name}:{port}>", "<sip:1001-101@{own};maddr={name}>"])
def test_a_phone_that_registers_a_name_is_rung(exchange, raw_peer, contact):
    phone, password = raw_peer(), exchange.passwords["1001-101"]
    own = contact.format(name=NAME, port=phone.port, own=f"{phone.host}:{phone.port}")
    assert phone.register("1001-101", password, contact=own).status == 200
    call = raw_peer().call(exchange.draw([ring(), *OUTLETS], *AROUND_RING))
    call.invite()
    rung = phone.rung()
    assert rung, phone
    rung.reply(486)
    assert call.answered()
    assert call.asked("BYE"), call
    phone.register("1001-101", password, contact=own, expires_s=0)


@pytest.mark.parametrize("where", ["Contact", "Record-Route", "both"])
@pytest.mark.parametrize("ender", first(["caller", "carrier"]))
def test_the_carrier_is_found_by_its_name(exchange, raw_peer, where, ender):
    """It is the operator's own word; what the carrier itself says is a stranger's."""
    outside = node("out", "outside", destination="+4940123456", ring_s=5)
    number = exchange.draw([outside, END], *(("out", outlet, "end") for outlet in ("no_answer", "busy", "failed")))
    carrier = raw_peer(host="127.0.0.1", port=int(exchange.config.trunk.rpartition(":")[2]))
    call = raw_peer().call(number)
    call.invite()
    rung = carrier.rung()
    assert rung, carrier
    assert rung.invited.first == f"INVITE sip:+4940123456@{exchange.config.trunk} SIP/2.0"
    rung.reply(200, rung.sdp(), NAMES[where])
    assert call.answered()
    assert rung.asked("ACK"), rung
    if ender == "caller":
        assert call.asks("BYE") == 200
        assert rung.asked("BYE"), rung
    else:
        assert rung.asks("BYE") == 200
        assert call.asked("BYE"), call


def test_a_carrier_that_nobody_finds_holds_nothing_up(tmp_path, dns):
    with running_exchange(private_config(tmp_path, trunk="lost.example:5060"), within=dns.within) as exchange:
        assert until(lambda: "lost.example" in dns.asked)
        outside = node("out", "outside", destination="+4940123456", ring_s=5)
        wires = [("out", outlet, "end") for outlet in ("no_answer", "busy", "failed")]
        with exchange.caller() as caller:
            call = caller.call(number := exchange.draw([outside, END], *wires))
            assert call.wait("ended", 10)
        assert {"leg_failed"} <= {step["event"]["type"] for step in exchange.steps(number)}


VIAS = {
    "a name": "SIP/2.0/UDP phone.example:9;branch={branch}",
    "spaces": "SIP / 2.0 / UDP 127.0.0.66:9;branch={branch}",
    "maddr": "SIP/2.0/UDP phone.example:9;branch={branch};maddr=slow.example",
    "received": "SIP/2.0/UDP phone.example:9;branch={branch};received=slow.example",
    "another address": "SIP/2.0/UDP 127.0.0.66:9;branch={branch}",
    "an IPv6 address": "SIP/2.0/UDP [2001:db8::1]:9;branch={branch}",
    "no port": "SIP/2.0/UDP phone.example;branch={branch}",
}


@pytest.mark.parametrize("via", VIAS)
def test_a_reply_goes_to_where_the_request_came_from(raw_peer, via):
    assert raw_peer().call("x").asks("OPTIONS", {"Via": VIAS[via].format(branch=sip.branch())}) == 200


def test_an_ack_is_sent_on_to_nobody(exchange, raw_peer):
    """Its first line may name anybody."""
    call, victim = raw_peer().call(exchange.draw([menu(timeout_s=20), END], *MENU_TO_END)), raw_peer(host="127.0.0.66")
    call.invite()
    ok = call.final()
    call.remote, call.target = ok.header("to"), f"sip:x@{victim.host}:{victim.port}"
    call.send("ACK")
    call.target = sip.uri_of(ok.header("contact"))
    assert call.asks("BYE") == 200
    assert victim.expect(lambda _: True, 0.5) is None


@pytest.mark.parametrize("method", ["INVITE", "OPTIONS", "BYE"])
@pytest.mark.parametrize("to", ["127.0.0.66", NAME])
def test_a_reply_that_nobody_asked_for_is_sent_on_to_nobody(exchange, raw_peer, method, to):
    """Kamailio by itself would send it to the second Via."""
    victim, stranger = raw_peer(host="127.0.0.66"), raw_peer()
    lines = [
        "SIP/2.0 200 OK",
        f"Via: SIP/2.0/UDP {exchange.address[0]}:{exchange.address[1]};branch={sip.branch()}",
        f"Via: SIP/2.0/UDP {to}:{victim.port};branch={sip.branch()}",
        "From: <sip:a@b>;tag=1",
        "To: <sip:c@d>;tag=2",
        f"Call-ID: unasked-{method}",
        f"CSeq: 1 {method}",
        "Content-Length: 0",
    ]
    stranger.send("".join(f"{line}\r\n" for line in [*lines, ""]).encode())
    assert stranger.call("x").asks("OPTIONS") == 200
    assert victim.expect(lambda _: True, 0.5) is None
