"""Describes a card of the page Statistics."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString

from app.ports.figures import Selection
from app.statistics.asked import Asked
from app.statistics.shown import Option, Shown


def no_options(_selection: Selection) -> tuple[Option, ...]:
    """Return no options: there is only one way to show it."""
    return ()


@dataclass(frozen=True)
class Card:
    """Describes a card: *width* is how many of twelve columns it takes, *build* makes what it shows.

    *options* returns the ways to show it for a selection, the usual one first. *height* is that of its picture in
    pixels, which its frame keeps free.
    """

    name: str
    title: LazyString | str
    width: int
    height: int
    build: Callable[[Asked], Shown]
    options: Callable[[Selection], tuple[Option, ...]] = no_options
    needs: frozenset[str] = frozenset()
    """The measures and splits without which there is nothing to show."""
    id: int = 0
    """The number of a card that a user has made; 0 for those of the product."""
