"""Asks the caller for one key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from designer.runtime import effects
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import KEYS, NOTHING, Choice, World, typed
from designer.runtime.directory import Directory
from designer.runtime.events import Digit, Event, PromptEnded, TimerFired
from designer.runtime.op import Arrivals, Asking, Round, Silence, Token, Uses, Waiting

Collecting = TypedDict("Collecting", {"token": Token, "try": Round})


@dataclass(frozen=True)
class Collect(Waiting[Collecting]):
    """Play a prompt and take one key out of *keys*. Outcome: the key, "timeout" or "invalid".

    A key stops the prompt. After the prompt the caller has *timeout_s* seconds; a silence or a wrong key costs one of
    *tries*, and the last one decides the outcome. If the prompt *must_be_heard*, keys pressed before it and wrong keys
    do not count.
    """

    prompt: str
    keys: tuple[str, ...]
    timeout_s: int
    tries: int
    must_be_heard: bool = False

    ends_step = True

    def begin(self, call: Call) -> None:
        call.answer()
        self.wait(call, {"token": 0, "try": 0})
        if self.must_be_heard:
            call.state["keys"] = ""
        self._ask(call)

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        match event:
            case Digit(key=key):
                if not self.must_be_heard or key in self.keys:
                    call.do(effects.Stop())
                    self._take(call, key)
            case PromptEnded(token=token):
                if token == doing["token"]:
                    doing["token"] = call.wait(self.timeout_s)
            case TimerFired(token=token):
                if token == doing["token"]:
                    self._count_miss(call, "timeout")
            case _:
                return False
        return True

    def _ask(self, call: Call) -> None:
        """Begin one try: with a key pressed earlier if there is one, else with the prompt."""
        early, call.state["keys"] = call.state["keys"][:1], call.state["keys"][1:]
        if early:
            self._take(call, early)
            return
        token = call.play(self.prompt)
        self.doing(call.state)["token"] = call.wait(self.timeout_s) if token is None else token

    def _take(self, call: Call, key: str) -> None:
        if key in self.keys:
            call.finish(key)
        else:
            self._count_miss(call, "invalid")

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
        return Asking(KEYS, Silence.NO_KEY, doing["token"], (doing["try"],))

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return ()

    def choices(self, world: World) -> Iterator[Choice]:
        wrong = next((key for key in KEYS if key not in self.keys), "")
        yield NOTHING
        yield from (typed(key) for key in (*self.keys, *wrong))

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None
