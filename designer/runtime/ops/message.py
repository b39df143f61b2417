"""Lets the caller leave a message."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import NOTHING, Choice, World
from designer.runtime.directory import Directory
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired
from designer.runtime.op import Arrivals, Asking, Plain, Silence, Token, Uses, Waiting
from designer.runtime.target import Target

BEEP = "sys:beep"
END = "#"


class Recording(TypedDict):
    """Describes a message being left: while *listening* it is recorded until the timer *token*, before that a beep
    plays."""

    token: Token
    listening: Plain[bool]


@dataclass(frozen=True)
class Message(Waiting[Recording]):
    """Beep and record the caller until "#", until the line is silent, or for *max_s* seconds. Outcome: "next".

    *mailbox* is "employee:101", "group:sales" or "called".
    """

    mailbox: str
    max_s: int

    ends_step = True

    def begin(self, call: Call) -> None:
        call.answer()
        call.state["keys"] = ""
        doing = self.wait(call, {"token": 0, "listening": False})
        token = call.play(BEEP)
        if token is None:
            self._listen(call)
        else:
            doing["token"] = token

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        match event:
            case PromptEnded(token=token) if token == doing["token"]:
                self._listen(call)
            case TimerFired(token=token) if token == doing["token"]:
                self._finish(call)
            case Digit(key=key):
                if doing["listening"] and key == END:
                    self._finish(call)
            case _:
                return False
        return True

    def _listen(self, call: Call) -> None:
        call.stop_recording()
        owner = Target.employee(call.state["number"]) if self.mailbox == "called" else self.mailbox
        call.record("message", owner)
        self.wait(call, {"token": call.wait(self.max_s), "listening": True})

    def _finish(self, call: Call) -> None:
        call.stop_recording()
        call.finish("next")

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        doing = self.doing(state)
        return Asking(END if doing["listening"] else "", Silence.SPEECH, doing["token"], (state["recording"],))

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        yield NOTHING

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None
