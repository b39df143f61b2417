"""Asks the caller for several keys, and reads them back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import KEYS, NOTHING, Choice, World, typed
from designer.runtime.directory import Directory
from designer.runtime.early_keys import take_early
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired
from designer.runtime.op import Arrivals, Asking, Plain, Round, Silence, Token, Uses, Waiting

YOU_ENTERED, CONFIRM = "sys:you-entered", "sys:confirm"
YES = "1"

Entering = TypedDict(
    "Entering",
    {
        "token": Token,
        "try": Round,
        "keys": Plain[str],
        "readback": Plain[list[str]],
        "played": NotRequired[Plain[int]],
    },
)
"""*readback* are the prompts that repeat what was entered, of which *played* have begun to play."""


@dataclass(frozen=True)
class Digits(Waiting[Entering]):
    """Ask for several keys, into *variable*. Outcome: "entered", "timeout" or "invalid".

    Input ends at *most* keys, or at *end_key* ("" for none) once *least* are there; each key may take *timeout_s*. With
    *confirm* the caller hears the keys and agrees with 1. Fewer than *least* keys cost one of *tries*, and so does not
    agreeing.
    """

    prompt: str
    variable: str
    least: int
    most: int
    end_key: str
    timeout_s: int
    tries: int
    confirm: bool

    ends_step = True

    def begin(self, call: Call) -> None:
        call.answer()
        self.wait(call, {"token": 0, "try": 0, "keys": "", "readback": []})
        self._ask(call)

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        match event:
            case Digit(key=key):
                call.do(effects.Stop())
                self._take(call, key)
            case PromptEnded(token=token):
                if token == doing["token"]:
                    self._go_on(call)
            case TimerFired(token=token):
                if token == doing["token"]:
                    self._end_of_keys(call)
            case _:
                return False
        return True

    def _ask(self, call: Call) -> None:
        """Begin one try: keys pressed earlier count."""
        doing = self.doing(call.state)
        doing["keys"], doing["readback"] = "", []
        early, call.state["keys"] = call.state["keys"], ""
        if early:
            take_early(call, early, lambda key: self._take(call, key))
            return
        token = call.play(self.prompt)
        doing["token"] = call.wait(self.timeout_s) if token is None else token

    def _take(self, call: Call, key: str) -> None:
        doing = self.doing(call.state)
        if doing["readback"]:
            self._agree(call, key)
            return
        if key == self.end_key:
            self._check(call)
            return
        doing["keys"] += key
        if len(doing["keys"]) >= self.most:
            self._check(call)
        else:
            doing["token"] = call.wait(self.timeout_s)

    def _end_of_keys(self, call: Call) -> None:
        """No further key came: enough of them are an answer, none at all is a silence."""
        doing = self.doing(call.state)
        if doing["readback"] or not doing["keys"]:
            self._count_miss(call, "timeout")
        else:
            self._check(call)

    def _check(self, call: Call) -> None:
        doing = self.doing(call.state)
        if len(doing["keys"]) < self.least:
            self._count_miss(call, "invalid")
        elif self.confirm:
            doing["readback"] = [YOU_ENTERED, *(f"sys:digit-{_spoken(key)}" for key in doing["keys"]), CONFIRM]
            doing["played"] = 0
            self._tell(call)
        else:
            self._finish(call)

    def _tell(self, call: Call) -> None:
        doing = self.doing(call.state)
        while doing["played"] < len(doing["readback"]):
            token = call.play(doing["readback"][doing["played"]])
            doing["played"] += 1
            if token is not None:
                doing["token"] = token
                return
        doing["token"] = call.wait(self.timeout_s)

    def _go_on(self, call: Call) -> None:
        if self.doing(call.state)["readback"]:
            self._tell(call)
        else:
            self.doing(call.state)["token"] = call.wait(self.timeout_s)

    def _agree(self, call: Call, key: str) -> None:
        if key == YES:
            self._finish(call)
        else:
            self._count_miss(call, "invalid")

    def _finish(self, call: Call) -> None:
        call.set_variable(self.variable, self.doing(call.state)["keys"])
        call.finish("entered")

    def _count_miss(self, call: Call, outcome: str) -> None:
        doing = self.doing(call.state)
        doing["try"] += 1
        if doing["try"] >= self.tries:
            call.finish(outcome)
        else:
            self._ask(call)

    def uses(self) -> Uses:
        return Uses()

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals()

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        doing = self.doing(state)
        return Asking(KEYS, Silence.NO_KEY, doing["token"], (doing["try"], doing["keys"]))

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        """Yield nothing, too little, and each number that is compared somewhere, confirmed and not."""
        yield NOTHING
        digit = next(key for key in "1234567890" if key != self.end_key)
        if self.least > 1:
            yield typed(digit + self.end_key)
        elif self.end_key:
            yield typed(self.end_key)
        compared = [text for text in world.compared.get(self.variable, ()) if self._can_type(text)]
        for text in dict.fromkeys((digit * self.least, *compared)):
            ended = text + (self.end_key if len(text) < self.most else "")
            if not self.confirm:
                yield typed(ended)
                continue
            silence_ms = 0 if self.end_key or len(text) == self.most else self.timeout_s * 1000
            yield typed(ended, "1", silence_ms)
            yield typed(ended, "2", silence_ms)

    def _can_type(self, text: str) -> bool:
        return self.least <= len(text) <= self.most and all(key in KEYS and key != self.end_key for key in text)

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None


def _spoken(key: str) -> str:
    return {"*": "star", "#": "hash"}.get(key, key)
