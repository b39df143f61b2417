"""Defines the block that asks callers whether they may be recorded."""

from dataclasses import dataclass

from designer.drawing.fields import choice, number, reference
from designer.drawing.node import Node, outlets
from designer.runtime.op import Op
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.collect import Collect
from designer.runtime.ops.play import Play

ANY_KEY = {"": "just tell them", "1": "key 1", "5": "key 5", "9": "key 9"}


@dataclass(frozen=True)
class Consent(Node):
    """Tells callers that the call will be recorded; with a key they can refuse."""

    label = "Recording consent"
    group = "Talk"
    icon = "IconShieldCheck"
    color = "#5f3dc4"
    exits = outlets(agreed="Agreed", refused="Refused")
    asks_consent = True

    prompt: str = reference("Prompt", "prompt", help="Says that the call is recorded, and how to refuse.")
    refuse_key: str = choice("Refuse with", "9", ANY_KEY)
    timeout_s: int = number("Wait for a key", 3, low=1, high=30, unit="s")

    def consents(self, outlet: str) -> bool:
        return outlet == "agreed" or not self.refuse_key

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        ways = dict(wires)
        if not self.refuse_key:
            return (Play(self.prompt), Branch((("", ways["refused"]), ("next", ways["agreed"]))))
        outcomes = (("timeout", ways["agreed"]), (self.refuse_key, ways["refused"]))
        ask = Collect(self.prompt, (self.refuse_key,), self.timeout_s, 1, must_be_heard=True)
        return (ask, Branch(outcomes))
