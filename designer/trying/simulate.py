"""Tries a flow without a telephone: with the machine, a scripted caller, and a clock that jumps.

It answers effects as the switch does: a prompt ends when its time is over unless something else plays, a wait ends, a
phone rings and then does what the script says. It is deterministic, and bounded in steps and hours.
"""

import heapq
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, assert_never

from designer.runtime import effects, events, numbers
from designer.runtime.availability import present
from designer.runtime.call_state import CallState
from designer.runtime.choices import THINK_MS
from designer.runtime.directory import Directory
from designer.runtime.effects import EFFECTS, Effect
from designer.runtime.events import EVENTS, CallArrived, Event, OfWhat, of_what
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.machine import step
from designer.runtime.members import members_of
from designer.runtime.op import Silence
from designer.runtime.program import Program
from designer.runtime.words import Translate
from designer.trying.script import Script
from designer.trying.simulated_queues import Ahead, Queues

JsonObject = dict[str, Any]

MOST_STEPS = 10_000
MOST_MS = 24 * 3_600_000
RING_MS = 100
WEB_MS = 200
CALL = "simulated"

CausesSomething = (
    effects.Play
    | effects.Wait
    | effects.Dial
    | effects.Ask
    | effects.AskWeb
    | effects.Cancel
    | effects.Release
    | effects.Bridge
    | effects.Ended
)
"""Effects that something follows."""

CausesNothing = (
    effects.Enter
    | effects.Answer
    | effects.Stop
    | effects.Record
    | effects.StopRecording
    | effects.Notify
    | effects.Tag
    | effects.Hangup
    | effects.Warn
)
"""Effects that nothing follows."""

NeverSimulated = events.Fault | events.QueueMoved | events.Dismissed
"""Events that no script causes: nothing under a simulated call breaks, and nobody acts on it."""


@dataclass
class Trace:
    """Holds what happened: each step of the machine, and what people want to know of it."""

    steps: list[tuple[Event, tuple[Effect, ...]]] = field(default_factory=list)
    began_ms: int = 0
    ended: str = "unfinished"

    @property
    def _effects(self) -> Iterable[Effect]:
        return (effect for _, effects_of_step in self.steps for effect in effects_of_step)

    @property
    def path(self) -> list[str]:
        """Return the nodes, in order."""
        return [effect.node for effect in self._effects if isinstance(effect, effects.Enter)]

    @property
    def heard(self) -> list[str]:
        """Return the prompts that began to play, in order."""
        return [effect.prompt for effect in self._effects if isinstance(effect, effects.Play)]

    @property
    def rings(self) -> list[str]:
        """Return the extensions that were rung, in order."""
        return [effect.extension for effect in self._effects if isinstance(effect, effects.Dial)]

    @property
    def bridged_to(self) -> str | None:
        """Return the extension that the caller talked to."""
        legs = {effect.leg: effect.extension for effect in self._effects if isinstance(effect, effects.Dial)}
        return next((legs[effect.leg] for effect in self._effects if isinstance(effect, effects.Bridge)), None)

    def to_json(self, directory: Directory | None = None, translate: Translate = str) -> JsonObject:
        """Return the trace as plain JSON. With a *directory*, what is spoken stands beside each prompt."""
        prompts = directory["prompts"] if directory else {}
        recordings = [effect for effect in self._effects if isinstance(effect, effects.Record)]
        return {
            "path": self.path,
            "heard": self.heard,
            "spoken": [prompts[name].get("text", "") if name in prompts else "" for name in self.heard],
            "rings": self.rings,
            "bridged_to": self.bridged_to,
            "recordings": [{"kind": effect.kind, "owner": effect.owner} for effect in recordings],
            "warnings": [each.words.translated(translate) for each in self._effects if isinstance(each, effects.Warn)],
            "ended": self.ended,
            "duration_s": (self.steps[-1][0].at - self.began_ms) / 1000 if self.steps else 0.0,
            "steps": [
                {
                    "at_s": (event.at - self.began_ms) / 1000,
                    "event": EVENTS.to_json(event),
                    "effects": [EFFECTS.to_json(effect) for effect in effects_of_step],
                }
                for event, effects_of_step in self.steps
            ],
        }


def simulate(program: Program, directory: Directory, script: Script) -> Trace:
    """Try *program* as *script* says. The call stays unfinished after 10,000 steps or a day."""
    return _Simulation(program, directory, script).run()


