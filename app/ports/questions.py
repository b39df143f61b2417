"""Lets pages offer a field for plain questions: "missed calls of sales on Mondays in October" becomes chips.

``app.questions`` provides it. Nothing leaves the machine: it is a small grammar of German and English.
"""

from dataclasses import dataclass
from typing import Protocol

from app.port import Port


@dataclass(frozen=True, slots=True)
class Guess:
    """Proposes *text* in the place of a word; *label* says what it would mean, such as "Group Sales"."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """Describes a word that means nothing here: ``question[start:end]`` is *text*. There are up to three guesses.

    *left_out* is what the word denies where no filter can leave that out, such as "Sales" of "calls except Sales". That
    is no filter then.
    """

    start: int
    end: int
    text: str
    guesses: tuple[Guess, ...] = ()
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """Says that ``question[start:end]``, which is *text*, was misspelt and was read as *meant*."""

    start: int
    end: int
    text: str
    meant: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """Describes what the words ``question[start:end]`` mean: the parameters *args* of a selection's URL.

    *kind* is "filter", "period", "compare", "measure" or "split". *corrected* is the word that was meant where one was
    misspelt, "" elsewhere.
    """

    start: int
    end: int
    kind: str
    args: tuple[tuple[str, str], ...]
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """Gives what a question means.

    *args* are the parameters of the URL of a selection, as ``Figures.selection`` reads them; without a period among
    them the question named none. *measure* is the figure asked for and *splits* is by what, as ``Figures.measures`` and
    ``Figures.splits`` name them; "" and () if the question asks for calls. *unknown* are all words that mean nothing,
    *corrections* all that were misspelt.
    """

    text: str
    args: tuple[tuple[str, str], ...] = ()
    measure: str = ""
    splits: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    unknown: tuple[UnknownWord, ...] = ()
    corrections: tuple[Correction, ...] = ()


class Questions(Protocol):
    """Declares what understands questions about the calls of the company in force, in the language of the page."""

    def understand(self, text: str) -> Understood:
        """Return what *text* means today. It never raises: words that mean nothing are in ``unknown``."""


questions: Port[Questions] = Port("questions")
