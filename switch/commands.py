"""Carries out what other parts of the exchange ask of Kamailio by HTTP: its JSON-RPC commands, the keys of the routing,
and what people do to live calls."""

import heapq
import json
from collections.abc import Iterator
from typing import Any

import KSR

from switch import signed
from switch.act_orders import ACTS
from switch.acts import Acts
from switch.doorkeeper import Doorkeeper
from switch.message import pv

TABLE, ITERATOR = "routing", "keys"
MOST_KEYS = 2_000
"""The most keys in one answer."""

RECEIVERS = {"/RPC": signed.RPC, "/keys": signed.KEYS, "/act": signed.ACT}


def carry_out(doorkeeper: Doorkeeper, acts: Acts) -> None:
    """Answer the HTTP request being worked on."""
    path = pv("$hu")
    if path not in RECEIVERS:
        KSR.xhttp.xhttp_reply(404, "Not Found", "text/plain", "not here\n")
    elif not doorkeeper.admits(RECEIVERS[path]):
        KSR.xhttp.xhttp_reply(403, "Forbidden", "text/plain", "not from here\n")
    elif path == "/RPC":
        KSR.jsonrpcs.dispatch()
    elif path == "/act":
        _reply({"why": acts.carry_out(ACTS.from_json(json.loads(pv("$rb"))))})
    else:
        _reply(heapq.nsmallest(MOST_KEYS, _keys_after(pv("$rb"))))


def _reply(content: Any) -> None:
    KSR.xhttp.xhttp_reply(200, "OK", "application/json", json.dumps(content))


def _keys_after(key: str) -> Iterator[str]:
    """Yield keys in the order of the table's slots. All of them must be taken: the iterator holds a lock until its
    end."""
    KSR.htable.sht_iterator_start(ITERATOR, TABLE)
    try:
        while KSR.htable.sht_iterator_next(ITERATOR) > 0:
            if (found := pv(f"$shtitkey({ITERATOR})")) > key:
                yield found
    finally:
        KSR.htable.sht_iterator_end(ITERATOR)
