"""Letters to somebody who has an account: features write them, and whoever carries letters registers when it is wired.

Letters of the kind "security" are carried by mail in any case, by ``app.auth``: a carrier of all letters need not mail
them again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app


@dataclass(frozen=True)
class Letter:
    """*kind* is "security", or a word of the feature that wrote it. *link* is a page of ours, as "/account"."""

    company_id: int
    user_id: int
    kind: str
    title: str
    text: str
    link: str | None = None


Carrier = Callable[[Letter], None]
"""Called in the transaction that is under way; it may not commit."""


def carry_letters(app: Flask, carrier: Carrier) -> None:
    _carriers(app).append(carrier)


def send_letter(letter: Letter) -> None:
    """By all carriers, in the transaction that is under way."""
    for carry in _carriers(current_app):
        carry(letter)


def _carriers(app: Flask) -> list[Carrier]:
    return cast(list[Carrier], app.extensions.setdefault("letter_carriers", []))
