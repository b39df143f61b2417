"""Cuts a question into words, and writes each as the tables of words have it."""

import re
import unicodedata
from dataclasses import dataclass

PIECES = re.compile(
    r"""(?P<date>\d{4}-\d{1,2}-\d{1,2}(?!\d)
        | \d{1,2}\.\s?\d{1,2}\.(?:\d{4}(?!\d)|\d{2}(?![\d.:]))?
        | \d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d) | \d{1,2}/\d{1,2}(?![\d/])(?!\s\d{3}))
    | (?P<phone>(?:\+|\(?0)[\d\s()/.-]{4,}\d | \+\d{2,} | \d{6,})
    | (?P<clock>\d{1,2}[:.]\d{2}(?![\d.]))
    | (?P<decimal>\d+,\d{1,2}(?![\d.:]) | \d+\.\d(?![\d.:]))
    | (?P<ordinal>\d{1,2}(?:\.(?!\d)|st\b|nd\b|rd\b|th\b))
    | (?P<number>\d+(?:['’]s\b)?)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<sign>[<>≥≤&+%]|[-–—]|[^\s\w.,;:!?'’"„“”()/*…])""",
    re.VERBOSE,
)
"""Matches a piece of a question. Punctuation in between means nothing."""

SIGNS = {"<": "less", ">": "more", "≥": "more", "≤": "less", "&": "and", "+": "and", "-": "to", "–": "to", "—": "to"}
"""Gives the kind of the word for which a sign stands."""

TWINS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
"""Pairs each umlaut with how people write it who have no key for it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Describes ``question[start:end]``. *kind* is the name of the group of ``PIECES`` that matched; *plain* is the
    text as the tables of words have it."""

    kind: str
    text: str
    plain: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return *text* in small letters without accents, so that "Müller" and "muller" are one word."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).replace("’", "'")


def spellings(text: str) -> set[str]:
    """Return the ways to write a word: plainly, and with "ae" for "ä"."""
    spelt_out = text.casefold()
    for umlaut, letters in TWINS:
        spelt_out = spelt_out.replace(umlaut, letters)
    return {plain(text), plain(spelt_out)}


def cut(question: str) -> list[Piece]:
    """Return the pieces of *question*, in order."""
    return [_piece(found) for found in PIECES.finditer(question)]


def _piece(found: re.Match[str]) -> Piece:
    kind = found.lastgroup
    assert kind is not None  # each alternative of PIECES is a named group
    return Piece(kind, found[0], plain(found[0]).removesuffix("'s"), found.start(), found.end())


def cut_words(name: str) -> list[str]:
    """Return the plain words of a name: ["bergmann", "logistics"]."""
    return [each.plain for each in cut(name) if each.kind in ("word", "number", "clock", "ordinal")]
