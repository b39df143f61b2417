"""Defines the block that lets callers spell a name."""

from dataclasses import dataclass

from designer.drawing.fields import number, reference, variable
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import dial_by_name
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class DialByName(Node):
    """Lets the caller enter a name with the letters on the keys; keeps the extension that was found."""

    label = "Dial by name"
    group = "Connect"
    icon = "IconAddressBook"
    color = "#0b7285"
    exits = outlets(found="Found", nobody="Nobody of that name", timeout="No key pressed")

    prompt: str = reference("Prompt", "prompt", help="Asks for the first letters of a name.")
    variable: str = variable("Keep the extension in", "employee", help="A Ring that follows can ring it.")
    timeout_s: int = number("Wait for a key", 5, low=1, high=60, unit="s")
    tries: int = number("Tries", 3, low=1, high=9)

    def sets(self) -> tuple[str, ...]:
        return (self.variable,)

    def sets_by(self, outlet: str) -> tuple[str, ...]:
        return self.sets() if outlet == "found" else ()

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        ask = dial_by_name.DialByName(self.prompt, self.variable, self.timeout_s, self.tries)
        return (ask, Branch(wires))
