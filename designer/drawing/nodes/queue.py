"""Defines the block that lets callers wait for a group."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.drawing.fields import choice, flag, number, reference, text
from designer.drawing.node import Node, outlets
from designer.runtime.choices import KEYS
from designer.runtime.op import Op
from designer.runtime.ops import queue
from designer.runtime.ops.branch import Branch
from designer.runtime.target import Target
from designer.runtime.words import Words, say

NO_KEY = {"": "no key"}
A_KEY = {**NO_KEY, **{key: f"key {key}" for key in KEYS}}


@dataclass(frozen=True)
class Queue(Node):
    """Callers wait with music until somebody of a group is free; they hear their place, and may leave."""

    label = "Queue"
    group = "Connect"
    icon = "IconHourglass"
    color = "#0b7285"
    exits = outlets(
        timeout="Waited too long",
        full="Queue is full",
        nobody="Nobody is there",
        left="Pressed the key to leave",
        callback="Wants to be called back",
    )

    group_name: str = reference("Group", "group", help="Who wants no calls now, or does not work, is not rung.")
    music: str = reference("Music", "prompt", required=False, help="Without it, the caller hears ringing.")
    priority: int = number("Priority", 0, low=0, high=9, help="A higher one is served first.")
    most_s: int = number("Wait at most", 600, low=0, high=7200, unit="s", help="0: without a limit.")
    most_waiting: int = number("At most", 20, low=1, high=200, unit="callers")
    tell_s: int = number("Tell the place every", 45, low=0, high=600, unit="s", help="0: never.")
    leave_key: str = choice("Leave with", "", A_KEY)
    callback_key: str = choice(
        "Be called back with",
        "",
        A_KEY,
        help="Nobody takes it: tried again, ever more rarely; after 12 rounds through the group, a letter says so.",
    )
    wrap_up_s: int = number(
        "Rest after a talk", 5, low=0, high=600, unit="s", help="The group's own wrap-up time, if that is longer."
    )
    skill: str = text("Skill", required=False, pattern=r"[a-z0-9_-]{1,32}", example="french")
    ring_s: int = number("Ring each one for", 20, low=3, high=300, unit="s")
    record: bool = flag("Record the talk", True)

    def faults(self) -> Iterator[tuple[str, Words]]:
        if self.leave_key and self.leave_key == self.callback_key:
            yield "callback_key", say("callers leave the queue with this key already")

    def rings(self) -> str:
        return Target.group(self.group_name)

    def asks_skill(self) -> tuple[str, str]:
        return self.group_name, self.skill

    def records(self) -> bool:
        return self.record

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        wait = queue.Queue(
            self.group_name,
            self.music,
            self.priority,
            self.most_s,
            self.most_waiting,
            self.tell_s,
            self.leave_key,
            self.callback_key,
            self.wrap_up_s,
            self.skill,
            self.ring_s,
            self.record,
        )
        return (wait, Branch(wires))
