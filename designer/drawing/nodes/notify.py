"""Defines the block that sends an employee a message."""

from dataclasses import dataclass

from designer.drawing.fields import reference, text
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import notify
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Notify(Node):
    """Sends an employee a message about the call."""

    label = "Notify"
    group = "Do"
    icon = "IconBellRinging"
    color = "#5c940d"
    exits = outlets(next="Then")
    waits = False

    employee: str = reference("Whom", "employee")
    text: str = text("Message", "{caller} has called {number}.", lines=3, help="{name} stands for a variable.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (notify.Notify(self.employee, self.text), Branch(wires))
