"""Defines the block that sets a variable."""

from dataclasses import dataclass

from designer.drawing.fields import text, variable
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.set import Set


@dataclass(frozen=True)
class SetVariable(Node):
    """Gives a variable a value, which may be made of other variables."""

    label = "Set a variable"
    group = "Do"
    icon = "IconVariable"
    color = "#5c940d"
    exits = outlets(next="Then")
    waits = False

    variable: str = variable("Variable")
    value: str = text("Value", required=False, help="{caller} stands for the caller's number, {name} for a variable.")

    def sets(self) -> tuple[str, ...]:
        return (self.variable,)

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Set(self.variable, self.value), Branch(wires))
