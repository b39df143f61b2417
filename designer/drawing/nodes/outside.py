"""Defines the block that rings a number outside."""

from dataclasses import dataclass

from designer.drawing.fields import flag, number, reference, text
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import outside
from designer.runtime.ops.branch import Branch


@dataclass(frozen=True)
class Outside(Node):
    """Connects the caller with a number outside, which costs what a call there costs."""

    label = "Outside number"
    group = "Connect"
    icon = "IconPhoneOutgoing"
    color = "#0b7285"
    exits = outlets(no_answer="Nobody answers", busy="Busy", failed="Can't be reached")

    destination: str = text(
        "Number", pattern=r"[-+0-9 ()/.{}a-z_]+", example="+49 30 555010", help="{name} for a variable."
    )
    ring_s: int = number("Ring for", 30, low=5, high=300, unit="s")
    most_min: int = number("Talk at most", 60, low=0, high=600, unit="min", help="0: without a limit.")
    music: str = reference("Music", "prompt", required=False, help="Without it, the caller hears ringing.")
    record: bool = flag("Record the talk", False)

    def calls_outside(self) -> str:
        return self.destination

    def is_endless(self) -> bool:
        return not self.most_min

    def records(self) -> bool:
        return self.record

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        dial = outside.Outside(self.destination, self.ring_s, self.most_min, self.music, self.record)
        return (dial, Branch(wires))
