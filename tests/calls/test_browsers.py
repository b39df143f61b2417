"""Who may come by WebSocket, and as whom. That browsers really talk is in tests/browser/test_phone.py."""

import pytest
import requests
from simple_websocket import Client

from app.db import db, now
from app.exchange import service
from app.gateways.kamailio import switch_table
from app.people.service.employees import ha1
from app.ports.browser_phones import Registration, browser_phones
from app.web.saving import live_warning
from testphone import sip
from testphone.agent import Refused, UserAgent
from tests.calls.drawings import hello

LIMIT_S = 30
LONG_AGO_MS = 60_000


@pytest.fixture
def phone(exchange) -> Registration:
    """Of the employee 101's browser."""
    with exchange.in_company():
        (anna,) = [each for each in browser_phones().employees() if each.extension == "101"]
        found = browser_phones().open_phone(anna, "")
        db.session.commit()
        assert live_warning() is None
    return found


@pytest.fixture
def browser(exchange):
    """Opens a WebSocket as a page of the portal does."""
    opened = []

    def browser():
        own = f"http://127.0.0.1:{exchange.config.http_port}"
        opened.append(Client(f"{exchange.config.phone_line}/", subprotocols=["sip"], headers={"Origin": own}))
        return opened[-1]

    yield browser
    for each in opened:
        each.close()


def ask(socket, method, user, to, credentials=()):
    """The reply to a request, and to the same with credentials if it is asked for some: "user" and "password"."""
    branch, call_id = sip.branch(), sip.branch()
    target = "sip:127.0.0.1" if method == "REGISTER" else f"sip:{to}@127.0.0.1"
    headers = []
    for cseq in (1, 2):
        lines = [
            ("Via", f"SIP/2.0/WS browser.invalid;branch={branch}{cseq}"),
            ("Max-Forwards", "70"),
            ("From", f"<sip:{user}@127.0.0.1>;tag=1"),
            ("To", f"<sip:{to}@127.0.0.1>"),
            ("Call-ID", call_id),
            ("CSeq", f"{cseq} {method}"),
            ("Contact", "<sip:page@browser.invalid;transport=ws>"),
            *headers,
        ]
        socket.send(sip.build(f"{method} {target} SIP/2.0", lines, "" if method == "REGISTER" else "v=0\r\n").decode())
        reply = next(reply for reply in replies(socket) if reply.status >= 200)
        if not credentials or reply.status not in (401, 407):
            return reply
        asked = sip.challenge(reply)
        secret = ha1(credentials[0], asked.realm, credentials[1])
        headers = [(asked.answer_in, sip.digest(asked, credentials[0], secret, method, target))]
    return reply


def replies(socket):
    while data := socket.receive(timeout=LIMIT_S):
        yield sip.parse(data if isinstance(data, bytes) else data.encode())


def test_a_browser_registers_with_its_line_and_is_the_only_one(exchange, browser, phone):
    for _ in range(2):
        answer = ask(
            browser(),
            "REGISTER",
            phone.account,
            phone.account,
            (phone.account, phone.password),
        )
        assert answer.status == 200
        assert len(answer.every("contact")) == 1
    with exchange.in_company():
        assert len(switch_table().registrations(phone.account)) == 1


def test_a_browser_is_told_whether_it_would_ring(exchange, browser, phone):
    """Of two with the same phone it is the one that has registered last; and none, once the exchange has no phone."""

    def would_ring(socket):
        return ask(socket, "OPTIONS", phone.account, phone.account).status

    older, newer = browser(), browser()
    assert would_ring(older) == 404
    for each in (older, newer):
        assert (
            ask(
                each,
                "REGISTER",
                phone.account,
                phone.account,
                (phone.account, phone.password),
            ).status
            == 200
        )
        assert would_ring(each) == 200
    assert would_ring(older) == 404
    with exchange.in_company():
        switch_table().unregister(phone.account)
    assert would_ring(newer) == 404


def test_a_line_is_void_when_its_time_is_over(exchange, browser, phone):
    with exchange.in_company():
        secret = ha1(phone.account, exchange.config.sip_realm, phone.password)
        over_ms = int(now().timestamp() * 1000) - LONG_AGO_MS
        service.set_browser_phone(phone.account, "1001", "101", secret, phone.id, over_ms)
        db.session.commit()
    credentials = (phone.account, phone.password)
    assert ask(browser(), "REGISTER", phone.account, phone.account, credentials).status == 401
    assert ask(browser(), "INVITE", phone.account, "102", credentials).status == 407


def test_a_line_is_good_for_no_other_account(browser, phone):
    assert ask(browser(), "REGISTER", "1001-102-web", "1001-102-web", (phone.account, phone.password)).status == 401
    assert ask(browser(), "REGISTER", "1001-102", "1001-102", (phone.account, phone.password)).status == 401


def test_a_telephones_password_is_not_taken_from_a_browser(exchange, browser):
    credentials = ("1001-102", exchange.passwords["1001-102"])
    assert ask(browser(), "REGISTER", "1001-102", "1001-102", credentials).status == 403
    assert ask(browser(), "INVITE", "1001-102", "101", credentials).status == 403


def test_a_line_is_not_taken_from_a_telephone(exchange, phone):
    with (
        UserAgent(phone.account, exchange.address, phone.password) as agent,
        pytest.raises(Refused, match="403"),
    ):
        agent.register()


def test_a_browser_is_no_trunk(exchange, browser):
    """Though it comes from an address that is one."""
    number = exchange.draw(*hello("welcome"))
    assert ask(browser(), "INVITE", "+4917012345", number).status == 403


HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "sip",
}


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_only_pages_of_the_portal_open_a_line(exchange, origin):
    """That its own do is what the other tests need."""
    url = exchange.config.phone_line.replace("ws:", "http:")
    assert requests.get(url, headers={**HANDSHAKE, "Origin": origin}, timeout=2).status_code == 404


def test_the_port_serves_nothing_else(exchange):
    url = exchange.config.phone_line.replace("ws:", "http:")
    own = {"Origin": f"http://127.0.0.1:{exchange.config.http_port}"}
    assert requests.get(url, timeout=2).status_code == 404
    assert requests.post(f"{url}/RPC", json={}, headers=own, timeout=2).status_code != 200
