"""Texts of a drawing in which values were put for variables, told from what was put in.

The drawing's own words are known by the program, so whoever writes down what a call did needs only to say which text
it was, and with which values.
"""

import re
from collections.abc import Callable, Mapping

VARIABLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Filled(str):
    """What *template* became with *values* (as they were written) in it; like any other text in every other way."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, str]


def filled(template: str, value: Callable[[str], str]) -> Filled:
    """*value* gives what is written for the variable of that name; it is asked once for each."""
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
    return set(VARIABLE.findall(template))
