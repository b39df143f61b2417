"""Says which phones are registered."""

import logging
from collections.abc import Iterable

from app.gateways.kamailio import KamailioDown, KamailioRefused, Registration, switch_table

log = logging.getLogger(__name__)


def registrations(accounts: Iterable[str]) -> dict[str, list[Registration]] | None:
    """Return the phones registered with each SIP account, or None if the switch does not answer."""
    try:
        return {account: switch_table().registrations(account) for account in accounts}
    except (KamailioDown, KamailioRefused) as problem:
        log.warning("who is registered is not known: %s", problem)
        return None
