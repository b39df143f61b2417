"""Everybody on the machine reaches the exchange's own ports, and so do web pages in its browsers. They gain nothing."""

import http.client
import json
import re
import socket

import pytest

from app.gateways import run_secret
from switch import signed
from switch.orders import CallBack, Deliver, Timer, TryFlow, WebAnswer, to_json
from testphone.agent import Refused, UserAgent
from tests.calls.drawings import END, MENU_TO_END, hello, menu
from tests.exchange import TONES
from tests.waiting import until

HERE = "127.0.0.1"
TAG = re.compile(r";tag=(\w+)")


def post(exchange, method, *params, path="/RPC", headers):
    """A JSON-RPC command as a web page's form may send it; returns the answer's status."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    connection = http.client.HTTPConnection(HERE, exchange.config.rpc_port, timeout=5)
    try:
        connection.request("POST", path, body, {"Content-Type": "text/plain", **headers})
        return connection.getresponse().status
    finally:
        connection.close()


def send(exchange, *messages):
    """As any process of the machine can, to the port for timers, digits and messages."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.bind((HERE, 0))
        for message in messages:
            data = message if isinstance(message, bytes) else json.dumps(message).ljust(64).encode()
            stranger.sendto(data, (HERE, exchange.config.event_port))


ORIGINS = [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:8080"}, {}]


@pytest.mark.parametrize("headers", [*ORIGINS, {"Host": "evil.example:5071"}], ids=str)
def test_a_web_page_can_not_stop_calls(exchange, caller, headers):
    number = exchange.draw(*hello("welcome"))
    assert post(exchange, "htable.flush", "routing", headers=headers) == 403
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])


def test_a_web_page_can_not_make_itself_a_phone(exchange):
    entry = json.dumps({"company": "1001", "extension": "101", "ha1": "0" * 32})
    assert post(exchange, "htable.sets", "routing", "a:1001-evil", entry, headers=ORIGINS[0]) == 403
    with UserAgent("1001-evil", exchange.address, "x") as phone, pytest.raises(Refused):
        phone.register()


def test_keys_of_the_routing_are_for_nobody_else(exchange):
    assert post(exchange, "", path="/keys", headers={}) == 403


def raw(port, data):
    """All that comes back by TCP."""
    with socket.create_connection((HERE, port), timeout=5) as stranger:
        stranger.sendall(data)
        stranger.shutdown(socket.SHUT_WR)
        received = b""
        try:
            while more := stranger.recv(65_536):
                received += more
        except (ConnectionResetError, TimeoutError):
            pass
        return received


COMMAND = b'{"jsonrpc":"2.0","id":1,"method":"core.uptime","params":[]}'


@pytest.mark.parametrize("port", ["rpc_port", "sip_port", "phone_port"])
@pytest.mark.parametrize(
    "first",
    [
        b"POST /RPC HTTP/1.1\r\nHost: %h\r\nContent-Length: %n\r\n\r\n",
        b"POST /RPC HTTP/1.1\r\nHost: evil.example\r\nHost: %h\r\nContent-Length: %n\r\n\r\n",
        b"POST /RPC HTTP/1.1\r\nHost: %h\r\nContent-Length: 1\r\nContent-Length: %n\r\n\r\n",
        b"POST /RPC HTTP/1.1\r\nHost: %h\r\n\r\n",
        b"POST http://%h/RPC HTTP/1.1\r\nHost: %h\r\nContent-Length: %n\r\n\r\n",
        b"POST /RPC HTTP/1.1\r\nHost: %h\r\nX-Zentrale-Signature: 1.\xff\r\nContent-Length: %n\r\n\r\n",
        b"GET /RPC HTTP/1.1\r\nHost: %h\r\n\r\nPOST /RPC HTTP/1.1\r\nHost: %h\r\nContent-Length: %n\r\n\r\n",
    ],
)
def test_no_way_of_writing_a_command_gets_past_the_door(exchange, port, first):
    number = getattr(exchange.config, port)
    head = first.replace(b"%h", f"{HERE}:{number}".encode()).replace(b"%n", str(len(COMMAND)).encode())
    assert b"up_since" not in raw(number, head + COMMAND)


