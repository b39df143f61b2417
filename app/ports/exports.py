"""Lets every page offer its rows as a file: ``app.exports`` provides it.

A page says which table it shows, and puts the buttons in its template::

    links = exports().links(CallTable(selection, "missed", "-started_at"))
    {% import "export_buttons.html" as files %} {{ files.buttons(links) }}

CSV comes at once. Excel and PDF are jobs of the worker: the browser shows their progress, and a message says when the
file is there. Each file has the rows that its reader may see, in their language and the company's time zone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.port import Port
from app.ports.figures import Question, Selection

Format = Literal["csv", "xlsx", "pdf"]

LARGEST_ATTACHMENT_BYTES = 8 * 2**20
"""A larger file is not attached to a mail, which has its link in any case."""


@dataclass(frozen=True, slots=True)
class CallTable:
    """Describes the calls that *measure* counts in *selection*, one a row. *sort* is as ``Figures.calls`` has it."""

    selection: Selection
    measure: str = "calls"
    sort: str = "-started_at"


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Describes the answer to *question*, such as the rows below a chart. *title* is the heading of the file, "" for
    one made of the measures and the splits."""

    question: Question
    title: str = ""


Table = CallTable | FigureTable


@dataclass(frozen=True, slots=True)
class ExportLinks:
    """Gives the addresses of a table's files: *csv* answers a GET with the file.

    *order* takes a POST with "format" ("xlsx" or "pdf") and answers with the JSON of ``OrderedExport``, or leads a
    browser that asks for a page to the list of files. *schedule* is the page that mails the table regularly.
    """

    csv: str
    order: str
    schedule: str


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """Describes a file in a mail. *kind* is its media type."""

    name: str
    kind: str
    content: bytes


class BadTable(ValueError):
    """Raised for a URL that says no table. Its text is a sentence for the user, in their language."""


class Exports(Protocol):
    """Declares the files of the company in force."""

    def links(self, table: Table) -> ExportLinks:
        """Return where the table's files are."""

    def args(self, table: Table) -> list[tuple[str, str]]:
        """Return the parameters of a URL that say *table*."""

    def table(self, args: Mapping[str, Sequence[str]]) -> Table:
        """Return what ``args`` said. Raise ``BadTable`` or ``BadSelection``."""

    def order(self, table: Table, format: Format, user_id: int, title: str = "") -> str:
        """Let the worker make a file for the user, in the transaction under way. Return its ID."""

    def attached(self, export_id: str) -> AttachedFile | None:
        """Return a file for a mail; None if it is too large, or not there any more."""


exports: Port[Exports] = Port("exports")
