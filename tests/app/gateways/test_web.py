"""Web servers that flows ask: what is taken of the answer, and whom nobody may ask."""

import ssl
import subprocess
import threading
from ipaddress import ip_network

import pytest

from app.gateways.web import Question, ask
from tests.app.gateways.web_server import Server, web_server

LOCAL = (ip_network("127.0.0.0/8"),)
OUR_ADDRESSES = [
    "http://127.0.0.1:{port}/customer",
    "http://localhost:{port}/customer",
    "http://0.0.0.0:{port}/customer",
    "http://[::1]:{port}/customer",
    "http://[::ffff:127.0.0.1]:{port}/customer",
    "http://[64:ff9b::7f00:1]:{port}/customer",
    "http://[2002:7f00:1::]:{port}/customer",
    "http://2130706433:{port}/customer",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://172.16.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://224.0.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
]


@pytest.fixture(scope="module")
def server():
    with web_server() as server:
        yield server


@pytest.fixture(autouse=True)
def _forget(server):
    server.asked.clear()
    server.left.clear()


def question(url, method="GET", headers=(), body="", answers=(), timeout_s=5.0):
    return Question(method, url, tuple(headers), body, tuple(answers), timeout_s)


def test_the_answer_is_kept_in_variables(server):
    paths = {
        "name": "customer.name",
        "vip": "customer.vip",
        "since": "customer.since",
        "item": "items.0.name",
        "all": "items",
        "notes": "customer.notes",
        "nothing": "customer.street",
        "beyond": "items.1.name",
        "through": "customer.name.first",
    }
    answer = ask(question(server.url("customer"), answers=paths.items()), LOCAL)
    assert answer.outcome == "ok"
    assert answer.values == {"name": "Müller", "vip": "true", "since": "2019", "item": "pen", "all": '[{"name":"pen"}]'}


def test_it_is_asked_as_the_flow_says(server):
    headers = ("Authorization: Bearer a:b", "X-Line:  sales ")
    answer = ask(question(server.url("created"), "POST", headers, '{"caller": "ü"}', [("id", "id")]), LOCAL)
    assert (answer.outcome, answer.values) == ("ok", {"id": "7"})
    method, _path, heard, body = server.asked[0]
    assert (method, body) == ("POST", '{"caller": "ü"}')
    assert (heard["Authorization"], heard["X-Line"]) == ("Bearer a:b", "sales")
    assert heard["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["page", "deep"])
def test_what_is_no_json_gives_no_values(server, path):
    answer = ask(question(server.url(path), answers=[("a", "b")]), LOCAL)
    assert (answer.outcome, answer.values) == ("ok", {})


def test_a_value_is_cut(server):
    assert ask(question(server.url("long"), answers=[("text", "text")]), LOCAL).values == {"text": "x" * 500}


@pytest.mark.parametrize("path", ["missing", "huge"])
def test_what_can_not_be_used_is_an_error(server, path):
    answer = ask(question(server.url(path), answers=[("customer", "customer")]), LOCAL)
    assert (answer.outcome, answer.values) == ("error", {})


def test_a_huge_answer_is_not_read_on(server):
    ask(question(server.url("huge")), LOCAL)
    assert server.left.wait(5)


@pytest.mark.parametrize("path", ["silent", "drip", "drip-head"])
def test_the_time_limit_is_for_all_together(server, path):
    assert ask(question(server.url(path), timeout_s=0.4), LOCAL).outcome == "timeout"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://nowhere.invalid/", "http://", "ftp://127.0.0.1/x"])
def test_who_can_not_be_reached_is_an_error(url):
    assert ask(question(url), LOCAL).outcome == "error"


@pytest.mark.parametrize("header", ["Bad\nHeader: x", "X: a\r\nHost: b", ": x"])
def test_a_header_that_is_none_is_an_error(server, header):
    assert ask(question(server.url("customer"), headers=[header]), LOCAL).outcome == "error"
    assert server.asked == []


@pytest.mark.parametrize("url", OUR_ADDRESSES)
def test_nobody_asks_our_own_network(server, url):
    answer = ask(question(url.format(port=server.server_port), timeout_s=2))
    assert answer.outcome == "error"
    assert "AddressRefused" in answer.why or "gaierror" in answer.why
    assert server.asked == []


def test_what_is_allowed_is_allowed_alone(server):
    allowed = (ip_network("127.0.0.2/32"), ip_network("fd00::/8"))
    assert "AddressRefused" in ask(question(server.url("customer")), allowed).why
    assert ask(question("http://127.0.0.2:1/", timeout_s=2), allowed).why.startswith("ConnectionError")


def test_a_redirection_is_followed(server):
    answer = ask(question(server.url("redirect?302&/customer"), answers=[("name", "customer.name")]), LOCAL)
    assert (answer.outcome, answer.values) == ("ok", {"name": "Müller"})


@pytest.mark.parametrize(("status", "method"), [(301, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirection_keeps_the_method_as_the_standard_says(server, status, method):
    ask(question(server.url(f"redirect?{status}&/created"), "POST", body="{}"), LOCAL)
    assert [(each[0], each[3]) for each in server.asked] == [("POST", "{}"), (method, "{}" if method == "POST" else "")]


def test_a_redirection_into_our_own_network_is_refused(server):
    other = Server("127.0.0.2")
    with other:
        target = other.url("customer", "127.0.0.2")
        answer = ask(question(server.url(f"redirect?302&{target}")), (ip_network("127.0.0.1/32"),))
    assert answer.outcome == "error"
    assert "AddressRefused: 127.0.0.2" in answer.why
    assert other.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://127.0.0.1/", "/redirect?302&/redirect"])
def test_a_redirection_to_nowhere_is_an_error(server, target):
    assert ask(question(server.url(f"redirect?302&{target}")), LOCAL).outcome == "error"


def test_going_round_and_round_is_an_error(server):
    here = "redirect?302&" + "/redirect?302&" * 8
    assert "more than 5 redirections" in ask(question(server.url(here + "/customer")), LOCAL).why
    assert len(server.asked) == 6


def test_keys_are_not_given_to_another_server(server):
    with web_server() as other:
        url = server.url(f"redirect?302&{other.url('customer')}")
        assert ask(question(url, headers=["X-Api-Key: secret"]), LOCAL).outcome == "ok"
        assert server.asked[0][2]["X-Api-Key"] == "secret"
        assert "X-Api-Key" not in other.asked[0][2]


def test_no_proxy_connects_in_our_place(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert ask(question(server.url("customer")), LOCAL).outcome == "ok"


def test_a_certificate_is_checked(tmp_path):
    subject = ("-subj", "/CN=localhost", "-keyout", tmp_path / "key", "-out", tmp_path / "cert", "-days", "2")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject], check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    server = Server()
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    answer = ask(question(f"https://localhost:{server.server_port}/customer"), LOCAL)
    thread.join()
    server.server_close()
    assert answer.outcome == "error"
    assert "CERTIFICATE_VERIFY_FAILED" in answer.why
    assert server.asked == []
