"""One step of one call while it is being worked out: a private copy of the state, and the effects so far."""

from collections.abc import Callable
from typing import Any

from designer.runtime import effects
from designer.runtime.call_state import MOST_VALUE_CHARACTERS, CallState
from designer.runtime.directory import Calendar, Directory
from designer.runtime.effects import Effect
from designer.runtime.filled import Filled, filled


class Call:
    """What the ops work on. ``state`` may be changed freely: it is a copy."""

    def __init__(self, directory: Directory, state: CallState, at: int) -> None:
        self.directory = directory
        self.state: CallState = _copy(state)
        self.at = at
        self.effects: list[Effect] = []

    def do(self, effect: Effect) -> None:
        self.effects.append(effect)

    def warn(self, text: str, **values: str) -> None:
        """*text* and *values* are as ``say`` has them."""
        self.do(effects.Warn(text, tuple(values.items())))

    def token(self) -> int:
        """A fresh name for a play or a wait; endings of older ones no longer count."""
        self.state["tokens"] += 1
        return self.state["tokens"]

    def answer(self) -> None:
        if not self.state["answered"]:
            self.state["answered"] = True
            self.do(effects.Answer())

    def play(self, prompt: str, repeat: bool = False) -> int | None:
        """Answer and play; the token of its end, or None (with a warning) when there is no such prompt.

        In the caller's language if there is such a version ("welcome@de"), else as it is.
        """
        prompts, version = self.directory["prompts"], f"{prompt}@{self.state['language']}"
        name = version if version in prompts else prompt
        if name not in prompts:
            self.warn("there is no prompt “{name}”", name=prompt)
            return None
        self.answer()
        token = self.token()
        self.do(effects.Play(name, prompts[name]["file"], prompts[name]["duration_ms"], token, repeat))
        return token

    def stop_if_playing(self) -> None:
        """Stop what began to play in this step."""
        sounds = [effect for effect in self.effects if isinstance(effect, effects.Play | effects.Stop)]
        if sounds and isinstance(sounds[-1], effects.Play):
            self.do(effects.Stop())

    def fill(self, text: str, write: Callable[[str], str] = str) -> Filled:
        """*text* with the values of variables for "{name}", as *write* writes them.

        One that was never set is "" and worth a warning.
        """

        def value(name: str) -> str:
            if name not in self.state["vars"]:
                self.warn("the variable “{name}” has no value", name=name)
            return write(str(self.state["vars"].get(name, "")))

        return filled(text, value)

    def calendar(self, name: str) -> Calendar | None:
        """Return the calendar of that name; None, with a warning, when there is none."""
        found = self.directory["calendars"].get(name)
        if found is None:
            self.warn("there is no calendar “{name}”", name=name)
        return found

    def set_variable(self, name: str, value: str) -> None:
        self.state["vars"][name] = value[:MOST_VALUE_CHARACTERS]

    def wait(self, seconds: float) -> int:
        token = self.token()
        self.do(effects.Wait(token, round(seconds * 1000)))
        return token

    def record(self, kind: str, owner: str) -> None:
        """One recording at a time: what is recorded already goes on."""
        if self.state["recording"]:
            return
        self.state["recordings"] += 1
        self.state["recording"] = f"{self.state['call']}-r{self.state['recordings']}"
        self.do(effects.Record(self.state["recording"], kind, owner))

    def stop_recording(self) -> None:
        if self.state["recording"]:
            self.do(effects.StopRecording(self.state["recording"]))
            self.state["recording"] = ""

    def leave_queue(self) -> None:
        """Of a caller who waits, or who talks with somebody of the group."""
        group, _, agent = self.state["queue"].partition(":")
        if agent:
            self.do(effects.QueueDone(group, agent))
        elif group:
            self.do(effects.Leave(group))
        self.state["queue"] = ""

    def finish(self, outcome: str) -> None:
        """End the op under way; the call goes on with the next one."""
        self.state["outcome"] = outcome
        self.state["doing"] = None
        self.state["index"] += 1

    def enter(self, block: str, outcome: str = "") -> None:
        """Go to the beginning of a block, by the outcome of the one before."""
        self.state["block"], self.state["index"], self.state["outcome"] = block, 0, ""
        self.do(effects.Enter(block, outcome))

    def go_to_voicemail(self, extension: str) -> None:
        """End the op under way, and go to the voicemail of an employee instead of going on in the block."""
        self.state["detour"], self.state["index"], self.state["doing"] = extension, 0, None

    def end(self, how: str, hangup: str = "") -> None:
        """The call is over. With *hangup* the caller is still there and is hung up on for that reason."""
        self.stop_recording()
        self.leave_queue()
        for leg, up in self.state["legs"].items():
            self.do(effects.Release(leg) if up else effects.Cancel(leg))
        self.state["legs"] = {}
        if hangup:
            self.do(effects.Hangup(hangup))
        self.state["doing"] = None
        self.state["ended"] = True
        self.do(effects.Ended(how))


def _copy(value: Any) -> Any:
    """A deep copy of plain JSON; most values are neither lists nor objects, and are not looked into."""
    if isinstance(value, dict):
        return {key: _copy(item) if isinstance(item, dict | list) else item for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) if isinstance(item, dict | list) else item for item in value]
    return value
