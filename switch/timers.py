"""Turns a wheel of timers in shared memory, in one rtimer process every 50 ms, by a clock that nobody sets.

That process only sends each due timer as a datagram to our own listener, so the workers carry them out in parallel and
none of them ever stalls the wheel. A timer is never taken back: its receiver knows whether it still matters.
"""

import json
import time
from typing import Any

import KSR

from switch import datagrams, signed
from switch.orders import Order, Timer, to_json

HERE = "127.0.0.1"
TICK_MS = 50
LOOK_FOR_MEDIA = "look for media"
"""The kind of a timer that belongs to no call: it asks whether rtpengine answers again."""

_turned = 0
_secret = b""


def sign_with(secret: bytes) -> None:
    """Sign with *secret* what this process and its children send. Call this before any of them sends."""
    global _secret
    _secret = secret


def now_ms() -> int:
    """Return the time, in ms since 1970."""
    return time.time_ns() // 1_000_000


def steady_ms() -> int:
    """Return a time in ms for measuring lengths of time: no correction of the clock changes it, and all processes see
    the same."""
    return time.monotonic_ns() // 1_000_000


def start(call: str, kind: str, token: int, after_ms: int) -> None:
    """Let ``ksr_datagram`` get a ``Timer`` in *after_ms*, at the next tick of the wheel."""
    after(after_ms, Timer(call, kind, token))


def after(after_ms: int, order: Order) -> None:
    """Let ``ksr_datagram`` get *order* in *after_ms*, at the next tick of the wheel."""
    tick = (steady_ms() + after_ms) // TICK_MS + 1
    number = KSR.htable.sht_inc("ticks", str(tick))
    KSR.htable.sht_sets("timers", f"{tick}:{number}", json.dumps(to_json(order)))


def turn(event_port: int) -> None:
    """Send everything that is due. Only the wheel's own process calls this."""
    global _turned
    tick = steady_ms() // TICK_MS
    for due in range(_turned or tick - 1, tick):
        count = int(KSR.htable.sht_get("ticks", str(due)) or 0)
        for number in range(1, count + 1):
            _send(f"{due}:{number}", event_port)
        if count:
            KSR.htable.sht_rm("ticks", str(due))
    _turned = tick


def _send(key: str, event_port: int) -> None:
    timer = KSR.htable.sht_get("timers", key)
    if timer:
        KSR.htable.sht_rm("timers", key)
        datagrams.send(_signed(json.loads(timer)), (HERE, event_port))


def send(event_port: int, order: Order) -> None:
    """Let ``ksr_datagram`` of some worker get *order*."""
    datagrams.send(datagram(order), (HERE, event_port))


def datagram(order: Order) -> bytes:
    """Return *order*, signed as one of our own messages to our own workers."""
    return _signed(to_json(order))


def _signed(message: dict[str, Any]) -> bytes:
    return signed.datagram(_secret, signed.EVENT, message)
