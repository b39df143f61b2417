"""Which connections are closed of those who have not said yet who they are, and for whom a proxy asks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address

LONGEST_S = 20.0
"""No connection stays a guest's for longer, whatever is sent on it."""

MOST_OF_ADDRESS = 100
"""An office may have many phones behind one address, which all come back when its line does; each is a guest for an
instant only."""

MOST = 500

MOST_ON_RPC = 50
"""Parts of the exchange say who they are with each request, so none of them is a guest for longer than an instant."""


@dataclass(frozen=True)
class Guest:
    """*address* is "" for a proxy that has not said yet for whom it asks."""

    connection: int
    address: str
    since_s: float


def to_close(guests: Iterable[Guest], now_s: float, most: int = MOST) -> list[int]:
    """The connections that have been there for too long, or are too many: of *most* the newest stay."""
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
    """The address that the first of so many *proxies* has seen; "" when there is none, or it can't be believed."""
    addresses = [each.strip() for each in value.split(",")]
    if not 0 < proxies <= len(addresses):
        return ""
    try:
        return str(ip_address(addresses[-proxies]))
    except ValueError:
        return ""
