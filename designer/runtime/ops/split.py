"""Splits callers into two shares."""

import hashlib
from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.callers import is_anonymous
from designer.runtime.directory import Directory
from designer.runtime.op import Arrivals, Instant, Uses


@dataclass(frozen=True)
class Split(Instant):
    """Send *percent* of the callers one way, the same caller always the same way. Outcome: "a" or "b".

    Callers without a number are split at random.
    """

    percent: int
    salt: str

    def begin(self, call: Call) -> None:
        caller = call.state["caller"]
        key = f"{self.salt}|{call.state['chance'] if is_anonymous(caller) else caller}"
        drawn = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100
        call.finish("a" if drawn < self.percent else "b")

    def uses(self) -> Uses:
        return Uses(caller=True)

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals(at_once=True, lots=True)

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
