"""Defines the block that asks for several keys."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.drawing.fields import choice, flag, number, reference, variable
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops import digits
from designer.runtime.ops.branch import Branch
from designer.runtime.words import Words, say


@dataclass(frozen=True)
class Digits(Node):
    """Asks for several keys, such as an order number, and keeps them in a variable."""

    label = "Ask for digits"
    group = "Talk"
    icon = "IconNumber123"
    color = "#5f3dc4"
    exits = outlets(entered="Entered", timeout="No key pressed", invalid="Not understood")

    prompt: str = reference("Prompt", "prompt", help="Says what to enter.")
    variable: str = variable("Keep in", "digits", help="The name of the variable.")
    least: int = number("At least", 1, low=1, high=20, unit="keys")
    most: int = number("At most", 10, low=1, high=20, unit="keys")
    end_key: str = choice("Ends with", "#", {"#": "the hash key", "*": "the star key", "": "no key"})
    timeout_s: int = number("Wait for a key", 5, low=1, high=60, unit="s")
    tries: int = number("Tries", 3, low=1, high=9)
    confirm: bool = flag("Let the caller confirm", False, help="The keys are read out; 1 confirms, 2 begins again.")

    def faults(self) -> Iterator[tuple[str, Words]]:
        if self.least > self.most:
            yield "least", say("must not be more than {most}, the most", most=self.most)

    def sets(self) -> tuple[str, ...]:
        return (self.variable,)

    def sets_by(self, outlet: str) -> tuple[str, ...]:
        return self.sets() if outlet == "entered" else ()

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        ask = digits.Digits(
            self.prompt,
            self.variable,
            self.least,
            self.most,
            self.end_key,
            self.timeout_s,
            self.tries,
            self.confirm,
        )
        return (ask, Branch(wires))
