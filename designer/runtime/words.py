"""Keeps what is said to people in English, in a form that can be translated."""

from collections.abc import Callable
from dataclasses import dataclass

Values = tuple[tuple[str, "str | Words"], ...]
"""Pairs the name of a placeholder with what takes its place: a str as it is, such as a person's name; Words are
translated."""

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Words:
    """Holds a sentence. *text* may have placeholders, such as "{name}", one for each of *values*."""

    text: str
    values: Values = ()

    def __str__(self) -> str:
        return self.translated(str)

    def translated(self, translate: Translate) -> str:
        """Return the sentence in the language into which *translate* puts each text."""
        text = translate(self.text)
        filled = {name: translated(value, translate) for name, value in self.values}
        return text.format(**filled) if filled else text


class ExplainedError(ValueError):
    """Tells people by its *words* what is wrong."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


def translated(value: str | Words, translate: Translate) -> str:
    """Return *value*, translated if it is Words."""
    return value.translated(translate) if isinstance(value, Words) else value


def say(text: str, **values: str | int | Words) -> Words:
    """Return Words with *values* for the placeholders of *text*."""
    return Words(text, tuple((name, str(each) if isinstance(each, int) else each) for name, each in values.items()))


def marked(text: str) -> str:
    """Return *text* as it is. It is marked for translation here, and said elsewhere."""
    return text
