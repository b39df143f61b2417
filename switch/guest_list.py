"""Decides which connections of strangers are closed, and finds the address for which a proxy asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

LONGEST_S = 20.0
"""The longest that a connection stays a stranger's, whatever is sent on it."""

MOST_OF_ADDRESS = 100
"""The most strangers at one address. An office may have many phones behind one, which all come back together; each is a
stranger for an instant only."""

MOST = 500
"""The most strangers in all."""

MOST_ON_RPC = 50
"""The most strangers on the port for JSON-RPC. Parts of the exchange sign each request, so none is one for longer than
an instant."""


@dataclass(frozen=True)
class Guest:
    """Describes the connection of a stranger. *address* is "" for a proxy that has not said yet for whom it asks."""

    connection: int
    address: str
    since_s: float


def to_close(guests: Iterable[Guest], now_s: float, most: int = MOST) -> list[int]:
    """Return the connections that have been there for too long, or are too many: of *most*, the newest stay."""
    closing: list[int] = []
    staying: list[Guest] = []
    by_address: defaultdict[str, list[Guest]] = defaultdict(list)
    for guest in sorted(guests, key=lambda each: (each.since_s, each.connection), reverse=True):
        same = by_address[guest.address]
        too_many = len(staying) >= most or (guest.address != "" and len(same) >= MOST_OF_ADDRESS)
        if too_many or now_s - guest.since_s > LONGEST_S:
            closing.append(guest.connection)
        else:
            same.append(guest)
            staying.append(guest)
    return closing


def forwarded_for(value: str, proxies: int) -> str:
    """Return the address that the first of so many *proxies* has seen; "" if there is none, or it can't be trusted."""
    addresses = [each.strip() for each in value.split(",")]
    if not 0 < proxies <= len(addresses):
        return ""
    try:
        return str(ip_address(addresses[-proxies]))
    except ValueError:
        return ""
