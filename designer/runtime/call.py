"""Holds one step of one call while it is worked out: a private copy of the state, and the effects so far."""

from collections.abc import Callable

from designer.runtime import effects
from designer.runtime.call_state import MOST_VALUE_CHARACTERS, CallState, copied
from designer.runtime.directory import Calendar, Directory
from designer.runtime.effects import Effect
from designer.runtime.filled import Filled, filled


class Call:
    """Gives ops their hands on a call. They may change ``state`` freely, because it is a copy."""

    def __init__(self, directory: Directory, state: CallState, at: int) -> None:
        self.directory = directory
        self.state = copied(state)
        self.at = at
        self.effects: list[Effect] = []

    def do(self, effect: Effect) -> None:
        """Add an effect to those of this step."""
        self.effects.append(effect)

    def warn(self, text: str, **values: str) -> None:
        """Warn the owner of the flow. *text* and *values* are those of ``say``."""
        self.do(effects.Warn(text, tuple(values.items())))

    def token(self) -> int:
        """Return a fresh name for a prompt or a wait. Endings under older names no longer count."""
        self.state["tokens"] += 1
        return self.state["tokens"]

    def answer(self) -> None:
        """Answer the caller unless they are answered already."""
        if not self.state["answered"]:
            self.state["answered"] = True
            self.do(effects.Answer())

    def play(self, prompt: str, repeat: bool = False) -> int | None:
        """Answer and play a prompt. Return the token of its end, or None, with a warning, if there is no such prompt.

        The prompt is played in the caller's language if there is such a version ("welcome@de"), else as it is.
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
        """Return *text* with the values of variables in place of "{name}", each written by *write*.

        A variable that was never set is "", with a warning.
        """

        def value(name: str) -> str:
            if name not in self.state["vars"]:
                self.warn("the variable “{name}” has no value", name=name)
            return write(str(self.state["vars"].get(name, "")))

        return filled(text, value)

    def calendar(self, name: str) -> Calendar | None:
        """Return the calendar of that name; None, with a warning, if there is none."""
        found = self.directory["calendars"].get(name)
        if found is None:
            self.warn("there is no calendar “{name}”", name=name)
        return found

    def set_variable(self, name: str, value: str) -> None:
        """Set a variable, cut to ``MOST_VALUE_CHARACTERS``."""
        self.state["vars"][name] = value[:MOST_VALUE_CHARACTERS]

    def wait(self, seconds: float) -> int:
        """Begin a wait, and return the token under which it ends."""
        token = self.token()
        self.do(effects.Wait(token, round(seconds * 1000)))
        return token

    def record(self, kind: str, owner: str) -> None:
        """Start a recording unless one is under way. *kind* and *owner* are those of ``effects.Record``."""
        if self.state["recording"]:
            return
        self.state["recordings"] += 1
        self.state["recording"] = f"{self.state['call']}-r{self.state['recordings']}"
        self.do(effects.Record(self.state["recording"], kind, owner))

    def stop_recording(self) -> None:
        """End the recording under way, if there is one."""
        if self.state["recording"]:
            self.do(effects.StopRecording(self.state["recording"]))
            self.state["recording"] = ""

    def leave_queue(self) -> None:
        """Tell the queue that a caller who waits, or who talks with somebody of the group, is gone."""
        group, _, agent = self.state["queue"].partition(":")
        if agent:
            self.do(effects.QueueDone(group, agent))
        elif group:
            self.do(effects.Leave(group))
        self.state["queue"] = ""

    def finish(self, outcome: str) -> None:
        """End the op under way with *outcome*; the call goes on with the next op."""
        self.state["outcome"] = outcome
        self.state["doing"] = None
        self.state["index"] += 1

    def enter(self, block: str, outcome: str = "") -> None:
        """Go to the beginning of *block*; *outcome* is the one by which the call left the block before."""
        self.state["block"], self.state["index"], self.state["outcome"] = block, 0, ""
        self.do(effects.Enter(block, outcome))

    def go_to_voicemail(self, extension: str) -> None:
        """End the op under way, and go to an employee's voicemail instead of going on in the block."""
        self.state["detour"], self.state["index"], self.state["doing"] = extension, 0, None

    def end(self, how: str, hangup: str = "") -> None:
        """End the call; *how* is a word of ``effects.Ended``. With *hangup*, a reason of ``effects.Hangup``, the caller
        is still there and is hung up on."""
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
