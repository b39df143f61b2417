"""Defines the block that rings an employee or a group."""

from dataclasses import dataclass

from designer.drawing.fields import choice, flag, number, reference, text
from designer.drawing.node import Node, outlets
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.dial import Dial

STRATEGIES = {
    "group": "As the group has it set up",
    "all": "All at once",
    "in_turn": "One after the other",
    "random": "One after the other, by lot",
    "longest_idle": "Who has been idle longest first",
}


@dataclass(frozen=True)
class Ring(Node):
    """Rings an employee or a group. When somebody answers they talk, and the call ends with their talk."""

    label = "Ring"
    group = "Connect"
    icon = "IconBell"
    color = "#0b7285"
    exits = outlets(no_answer="Nobody answers", busy="All are busy", unavailable="Nobody is there")

    who: str = reference(
        "Whom",
        "employee",
        "group",
        "variable",
        help="A variable holds an extension. An employee's calls go where they forward them, a group's do not.",
    )
    strategy: str = choice("How", "all", STRATEGIES, help="Of a group.", initial="group")
    delay_s: int = number(
        "Each one later by", 0, low=0, high=60, unit="s", help="When all of a group are rung: 0 for all at once."
    )
    ring_s: int = number("Ring for", 25, low=3, high=300, unit="s", help="For each one, when rung one after the other.")
    music: str = reference("Music", "prompt", required=False, help="Without it, the caller hears ringing.")
    prefix: str = text("Before the caller's name", required=False, help="Shown on the phones, such as SALES.")
    record: bool = flag("Record the talk", True)

    def records(self) -> bool:
        return self.record

    def rings(self) -> str:
        return "" if KindAndName(self.who).kind == "variable" else self.who

    def reads(self) -> tuple[str, ...]:
        who = KindAndName(self.who)
        named = (who.name,) if who.kind == "variable" else ()
        return (*named, *super().reads())

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        dial = Dial(
            self.who, self.strategy, self.ring_s, self.music, self.record, delay_s=self.delay_s, prefix=self.prefix
        )
        return (dial, Branch(wires))
