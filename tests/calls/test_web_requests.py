"""A flow asks a web server during a call, while the SIP workers go on."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from app.web_requests.service import answer_requests
from tests.calls.drawings import END
from tests.designer.drawing import node
from tests.exchange import TONES, Exchange, running_exchange
from tests.parts import private_config


class Shop(BaseHTTPRequestHandler):
    """Knows one customer; "/slow" does not answer until the test is over."""

    over = threading.Event()
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((self.path, body))
        if self.path == "/slow":
            self.over.wait(20)
        found = json.loads(body)["caller"] == "+4917012345"
        data = json.dumps({"customer": {"kind": "gold"}}).encode() if found else b"{}"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        Shop.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def exchange(tmp_path_factory) -> Iterator[Exchange]:
    config = private_config(tmp_path_factory.mktemp("web"), web_allowed="127.0.0.0/8")
    with running_exchange(config) as started:
        stopped = threading.Event()

        def serve() -> None:
            with started.app.app_context():
                answer_requests(stopped)

        worker = threading.Thread(target=serve)
        worker.start()
        yield started
        stopped.set()
        worker.join()


def draw(exchange, url, **settings):
    """Gold customers hear "welcome", all who are known "greeting", others "closed"; "menu" after the time limit."""
    ask = {
        "method": "POST",
        "url": url,
        "body": '{"caller": "{caller}"}',
        "answers": "kind = customer.kind",
        **settings,
    }
    gold = node("gold", "condition", subject="variable", variable="kind", operator="is", value="gold")
    heard = {"hello": "welcome", "known": "greeting", "unknown": "closed", "late": "menu"}
    plays = [node(name, "play", prompt=prompt) for name, prompt in heard.items()]
    return exchange.draw(
        [node("ask", "web_request", **ask), gold, *plays, END],
        ("ask", "ok", "gold"),
        ("ask", "error", "unknown"),
        ("ask", "timeout", "late"),
        ("gold", "yes", "hello"),
        ("gold", "no", "known"),
        *((name, "next", "end") for name in heard),
    )


@pytest.mark.parametrize(("user", "heard"), [("+4917012345", "welcome"), ("+4930555010", "closed")])
def test_the_answer_decides(exchange, shop, user, heard):
    number = draw(exchange, f"{shop}/customers")
    with exchange.caller(user) as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES[heard])
    assert ("/customers", json.dumps({"caller": user})) in Shop.asked


def test_a_server_that_hangs_holds_nobody_but_its_caller(exchange, shop):
    slow, quick = draw(exchange, f"{shop}/slow", timeout_s=2), draw(exchange, f"{shop}/customers")
    callers = [exchange.caller("+4917012345") for _ in range(6)]
    try:
        waiting = [caller.call(slow) for caller in callers]
        with exchange.caller("+4917012345") as other:
            assert other.call(quick).rtp.wait_for_prompt(TONES["welcome"], 1.5)
        assert all(call.wait("ended", 8) for call in waiting)
    finally:
        for caller in callers:
            caller.hang_up_all()
            caller.close()
    assert ["late" in nodes_of(steps) for steps in exchange.calls_to(slow)] == [True] * 6


def nodes_of(steps):
    effects = (effect for step in steps for effect in step["effects"])
    return [effect["node"] for effect in effects if effect["type"] == "enter"]
