"""Plays a prompt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import NOTHING, Choice, World
from designer.runtime.directory import Directory
from designer.runtime.events import Event, PromptEnded
from designer.runtime.op import Arrivals, Asking, Silence, Token, Uses, Waiting


class Playing(TypedDict):
    """Describes a prompt that plays until *token*."""

    token: Token


@dataclass(frozen=True)
class Play(Waiting[Playing]):
    """Play one prompt to its end. Outcome: "next". Keys pressed meanwhile are kept for the next op that asks for
    some."""

    prompt: str

    ends_step = True

    def begin(self, call: Call) -> None:
        token = call.play(self.prompt)
        if token is None:
            call.finish("next")
        else:
            self.wait(call, {"token": token})

    def handle(self, call: Call, event: Event) -> bool:
        if not isinstance(event, PromptEnded):
            return False
        if event.token == self.doing(call.state)["token"]:
            call.finish("next")
        return True

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        return Asking("", Silence.NOTHING, self.doing(state)["token"])

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        yield NOTHING

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None
