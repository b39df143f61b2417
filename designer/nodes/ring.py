from dataclasses import dataclass

from designer import program
from designer.fields import choice, flag, number, reference
from designer.node import Node, ways_out
from designer.program import Op


@dataclass(frozen=True)
class Ring(Node):
    """Rings an employee or a group. When somebody answers they talk, and the call ends with their talk."""

    label = "Ring"
    group = "Connect"
    icon = "IconBell"
    color = "#0b7285"
    exits = ways_out(no_answer="Nobody answers", busy="All are busy", unavailable="No phone is connected")

    who: str = reference("Whom", "employee", "group")
    strategy: str = choice("How", "all", {"all": "All at once", "in_turn": "One after the other"})
    ring_s: int = number("Ring for", 25, low=3, high=120, unit="s", help="For each one, when rung one after the other.")
    music: str = reference("Music", "prompt", required=False, help="Without it, the caller hears ringing.")
    record: bool = flag("Record the talk", True)

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        dial = program.Dial(self.who, self.strategy, self.ring_s, self.music, self.record)
        return (dial, program.Branch(wires))
