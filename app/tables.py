"""Recognises Excel's leading `sep=;` line."""

import re

SAID = re.compile(r"\A\ufeff?sep=(.)\r?(?:\n|\Z)", re.IGNORECASE)


def said_separator(text: str) -> tuple[str, str]:
    """Return the separator that the first line declares ("" if none), and the text with that line emptied.

    The line stays in place, so that line numbers match the file.
    """
    match = SAID.match(text)
    return (match[1], "\n" + text[match.end() :]) if match else ("", text)
