"""Sets a variable."""

from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.directory import Directory
from designer.runtime.filled import variables_of
from designer.runtime.op import Arrivals, Instant, Uses


@dataclass(frozen=True)
class Set(Instant):
    """Give *variable* the text *value*, in which "{name}" stands for a variable."""

    variable: str
    value: str

    def begin(self, call: Call) -> None:
        call.set_variable(self.variable, call.fill(self.value))
        call.finish("next")

    def uses(self) -> Uses:
        return Uses(reads=frozenset(variables_of(self.value)), sets=frozenset({self.variable}))

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
