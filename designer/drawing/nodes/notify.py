from dataclasses import dataclass

from designer.drawing.fields import reference, text
from designer.drawing.node import Node, ways_out
from designer.runtime import program
from designer.runtime.program import Op


@dataclass(frozen=True)
class Notify(Node):
    """Sends an employee a message about the call."""

    label = "Notify"
    group = "Do"
    icon = "IconBellRinging"
    color = "#5c940d"
    exits = ways_out(next="Then")
    waits = False

    employee: str = reference("Whom", "employee")
    text: str = text("Message", "{caller} has called {number}.", lines=3, help="{name} stands for a variable.")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (program.Notify(self.employee, self.text), program.Branch(wires))
