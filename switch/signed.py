"""Signs what the parts of the exchange tell each other, so that nobody else on the machine can join in.

Each signature is an HMAC (RFC 2104, with BLAKE2s of RFC 7693) under a secret that every start of the exchange makes
anew. It covers the receiver and the time, by the clock that all processes of a machine share and nobody can set. So an
old message is worth nothing, and a receiver that remembers the last seconds takes none twice.

SHA-256 would come from OpenSSL, which is slow within Kamailio, because there it uses Kamailio's own memory.
"""

import hmac
import json
import time
from functools import lru_cache
from hashlib import blake2s
from typing import Any

HEADER = "X-Zentrale-Signature"
MOST_AGE_S = 10
"""The age at which a message is refused: far longer than one waits in a full buffer."""

RPC, KEYS, ACT, EVENT, WEB = "rpc", "keys", "act", "event", "web"
"""Names of receivers: Kamailio's HTTP port, for commands, for the keys of its routing, and for what people do to calls;
its event port; and the worker, which asks web servers."""


_as_json = json.JSONEncoder(ensure_ascii=False).encode


class Forged(Exception):
    """Says that no part of this exchange has sent it, or too long ago."""


def signature(secret: bytes, receiver: str, content: bytes) -> str:
    """Return the signature of *content* for this receiver, now."""
    at_ns = str(time.monotonic_ns())
    return f"{at_ns}.{_mac(secret, receiver, at_ns, content)}"


def check(secret: bytes, receiver: str, signature: str, content: bytes) -> str:
    """Check a signature, and return a mark that no other message has, by which the receiver knows this one again. Raise
    Forged if it was not signed by a part of this exchange, or long ago."""
    at_ns, _, mac = signature.partition(".")
    if not hmac.compare_digest(mac.encode(errors="replace"), _mac(secret, receiver, at_ns, content).encode()):
        raise Forged("not signed by a part of this exchange")
    if time.monotonic_ns() - int(at_ns) > MOST_AGE_S * 1_000_000_000:
        raise Forged(f"older than {MOST_AGE_S} s")
    return mac


def datagram(secret: bytes, receiver: str, message: dict[str, Any]) -> bytes:
    """Return the signature, a space, and JSON. It is never so short that Kamailio would drop it."""
    content = _as_json(message).encode(errors="replace")
    return f"{signature(secret, receiver, content)} ".encode() + content


def opened(secret: bytes, receiver: str, datagram: bytes) -> tuple[str, Any]:
    """Return what ``check`` returns, and the message. Raise Forged if it was not signed by a part of this exchange, or
    long ago."""
    signature, _, content = datagram.partition(b" ")
    return check(secret, receiver, signature.decode("ascii", "replace"), content), json.loads(content)


class Seen:
    """Remembers what one process has heard within the last MOST_AGE_S."""

    def __init__(self) -> None:
        self._marks: dict[str, float] = {}

    def is_first(self, mark: str) -> bool:
        """Return whether the mark has not come before."""
        now = time.monotonic()
        while self._marks and now - next(iter(self._marks.values())) > 2 * MOST_AGE_S:
            del self._marks[next(iter(self._marks))]
        return self._marks.setdefault(mark, now) == now


def _mac(secret: bytes, receiver: str, at_ns: str, content: bytes) -> str:
    mac = _keyed(secret).copy()
    mac.update(f"{receiver} {at_ns} ".encode(errors="replace") + content)
    return mac.hexdigest()[:32]


@lru_cache(maxsize=4)
def _keyed(secret: bytes) -> hmac.HMAC:
    return hmac.new(secret, digestmod=blake2s)
