"""Defines the block that asks for one key."""

from dataclasses import dataclass

from designer.drawing.fields import keys, number, reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect


@dataclass(frozen=True)
class Menu(Node):
    """Plays a prompt and waits for one key; the call goes on by that key. A key stops the prompt."""

    label = "Menu"
    group = "Talk"
    icon = "IconDialpad"
    color = "#5f3dc4"
    exits = outlets(timeout="No key pressed", invalid="Wrong key")
    outlets_from = "keys"

    prompt: str = reference("Prompt", "prompt", help="Says which key does what.")
    keys: tuple[str, ...] = keys("Keys", ("1",), help="Each key is a way out of the menu.")
    timeout_s: int = number("Wait for a key", 5, low=1, high=60, unit="s", help="Counted from the end of the prompt.")
    tries: int = number("Tries", 3, low=1, high=9, help="How often the prompt is played before the menu gives up.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        chosen = tuple(sorted(self.keys))
        return (Collect(self.prompt, chosen, self.timeout_s, self.tries), Branch(wires))
