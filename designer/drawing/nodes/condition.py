"""Defines the block that compares something with a value."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.drawing.fields import choice, reference, text, variable
from designer.drawing.node import Node, outlets
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.test import Test
from designer.runtime.words import Words, say

SUBJECTS = {
    "variable": "a variable",
    "caller": "the caller's number",
    "number": "the number that was called",
    "time": "the time of day",
    "free": "free employees of a group",
    "waiting": "callers who wait for a group",
}
OPERATORS = {
    "is": "is",
    "is_not": "is not",
    "begins": "begins with",
    "contains": "contains",
    "empty": "is empty",
    "less": "is less than",
    "more": "is more than",
}


@dataclass(frozen=True)
class Condition(Node):
    """Compares something with a value, and goes one way if it is so and another if not."""

    label = "Condition"
    group = "Decide"
    icon = "IconGitBranch"
    color = "#b3470b"
    exits = outlets(yes="Yes", no="No")
    waits = False

    subject: str = choice("Compare", "variable", SUBJECTS)
    variable: str = variable("Variable", required=False, help="When a variable is compared.")
    group_name: str = reference(
        "Group", "group", required=False, help="When employees or callers of a group are counted."
    )
    operator: str = choice("It", "is", OPERATORS)
    value: str = text("Value", required=False, help="A time is written as 08:30.")

    def faults(self) -> Iterator[tuple[str, Words]]:
        if self.subject == "variable" and not self.variable:
            yield "variable", say("is needed when a variable is compared")
        if self.subject in ("free", "waiting") and not self.group_name:
            yield "group_name", say("is needed when employees or callers of a group are counted")

    def reads(self) -> tuple[str, ...]:
        named = (self.variable,) if self.subject == "variable" and self.variable else ()
        return (*named, *super().reads())

    def needs(self) -> tuple[str, ...]:
        """Whether a variable is empty can be asked before it has a value."""
        return super().reads() if self.operator == "empty" else self.reads()

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        name = self.variable if self.subject == "variable" else self.group_name
        is_named = self.subject in ("variable", "free", "waiting")
        subject = KindAndName.of(self.subject, name) if is_named else self.subject
        return (Test(subject, self.operator, self.value), Branch(wires))
