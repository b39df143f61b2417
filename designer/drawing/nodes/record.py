"""Defines the block that records the call."""

from dataclasses import dataclass

from designer.drawing.fields import choice
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.recording import Recording


@dataclass(frozen=True)
class Record(Node):
    """Begins to record the call, pauses, resumes or ends the recording; what comes after a pause is a further one."""

    label = "Record"
    group = "Do"
    icon = "IconPlayerRecord"
    color = "#5c940d"
    exits = outlets(next="Then")
    waits = False

    action: str = choice("Recording", "on", {"on": "Begin", "pause": "Pause", "resume": "Resume", "off": "Stop"})

    def records(self) -> bool:
        return self.action == "on"

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        return (Recording(self.action), Branch(wires))
