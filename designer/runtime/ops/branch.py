"""Takes the call to another block."""

from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.op import Leaving


@dataclass(frozen=True)
class Branch(Leaving):
    """Go on at another block, by the outcome of the op before."""

    targets: tuple[tuple[str, str], ...]

    def begin(self, call: Call) -> None:
        outcome = call.state["outcome"]
        call.enter(dict(self.targets)[outcome], outcome)

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return self.targets
