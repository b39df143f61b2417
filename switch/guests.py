"""Limits connections of guests, who have not said yet who they are.

Kamailio holds about two thousand connections in all. A phone that has registered, or that calls, is known and keeps its
connection for as long as it likes; so does a carrier. Everybody else is a guest: Kamailio closes a connection on which
nothing comes for GUEST_S (``tcp_connection_lifetime``), and this module closes those that only send something now and
then, or that are too many of one address. The oldest go first, because phones register at once.

The port for JSON-RPC works the same way: a part of the exchange is known from its first signed request on.
"""

import json
import time
from typing import Any

import KSR

from switch.guest_list import MOST_ON_RPC, Guest, forwarded_for, to_close
from switch.message import header, pv
from switch.settings import GUEST_S, Settings

JsonObject = dict[str, Any]

KNOWN_S = 3_605
"""How long a known connection stays: a little longer than a registration lasts at most (``max_expires``)."""

TABLE = "guests"
CONNECTIONS = ("tcp", "tls", "ws", "wss")
LIST = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "core.tcp_list"})


def know() -> None:
    """Note that the sender of the message being worked on has proved who they are."""
    if pv("$proto") in CONNECTIONS:
        KSR.tcpops.tcp_set_connection_lifetime_cid(int(pv("$conid")), KNOWN_S)


def note_forwarded(settings: Settings) -> None:
    """Note for whom the last of our proxies opens the WebSocket being worked on."""
    if address := forwarded_for(header("X-Forwarded-For"), settings.trusted_proxies):
        KSR.htable.sht_sets(TABLE, pv("$conid"), address)


class Guests:
    """Watches connections in a process of its own, which remembers since when each is there."""

    def __init__(self, settings: Settings) -> None:
        self._sip_port = int(settings.sip_address.rpartition(":")[2])
        self._phone_port, self._rpc_port = settings.phone_port, settings.rpc_port
        self._has_proxies = settings.trusted_proxies > 0
        self._since_s: dict[int, float] = {}

    def turn(self) -> None:
        """Close connections. Call this every other second."""
        now_s = time.monotonic()
        found = [each for each in _connections() if each["lifetime"] <= GUEST_S]
        self._since_s = {each["id"]: self._since_s.get(each["id"], now_s) for each in found}
        guests, on_rpc = [], []
        for each in found:
            if each["dst_port"] in (self._sip_port, self._phone_port):
                guests.append(Guest(each["id"], self._address(each), self._since_s[each["id"]]))
            elif each["dst_port"] == self._rpc_port:
                on_rpc.append(Guest(each["id"], "", self._since_s[each["id"]]))
            else:  # we have opened it ourselves, to a phone or a carrier
                KSR.tcpops.tcp_set_connection_lifetime_cid(each["id"], KNOWN_S)
        for connection in [*to_close(guests, now_s), *to_close(on_rpc, now_s, MOST_ON_RPC)]:
            KSR.tcpops.tcp_close_connection_id(connection)

    def _address(self, connection: JsonObject) -> str:
        if connection["dst_port"] == self._phone_port and self._has_proxies:
            return str(KSR.htable.sht_get(TABLE, str(connection["id"])) or "")
        return str(connection["src_ip"])


def _connections() -> list[JsonObject]:
    KSR.jsonrpcs.execx(LIST)
    found: list[JsonObject] = json.loads(pv("$jsonrpl(body)"))["result"]
    return found
