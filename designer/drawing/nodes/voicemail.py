"""Defines the block that lets callers leave a message."""

from dataclasses import dataclass

from designer.drawing.fields import number, reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.message import Message
from designer.runtime.ops.play import Play


@dataclass(frozen=True)
class Voicemail(Node):
    """Beeps and records what the caller says, until # is pressed, the caller hangs up, or the time is over."""

    label = "Voicemail"
    group = "Connect"
    icon = "IconMail"
    color = "#a61e4d"
    exits = outlets(next="Then")

    greeting: str = reference("Greeting", "prompt", required=False, help="Played before the beep.")
    mailbox: str = reference("Whose mailbox", "employee", "group")
    max_s: int = number("At most", 120, low=5, high=600, unit="s")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        greeting = (Play(self.greeting),) if self.greeting else ()
        return (*greeting, Message(self.mailbox, self.max_s), Branch(wires))
