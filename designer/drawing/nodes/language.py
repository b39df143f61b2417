"""Defines the block that changes the language of prompts."""

from dataclasses import dataclass

from designer.drawing.fields import choice
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import language
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Language(Node):
    """From here on the caller hears each prompt in this language, if there is one in it."""

    label = "Language"
    group = "Do"
    icon = "IconLanguage"
    color = "#5c940d"
    exits = outlets(next="Then")
    waits = False

    language: str = choice("Language", "de", {"en": "English", "de": "German"})

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (language.Language(self.language), Branch(wires))