class _Simulation:
    def __init__(self, program: Program, directory: Directory, script: Script) -> None:
        self.program, self.directory, self.script = program, directory, script
        self.began = round(script.at.timestamp() * 1000)
        self.now = self.began
        self.trace = Trace(began_ms=self.began)
        self.state: CallState | None = None
        self.due: list[tuple[int, int, Event | Ahead]] = []
        self.order = itertools.count()
        self.keys = [press.key for press in script.press if press.at_s is None]
        self.asked: tuple[Any, ...] = ()
        self.gone_legs: set[OfWhat] = set()
        self.web = list(script.web)
        self.queues = Queues(directory, script, self._later, lambda: self.now)

    def run(self) -> Trace:
        self._plan()
        while self.due and len(self.trace.steps) < MOST_STEPS:
            self.now, _, event = heapq.heappop(self.due)
            if self.now - self.began > MOST_MS:
                break
            if isinstance(event, Ahead):
                self.queues.ahead(event)
            elif of_what(event) not in self.gone_legs:
                self._step(event)
            if self.state and self.state["ended"]:
                break
        return self.trace

    def _plan(self) -> None:
        """Plan the call itself, and what the script does at times of its own."""
        script = self.script
        arrival = CallArrived(
            at=self.began,
            call=CALL,
            company=self.directory.get("company", ""),
            caller=self._caller(),
            caller_name="",
            number=script.number,
            program=self.program.sha,
            directory="",
            direction="internal" if script.extension else "inbound",
            extension=script.extension,
            chance=script.chance,
        )
        self._later(0, arrival)
        for press in script.press:
            if press.at_s is not None:
                self._later(round(press.at_s * 1000), events.Digit(self.began + round(press.at_s * 1000), press.key))
        if script.hang_up_s is not None:
            self._later(round(script.hang_up_s * 1000), events.CallerGone(self.began + round(script.hang_up_s * 1000)))

    def _caller(self) -> str:
        """Return who calls, as the switch has it: a colleague's extension, or what a carrier would write."""
        if self.script.extension:
            return self.script.caller
        return numbers.from_carrier(self.directory.get("numbering"), self.script.caller)

    def _later(self, after_ms: int, event: Event | Ahead) -> None:
        heapq.heappush(self.due, (self.now + after_ms, next(self.order), event))

    def _step(self, event: Event) -> None:
        before = self.state
        self.state, done = step(self.program, self.directory, self.state, event)
        if not done and self.state == before:
            return
        self.trace.steps.append((event, done))
        for effect in done:
            if isinstance(effect, effects.OfTheQueue):
                self.queues.take(effect)
            elif not isinstance(effect, CausesNothing):
                self._react(effect)
        if not self.state["ended"]:
            self._press()

    def _react(self, effect: CausesSomething) -> None:
        at = self.now
        match effect:
            case effects.Play(duration_ms=duration, token=token, repeat=repeat):
                if not repeat:
                    self._later(duration, events.PromptEnded(at + duration, token))
            case effects.Wait(token=token, after_ms=after):
                self._later(after, events.TimerFired(at + after, token))
            case effects.Dial(leg=leg, extension=extension, number=number):
                self._phone(leg, self.script.reaction(number or extension))
            case effects.Ask(token=token, questions=questions):
                self._later(
                    0, events.FactsAnswered(at, token, {each: self._fact(KindAndName(each)) for each in questions})
                )
            case effects.AskWeb(token=token):
                self._web(token)
            case effects.Cancel(leg=leg) | effects.Release(leg=leg):
                self.gone_legs.add(("leg", leg))
            case effects.Bridge(leg=leg):
                talk = round(self.script.talk_s * 1000)
                over = events.CallerGone(at + talk)
                self._later(talk, over if self.script.ends_talk == "caller" else events.LegEnded(at + talk, leg))
            case effects.Ended(how=how):
                self.trace.ended = how
            case _:
                assert_never(effect)

    def _phone(self, leg: str, reaction: float | str) -> None:
        at = self.now + RING_MS
        if reaction in ("busy", "rejected", "unavailable"):
            self._later(RING_MS, events.LegFailed(at, leg, str(reaction)))
            return
        self._later(RING_MS, events.LegRinging(at, leg))
        if reaction != "silent":
            after = RING_MS + round(float(reaction) * 1000)
            self._later(after, events.LegAnswered(self.now + after, leg))

    def _fact(self, question: KindAndName) -> int:
        """Answer as the switch would in an exchange in which only this call and the script's people are."""
        match question.kind:
            case "idle":
                return self.queues.idle_ms(question.name)
            case "waiting":
                return self.queues.waiting(question.name)
        here = present(self.directory, members_of(self.directory, question.name), self.now)
        return sum(self._is_free(extension) for extension in here)

    def _is_free(self, extension: str) -> bool:
        """Return whether the extension is free. A phone that refuses calls is connected all the same."""
        return self.queues.idle_ms(extension) >= 0 and self.script.reaction(extension) != "unavailable"

    def _web(self, token: int) -> None:
        answer = self.web.pop(0) if self.web else None
        if answer and answer.outcome != "timeout":
            self._later(WEB_MS, events.WebReplied(self.now + WEB_MS, token, answer.outcome, dict(answer.values)))

    def _press(self) -> None:
        """Press the next key without a time of its own, once the flow has begun to ask for one."""
        state = self.state
        if not state or not self.keys or not state["doing"]:
            return
        asking = self.program.op(state).asking(state)
        question = (len(self.trace.path), state["index"], asking.question)
        if question == self.asked or self.keys[0] not in asking.keys:
            return
        self.asked = question
        after = round(self.script.speak_s * 1000) if asking.silence == Silence.SPEECH else THINK_MS
        self._later(after, events.Digit(self.now + after, self.keys.pop(0)))
