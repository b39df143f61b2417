"""Rings a number outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from designer.runtime import effects, numbers, talk
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import PHONES, Choice, World
from designer.runtime.directory import Directory, plans_to_call_by
from designer.runtime.events import Event, LegAnswered, LegFailed, TimerFired
from designer.runtime.filled import variables_of
from designer.runtime.op import Arrivals, Asking, Ignored, Plain, Presence, Silence, Token, Uses, Waiting

BUSY = ("busy", "rejected")


class RingingOutside(TypedDict):
    """Describes a call that rings a *number* by *leg* until *token*, or talks until *limit*."""

    leg: Presence
    token: Token
    talk: Ignored[str]
    number: Plain[str]
    limit: NotRequired[Token]


@dataclass(frozen=True)
class Outside(Waiting[RingingOutside]):
    """Ring a number outside, through the trunk. Outcome: "no_answer", "busy" or "failed"; otherwise the call ends with
    the talk, or after *most_min* minutes of it (0 for no limit). "{name}" in *number* stands for a variable."""

    number: str
    ring_s: int
    most_min: int
    music: str
    record: bool

    ends_step = True

    def begin(self, call: Call) -> None:
        number = numbers.read(call.directory.get("numbering"), call.fill(self.number))
        if not numbers.can_be_called(number, *plans_to_call_by(call.directory)):
            call.warn("“{number}” is no number to call", number=number)
            call.finish("failed")
            return
        talk.play_hold_music(call, self.music)
        leg = talk.new_leg(call)
        self.wait(call, {"leg": leg, "token": call.wait(self.ring_s), "talk": "", "number": number})
        call.do(effects.Dial(leg, "", (), number))

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        if doing["talk"]:
            return talk.handle(call, event)
        match event:
            case LegAnswered(leg=leg) if leg == doing["leg"]:
                talk.bridge(call, leg, "company", self.record)
                if self.most_min:
                    doing["limit"] = call.wait(self.most_min * 60)
            case LegFailed(leg=leg, cause=cause) if leg == doing["leg"]:
                del call.state["legs"][leg]
                call.finish("busy" if cause in BUSY else "no_answer" if cause == "no_answer" else "failed")
            case TimerFired(token=token) if token == doing["token"]:
                call.do(effects.Cancel(doing["leg"]))
                del call.state["legs"][doing["leg"]]
                call.finish("no_answer")
            case _:
                return False
        return True

    def uses(self) -> Uses:
        return Uses(reads=frozenset(variables_of(self.number)))

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        return Asking("", Silence.NOTHING, self.doing(state)["token"])

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        yield from PHONES

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return self.ring_s - 1
