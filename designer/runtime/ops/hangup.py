"""Ends the call."""

from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.op import Leaving


@dataclass(frozen=True)
class Hangup(Leaving):
    """End the call. *reason* is "normal", "busy" or "rejected"; the last two refuse a call that is not answered yet."""

    reason: str

    def begin(self, call: Call) -> None:
        call.end("flow_ended", hangup=self.reason)

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
