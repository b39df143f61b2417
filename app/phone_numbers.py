"""Strips phone numbers of the characters that people write between digits."""

import re

IN_BETWEEN = re.compile(r"[\s()/.\-\u2010-\u2015\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters between digits, and the direction marks that come along when a number is copied from a phone."""


def squeeze(text: str | None) -> str:
    """Return *text* without characters between digits; "+49 (0)30" becomes "+4930"."""
    return IN_BETWEEN.sub("", re.sub(r"(?<=\d)\s*\(0\)", "", text or ""))
