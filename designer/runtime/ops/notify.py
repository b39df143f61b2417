"""Sends an employee a message."""

from dataclasses import dataclass

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.directory import Directory
from designer.runtime.filled import variables_of
from designer.runtime.op import Arrivals, Instant, Text, Uses


@dataclass(frozen=True)
class Notify(Instant):
    """Send the employee a message; "{name}" in *text* stands for a variable."""

    employee: str
    text: str

    def begin(self, call: Call) -> None:
        if self.employee in call.directory["employees"]:
            call.do(effects.Notify(self.employee, call.fill(self.text)))
        else:
            call.warn("there is no employee “{name}”", name=self.employee)
        call.finish("next")

    def uses(self) -> Uses:
        return Uses(texts=(Text(self.text),), named=frozenset(variables_of(self.text)))

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
