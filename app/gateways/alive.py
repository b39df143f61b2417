"""Checks whether other processes answer. Each check takes one second at most, and any failure means False."""

import http.client
import json
import socket
from collections.abc import Mapping

from app.gateways import run_secret
from config import Config
from switch import signed

LIMIT_S = 1.0


def http_answers(host: str, port: int, path: str) -> bool:
    """Return whether a GET request gets a 200."""
    return _exchange(host, port, "GET", path) is not None


def kamailio_answers(config: Config) -> bool:
    """Return whether Kamailio, with its workers forked, executes a JSON-RPC command."""
    body = json.dumps({"jsonrpc": "2.0", "method": "core.uptime", "id": 1}).encode()
    try:
        headers = {signed.HEADER: signed.signature(run_secret.current(config), signed.RPC, body)}
    except OSError:
        return False
    answer = _exchange("127.0.0.1", config.rpc_port, "POST", "/RPC", body, headers)
    return answer is not None and b'"result"' in answer


def rtpengine_answers(port: int) -> bool:
    """Return whether rtpengine answers a ping of its NG protocol (a cookie, a space, bencode)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ng:
        ng.settimeout(LIMIT_S)
        try:
            ng.connect(("127.0.0.1", port))
            ng.send(b"alive d7:command4:pinge")
            return ng.recv(1500) == b"alive d6:result4:ponge"
        except OSError:
            return False


def _exchange(
    host: str, port: int, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> bytes | None:
    """Return the response's body, or None unless its status is 200."""
    connection = http.client.HTTPConnection(host, port, timeout=LIMIT_S)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        content = answer.read(65536)
        return content if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
