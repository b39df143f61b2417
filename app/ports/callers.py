"""Lets pages that show a caller name them, and put them on one of the company's lists: ``app.lists`` provides it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.port import Port


@dataclass(frozen=True, slots=True)
class ListName:
    """Describes a list of callers. *label* is what people call it."""

    id: int
    label: str


class Callers(Protocol):
    """Declares the lists of callers of the company in force."""

    def names_of(self, numbers: Collection[str]) -> Mapping[str, str]:
        """Return the notes that lists have on those of *numbers* that are on any, by number."""

    def numbers_named(self, text: str) -> list[str]:
        """Return the numbers whose notes on a list have *text* in them."""

    def lists(self) -> list[ListName]:
        """Return the company's lists by label."""

    def lists_of(self, number: str) -> list[ListName]:
        """Return the lists that *number* itself is on, whatever prefixes of it are on others."""

    def add_to_list(self, list_id: int, number: str, note: str) -> ListName:
        """Put *number* on a list, with a note such as the caller's name. Raise a ``Refused`` if that can't be; end the
        request with 404 if there is no such list."""


callers: Port[Callers] = Port("lists of callers")
