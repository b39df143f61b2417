"""Numbers as people write them, and as telephones dial them."""

import re

IN_BETWEEN = re.compile(r"[\s()/.\-\u2010-\u2015\u00a0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What stands between digits, and the marks of direction that come along when a number is copied from a telephone."""


def squeeze(text: str | None) -> str:
    """Without what people write between digits; "+49 (0)30" is "+4930"."""
    return IN_BETWEEN.sub("", re.sub(r"(?<=\d)\s*\(0\)", "", text or ""))
