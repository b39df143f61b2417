"""From the switch's datagram to the reply that Kamailio takes."""

import json
import socket
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.exchange.parts import kamailio_command
from app.gateways.web import Answer
from app.ports.jobs import Service
from app.web_requests.service import AT_ONCE, answer_requests, reply_to
from app.worker.service import Worker
from designer.runtime.effects import AskWeb
from switch import signed, web_request
from switch import web as switch_web
from switch.orders import WebAnswer, from_json
from switch.settings import Settings
from switch.web_request import WebRequest
from tests.app.gateways.web_server import web_server
from tests.ports import free_ports
from tests.waiting import until


@pytest.fixture
def server():
    with web_server() as server:
        yield server


class Switch:
    """The switch's side: its own way to ask, and the port at which Kamailio takes the replies."""

    def __init__(self, web_port, settings, worker):
        self.worker = worker
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(10)
        port = self._socket.getsockname()[1]
        self.web_port = web_port
        self.settings = replace(settings, web_port=web_port, event_port=port)

    def ask(self, url, token=1, timeout_ms=5_000, answers=(("name", "customer.name"),)):
        effect = AskWeb(token, "GET", url, (), "", answers, timeout_ms)
        switch_web.ask(self.settings, "c0ffee", effect)

    def say(self, message):
        self.send(signed.datagram(bytes.fromhex(self.settings.secret), signed.WEB, message))

    def send(self, data):
        self._socket.sendto(data, ("127.0.0.1", self.web_port))

    def heard(self):
        data = self._socket.recv(65535)
        assert len(data) >= 64
        answer = from_json(signed.opened(bytes.fromhex(self.settings.secret), signed.EVENT, data)[1])
        return [answer.call, answer.token, answer.outcome, answer.values]

    def close(self):
        self._socket.close()


@pytest.fixture
def switch_side(app, config):
    """A worker that answers requests, and the switch that asks."""
    (port,) = free_ports(1)
    app.config["ZENTRALE"] = replace(config, web_port=port, web_allowed=(ip_network("127.0.0.0/8"),))
    kamailio_command(app.config["ZENTRALE"])
    settings = Settings.read(config.run_dir / "switch.json")
    worker = Worker(app, (), [Service("answer web requests", answer_requests)])
    worker.start()
    side = Switch(port, settings, worker)
    assert until(lambda: _is_taken(port))
    yield side
    worker.stop()
    worker.wait()
    side.close()


def _is_taken(port):
    """Takes nothing and sends nothing, as either would change what happens there."""
    addresses = [line.split()[1] for line in Path("/proc/net/udp").read_text().splitlines()[1:]]
    return f"0100007F:{port:04X}" in addresses  # 127.0.0.1 (proc(5))


def test_the_switch_gets_what_it_asked_for(switch_side, server):
    switch_side.ask(server.url("customer"), token=7)
    assert switch_side.heard() == ["c0ffee", 7, "ok", {"name": "Müller"}]


@pytest.mark.parametrize(
    ("path", "outcome"), [("missing", "error"), ("huge", "error"), ("silent", "timeout"), ("page", "ok")]
)
def test_every_outcome_is_told(switch_side, server, path, outcome):
    switch_side.ask(server.url(path), timeout_ms=300 if outcome == "timeout" else 5_000)
    assert switch_side.heard() == ["c0ffee", 1, outcome, {}]


def test_a_refused_address_is_an_error(switch_side):
    switch_side.ask("http://10.1.2.3/")
    assert switch_side.heard() == ["c0ffee", 1, "error", {}]


def test_slow_servers_keep_nobody_waiting_until_too_many_are_asked(switch_side, server):
    for token in range(AT_ONCE - 1):
        switch_side.ask(server.url("silent"), token=token)
    switch_side.ask(server.url("customer"), token=100)
    assert switch_side.heard()[1:3] == [100, "ok"]
    switch_side.ask(server.url("silent"), token=AT_ONCE)
    switch_side.ask(server.url("customer"), token=101)
    assert until(lambda: len(server.asked) == AT_ONCE + 1)
    assert switch_side.heard()[1:3] == [101, "error"]
    server.over.set()
    assert sorted(switch_side.heard()[1] for _ in range(AT_ONCE)) == [*range(AT_ONCE - 1), AT_ONCE]


@pytest.mark.parametrize("message", [{}, [], {"type": "web_request", "reply_port": 5072}, "x"])
def test_what_the_switch_does_not_send_disturbs_nothing(switch_side, server, message, caplog):
    switch_side.say(message)
    switch_side.ask(server.url("customer"))
    assert switch_side.heard()[2] == "ok"
    assert "no web request of a call" in caplog.text


def test_a_stranger_can_have_nothing_asked(switch_side, server, caplog):
    port = switch_side.settings.event_port
    request = web_request.to_json(WebRequest("c0ffee", 3, port, "GET", server.url("customer"), (), "", (), 2500))
    for data in (b"", b"{", b"\xff", json.dumps(request).encode(), signed.datagram(b"guessed", signed.WEB, request)):
        switch_side.send(data)
    secret = bytes.fromhex(switch_side.settings.secret)
    switch_side.send(signed.datagram(secret, signed.EVENT, request))  # said to somebody else
    genuine = signed.datagram(secret, signed.WEB, {**request, "token": 4})
    switch_side.send(genuine)
    switch_side.send(genuine)  # and again
    switch_side.ask(server.url("customer"), token=5)
    assert sorted(switch_side.heard()[1] for _ in range(2)) == [4, 5]
    assert len(server.asked) == 2
    assert caplog.text.count("no web request of a call") == 1


def test_it_ends_with_the_worker(switch_side, server):
    switch_side.worker.stop()
    switch_side.worker.wait()
    assert not _is_taken(switch_side.web_port)


def test_a_reply_fits_into_a_datagram():
    asked = WebRequest("c0ffee", 1, 5072, "GET", "http://x/", (), "", (), 1_000)
    values = {f"v{number}": "ü" * 500 for number in range(100)}
    assert reply_to(asked, Answer("ok", values)) == WebAnswer("c0ffee", 1, "error", {})
    few = {f"v{number}": "ü" * 500 for number in range(20)}
    assert reply_to(asked, Answer("ok", few)) == WebAnswer("c0ffee", 1, "ok", few)


def test_a_request_is_read_as_it_was_written():
    answers = (("name", "a.b"), ("city", "a.c"))
    request = WebRequest("c0ffee", 3, 5072, "PUT", "http://x/", ("A: b", "C: d"), "{}", answers, 2_500)
    assert web_request.from_json(json.loads(json.dumps(web_request.to_json(request)))) == request
