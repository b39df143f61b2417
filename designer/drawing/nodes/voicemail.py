from dataclasses import dataclass

from designer.drawing.fields import number, reference
from designer.drawing.node import Node, ways_out
from designer.runtime import program
from designer.runtime.program import Op


@dataclass(frozen=True)
class Voicemail(Node):
    """Beeps and records what the caller says, until # is pressed, the caller hangs up, or the time is over."""

    label = "Voicemail"
    group = "Connect"
    icon = "IconMail"
    color = "#a61e4d"
    exits = ways_out(next="Then")

    greeting: str = reference("Greeting", "prompt", required=False, help="Played before the beep.")
    mailbox: str = reference("Whose mailbox", "employee", "group")
    max_s: int = number("At most", 120, low=5, high=600, unit="s")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        greeting = (program.Play(self.greeting),) if self.greeting else ()
        return (*greeting, program.Message(self.mailbox, self.max_s), program.Branch(wires))
