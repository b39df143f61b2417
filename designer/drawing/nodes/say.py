"""Defines the block that speaks a text."""

from dataclasses import dataclass

from designer.drawing.fields import choice, text
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.play import Play
from designer.runtime.spoken import spoken_name


@dataclass(frozen=True)
class Say(Node):
    """Speaks a text. The voice is made when the flow is published, so nothing is waited for during a call."""

    label = "Say a text"
    group = "Talk"
    icon = "IconMessageCircle"
    color = "#1864ab"
    exits = outlets(next="Then")

    text: str = text("Text", lines=4, help="What the caller hears.")
    language: str = choice("Voice", "en", {"en": "English", "de": "German"})

    def speaks(self) -> tuple[tuple[str, str], ...]:
        return ((self.language, self.text),) if self.text else ()

    def reads(self) -> tuple[str, ...]:
        return ()

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Play(spoken_name(self.language, self.text)), Branch(wires))
