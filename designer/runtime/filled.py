"""Fills texts of a drawing with the values of variables, and remembers which text and which values.

The program has the drawing's own words, so the journal only needs to say which text it was, and with which values.
"""

import re
from collections.abc import Callable, Mapping

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Filled(str):
    """Is what *template* became with *values* (as they were written) in it; otherwise it is a text like any other."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, str]


def filled(template: str, value: Callable[[str], str]) -> Filled:
    """Return *template* with what *value* returns in place of each variable. It is asked once for each name."""
    values: dict[str, str] = {}

    def put_in(found: re.Match[str]) -> str:
        name = found.group(1)
        if name not in values:
            values[name] = value(name)
        return values[name]

    text = Filled(VARIABLE.sub(put_in, template))
    text.template, text.values = template, values
    return text


def variables_of(template: str) -> set[str]:
    """Return the names of the variables in *template*."""
    return set(VARIABLE.findall(template))
