"""Reads telephone numbers in questions, in any spelling and also only the end of one."""

from app.numbering import plan_of
from app.questions.vocabulary import Thing, Vocabulary
from designer.runtime import numbers

LEAST_END = 5
"""The end of a number has at least so many digits."""


def telephone(written: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """Return the filter and its values: numbers of the company or of known callers, or one outside."""
    typed = "".join(each for each in written if each.isdecimal() or each == "+").replace("(0)", "")
    whole = numbers.read(plan_of(vocabulary.country), typed)
    of_numbers = [each for each in vocabulary.things if each.filter in ("number", "caller")]
    found = [each for each in of_numbers if each.value == whole] or _ending(of_numbers, typed)
    if not found:
        return "caller", (whole,)
    name = found[0].filter
    return name, tuple(each.value for each in found if each.filter == name)


def _ending(things: list[Thing], typed: str) -> list[Thing]:
    digits = typed.removeprefix("+").lstrip("0")
    return [each for each in things if len(digits) >= LEAST_END and each.value.endswith(digits)]
