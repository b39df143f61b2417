"""Marks the call."""

from dataclasses import dataclass

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.directory import Directory
from designer.runtime.filled import variables_of
from designer.runtime.op import Arrivals, Instant, Text, Uses


@dataclass(frozen=True)
class Tag(Instant):
    """Mark the call with a tag by which it can be found."""

    tag: str

    def begin(self, call: Call) -> None:
        call.do(effects.Tag(call.fill(self.tag)))
        call.finish("next")

    def uses(self) -> Uses:
        return Uses(texts=(Text(self.tag),), named=frozenset(variables_of(self.tag)))

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
