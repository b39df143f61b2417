"""Notifications for somebody who has an account: features write them, and each way of delivery registers a carrier.

``app.auth`` mails notifications of the kind "security" in any case, so another carrier need not mail them again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.port import Registry


@dataclass(frozen=True)
class Notification:
    """Describes a notification. *kind* is "security", or a word of the feature that wrote it. *link* is a page of ours,
    as "/account"."""

    company_id: int
    user_id: int
    kind: str
    title: str
    text: str
    link: str | None = None


carriers: Registry[Callable[[Notification], None]] = Registry("carriers of notifications")
"""Each is called in the transaction that is under way; it may not commit."""


def notify(notification: Notification) -> None:
    """Hand *notification* to all carriers, in the transaction that is under way."""
    for carry in carriers():
        carry(notification)
