"""Defines the block that plays a prompt."""

from dataclasses import dataclass

from designer.drawing.fields import reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import play
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Play(Node):
    """Plays a prompt to its end, then goes on. Keys pressed meanwhile are kept for the next menu."""

    label = "Play a message"
    group = "Talk"
    icon = "IconVolume"
    color = "#1864ab"
    exits = outlets(next="Then")

    prompt: str = reference("Prompt", "prompt", help="What the caller hears.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (play.Play(self.prompt), Branch(wires))
