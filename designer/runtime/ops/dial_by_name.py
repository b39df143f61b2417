"""Asks the caller for a name, spelled on the keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import KEYS, NOTHING, Choice, World, typed
from designer.runtime.directory import Directory
from designer.runtime.early_keys import take_early
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired
from designer.runtime.op import Arrivals, Asking, Plain, Round, Silence, Token, Uses, Waiting
from designer.runtime.spelling import named

END = "#"
MOST_LETTERS = 12

Spelling = TypedDict("Spelling", {"token": Token, "try": Round, "keys": Plain[str]})


@dataclass(frozen=True)
class DialByName(Waiting[Spelling]):
    """Ask for the letters of a name (ITU-T E.161). Outcome: "found", with the extension in *variable*; "nobody";
    "timeout".

    Input ends as soon as one name is left, or at "#" with the first of several.
    """

    prompt: str
    variable: str
    timeout_s: int
    tries: int

    ends_step = True

    def begin(self, call: Call) -> None:
        call.answer()
        self.wait(call, {"token": 0, "try": 0, "keys": ""})
        self._ask(call)

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        match event:
            case Digit(key=key):
                call.do(effects.Stop())
                self._take(call, key)
            case PromptEnded(token=token):
                if token == doing["token"]:
                    doing["token"] = call.wait(self.timeout_s)
            case TimerFired(token=token):
                if token == doing["token"]:
                    self._count_miss(call, "nobody" if doing["keys"] else "timeout")
            case _:
                return False
        return True

    def _ask(self, call: Call) -> None:
        doing = self.doing(call.state)
        doing["keys"] = ""
        early, call.state["keys"] = call.state["keys"], ""
        token = None if early else call.play(self.prompt)
        doing["token"] = call.wait(self.timeout_s) if token is None else token
        take_early(call, early, lambda key: self._take(call, key))

    def _take(self, call: Call, key: str) -> None:
        doing = self.doing(call.state)
        doing["keys"] += "" if key == END else key
        found = named(call.directory["employees"], doing["keys"])
        if not found:
            self._count_miss(call, "nobody")
        elif len(found) == 1 or key == END:
            call.set_variable(self.variable, found[0])
            call.finish("found")
        else:
            doing["token"] = call.wait(self.timeout_s)

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
        yield NOTHING
        employees = world.directory["employees"]
        nobody = next((key for key in "1023456789" if not named(employees, key)), "")
        if nobody:
            yield typed(nobody)
        keys = ""
        for _ in range(MOST_LETTERS):
            keys += next((key for key in "23456789" if named(employees, keys + key)), "")
            if len(named(employees, keys)) == 1:
                yield typed(keys)
                return
        if keys:
            yield typed(keys + END)

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None
