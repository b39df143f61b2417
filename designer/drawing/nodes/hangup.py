"""Defines the block that ends or refuses the call."""

from dataclasses import dataclass

from designer.drawing.fields import choice
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import hangup


@dataclass(frozen=True)
class Hangup(Node):
    """Ends the call. A caller who has heard nothing yet is refused: as busy, as rejected, or as not reachable."""

    label = "Hang up"
    group = "End"
    icon = "IconPhoneOff"
    color = "#495057"
    exits = outlets()

    reason: str = choice("Reason", "normal", {"normal": "Normal", "busy": "Busy", "rejected": "Rejected"})

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (hangup.Hangup(self.reason),)