def test_a_command_that_was_overheard_is_not_carried_out_again(exchange):
    secret = run_secret.current(exchange.config)
    genuine = {signed.HEADER: signed.signature(secret, signed.RPC, COMMAND)}
    connection = http.client.HTTPConnection(HERE, exchange.config.rpc_port, timeout=5)
    statuses = []
    for body in (COMMAND, COMMAND, COMMAND.replace(b"core.uptime", b"core.shmmem")):
        connection.request("POST", "/RPC", body, genuine)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)
    connection.close()
    assert statuses == [200, 403, 403]


def test_a_message_that_was_overheard_does_nothing_again(own_exchange):
    """The promise that is made here would have the phones of later tests rung."""
    with own_exchange.phone("103") as phone:
        wanted = to_json(CallBack("1001", "sales", "+49666", "103", 0, 0, ""))
        genuine = signed.datagram(run_secret.current(own_exchange.config), signed.EVENT, wanted)
        send(own_exchange, genuine, genuine, genuine)
        assert until(lambda: phone.calls, 15)
        assert not until(lambda: len(phone.calls) > 1, 1.0)


def test_commands_do_not_come_by_udp(exchange):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.settimeout(5)
        stranger.connect((HERE, exchange.config.rpc_port))
        stranger.send(b'{"jsonrpc":"2.0","id":1,"method":"core.uptime"}')
        with pytest.raises(ConnectionRefusedError):
            stranger.recv(65_535)


def test_a_strangers_datagrams_do_nothing_to_a_call(exchange, caller):
    """The journal has a line for each event that a call gets."""
    number = exchange.draw([menu(timeout_s=9, tries=1), END], *MENU_TO_END)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    assert until(lambda: exchange.effects(number, "wait"), 5)
    before = exchange.steps(number)
    token = exchange.effects(number, "wait")[-1]["token"]
    name = before[0]["call"]
    send(
        exchange,
        to_json(Timer(name, "wait", token)),
        to_json(Timer(name, "prompt", token)),
        to_json(Deliver(name, {"type": "caller_gone", "at": 0})),
        to_json(WebAnswer(name, token, "ok", {})),
        {"callid": name, "source_tag": TAG.search(call.local)[1], "event": 1, "source_ip": HERE},
        b"\xff" * 100,
        b"{" + b"\xff" * 100,
        b"[" * 100,
        b"1.0 {}" + b" " * 100,
    )
    assert not call.wait("ended", 1.0)
    assert exchange.steps(number) == before
    call.press("2")
    assert call.wait("ended")
    (digit,) = [step["event"] for step in exchange.steps(number) if step["event"]["type"] == "digit"]
    assert digit["key"] == "2"


def test_keys_count_again_after_rtpengine_was_restarted(own_exchange):
    """It sends them from another port then."""
    number = own_exchange.draw([menu(timeout_s=30), END], *MENU_TO_END)
    for _ in range(2):
        with own_exchange.caller() as caller:
            call = caller.call(number)
            assert call.rtp.wait_for_prompt(TONES["menu"])
            call.press("22222")  # the first ones may come before the new socket is known
            assert call.wait("ended")
            assert call.ended_by == "them"
        own_exchange.parts.kill("rtpengine")
        own_exchange.parts.start_rtpengine()


def test_a_stranger_can_have_nobody_rung(exchange, phones):
    phone = phones("103")
    send(exchange, to_json(TryFlow("1001", "103", "", "+49666", "0" * 64, "", "evil")))
    send(exchange, to_json(CallBack("1001", "sales", "+49666", "103", 0, 0, "")))
    assert not until(lambda: phone.calls, 1.0)


def test_what_is_no_message_fills_neither_the_journal_nor_the_log(exchange, caller):
    size_bytes, lines = len(exchange.parts.log("kamailio")), len(exchange.journal())
    for _ in range(200):
        send(exchange, to_json(Timer("x", "wait", 1)), b"\xff" * 100)
        post(exchange, "core.uptime", headers=ORIGINS[0])
    number = exchange.draw(*hello("welcome"))
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])
    assert len(exchange.parts.log("kamailio")) - size_bytes < 5_000
    calls = {line["call"] for line in exchange.journal()[lines:] if line["call"]}
    assert calls == {step["call"] for step in exchange.steps(number)}
