"""Passes the journal to the record of calls that is folded from it, and takes the notes that features write into it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from app.port import Port
from app.ports.outsiders import Outsider
from designer.runtime.journal_entries import Entry, Note, QueueStep, SwitchStarted

PORTAL = "portal"
"""Stands in lines that the portal writes, where others name the switch."""

WrittenEntry = tuple[Entry, str]
"""An entry, and its line as JSON without an end."""


class Fold(Protocol):
    """Takes lines of the journal into the record."""

    def __call__(self, lines: Sequence[WrittenEntry], are_new: bool = False) -> int:
        """Fold *lines*, in their order, into the record, in the current transaction; return how many were new.

        *are_new* says that none of them has been read before, and that no file of a later day has, so that whatever the
        record has came earlier.
        """


class FoldOfFolder(Protocol):
    """Takes lines of one folder into the record; it remembers which, to be called with the next ones."""

    def __call__(self, lines: Sequence[WrittenEntry]) -> int:
        """Fold *lines*, in their order, into the record; return how many were new.

        To be called once in each transaction. Calls and wrap-ups that are not from the folder stay as they are.
        """


class Notebook(Protocol):
    """Writes into the journal what happens in the portal."""

    def __call__(self, entry: Note) -> None:
        """Append *entry* to the journal once the current transaction is committed."""


class Hide(Protocol):
    """Takes somebody outside out of what people wrote about calls."""

    def __call__(self, outsider: Outsider, days: Collection[date]) -> None:
        """Do so in the files of these *days* (UTC), once nobody writes to them any more; they are noted in the current
        transaction."""


class QueueLines(Protocol):
    """Reads what the journal has of queues, which the record of calls does not keep."""

    def __call__(self, company: str, begins: datetime, ends: datetime) -> Iterator[QueueStep | SwitchStarted]:
        """Yield, in their order, the steps of the queues of *company*, a customer number, in [begins, ends), and the
        starts of switches."""


fold: Port[Fold] = Port("the fold of the journal")
fold_of_folder: Port[Callable[[bool], FoldOfFolder]] = Port("the fold of a folder of journal files")
"""Begins to read a folder. If it is called with True, calls that the folder has wholly replace existing ones; steps of
other calls are left out."""
note: Port[Notebook] = Port("notes in the journal")
hide: Port[Hide] = Port("hiding people in the journal")
queue_lines: Port[QueueLines] = Port("lines of queues in the journal")
