"""Tables as text, whose first line may say what separates the cells: Excel writes and wants it so."""

import re

SAID = re.compile(r"\A\ufeff?sep=(.)\r?(?:\n|\Z)", re.IGNORECASE)


def said_separator(text: str) -> tuple[str, str]:
    """(separator, the text without the line that says it); "" when no line does. The line is left empty, so that lines
    are counted as in the file."""
    match = SAID.match(text)
    return (match[1], "\n" + text[match.end() :]) if match else ("", text)
