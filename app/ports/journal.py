"""Passes the journal to the record of calls that is folded from it, and takes the notes that features write into it."""

from collections.abc import Callable, Sequence
from typing import Protocol

from app.port import Port
from designer.runtime.journal_entries import Entry, Note

PORTAL = "portal"
"""Stands in lines that the portal writes, where others name the switch."""

WrittenEntry = tuple[Entry, str]
"""An entry, and its line as JSON without an end."""


class Fold(Protocol):
    """Takes lines of the journal into the record."""

    def __call__(self, lines: Sequence[WrittenEntry], run: int = 0) -> int:
        """Fold *lines*, in their order, into the record, in the current transaction; return how many were new.

        With a *run* above 0, calls that begin in these lines replace existing ones, once for each run; steps of
        other calls are left out.
        """


class Notebook(Protocol):
    """Writes into the journal what happens in the portal."""

    def __call__(self, entry: Note) -> None:
        """Append *entry* to the journal once the current transaction is committed."""


fold: Port[Fold] = Port("the fold of the journal")
next_run: Port[Callable[[], int]] = Port("the number of the next rebuild")
note: Port[Notebook] = Port("notes in the journal")
