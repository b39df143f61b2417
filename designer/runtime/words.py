"""What is said to people: English, in a form that others can translate."""

from collections.abc import Callable
from dataclasses import dataclass

Values = tuple[tuple[str, "str | Words"], ...]
"""Name of a placeholder and what stands there: a str as it is, as the name of a person; Words are translated, too."""

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Words:
    """*text* may have placeholders, as "{name}", one for each of *values*."""

    text: str
    values: Values = ()

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translate: Translate) -> str:
        """The whole in the language that *translate* gives each text in."""
        text = translate(self.text)
        filled = {name: told(value, translate) for name, value in self.values}
        return text.format(**filled) if filled else text


class SaidError(ValueError):
    """Its *words* say to people what is wrong."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words


def told(value: str | Words, translate: Translate) -> str:
    return value.told(translate) if isinstance(value, Words) else value


def say(text: str, **values: str | int | Words) -> Words:
    return Words(text, tuple((name, str(each) if isinstance(each, int) else each) for name, each in values.items()))


def marked(text: str) -> str:
    """A text that is written here, to be translated, and said elsewhere."""
    return text
