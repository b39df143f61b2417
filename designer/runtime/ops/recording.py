"""Starts, pauses and ends the recording of a call."""

from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.directory import Directory
from designer.runtime.op import Arrivals, Instant, Uses


@dataclass(frozen=True)
class Recording(Instant):
    """Record the call: *action* is "on", "pause", "resume" or "off".

    A pause ends the recording and "resume" begins a further one: rtpengine 10.5 knows no pause.
    """

    action: str

    def begin(self, call: Call) -> None:
        match self.action:
            case "on":
                call.answer()
                call.record("call", "company")
            case "resume" if call.state["paused"]:
                call.record("call", "company")
            case "pause" | "off":
                was = call.state["paused"] or bool(call.state["recording"])
                call.state["paused"] = was and self.action == "pause"
                call.stop_recording()
        if call.state["recording"]:
            call.state["paused"] = False
        call.finish("next")

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()
