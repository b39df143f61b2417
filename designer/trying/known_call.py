"""Says what is known of a real call by its journal: what came in from outside, when, and what it answered to."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from designer.runtime import effects, events
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from designer.runtime.journal_entries import Step
from designer.runtime.tagged import snake_case
from designer.runtime.words import ExplainedError, say

MATTERS: dict[type[Effect], tuple[str, ...]] = {
    effects.Enter: (),
    effects.Answer: (),
    effects.Play: ("token", "duration_ms", "repeat"),
    effects.Stop: (),
    effects.Wait: ("token", "after_ms"),
    effects.Ask: ("token", "questions"),
    effects.AskWeb: ("token", "method", "url", "headers", "body", "answers"),
    effects.Dial: ("leg", "extension", "number"),
    effects.Cancel: ("leg",),
    effects.Bridge: ("leg",),
    effects.Release: ("leg",),
    effects.Record: (),
    effects.StopRecording: (),
    effects.Join: ("group", "priority", "skill", "most_waiting"),
    effects.Leave: ("group", "callback"),
    effects.QueueTalk: ("group", "agent"),
    effects.QueueMissed: ("group", "agent"),
    effects.QueueDone: ("group", "agent"),
    effects.Notify: (),
    effects.Tag: (),
    effects.Hangup: (),
    effects.Warn: (),
    effects.Ended: ("how",),
}
"""The fields of each effect that decide which events follow from it; none for an effect that no event follows. As long
as a replay produces the same values here, the recorded events still apply."""

Asked = tuple[str, Any]
_OF_EFFECT: dict[type, tuple[str, Callable[[Any], Any]]] = {
    cls: (snake_case(cls.__name__), attrgetter(*names)) for cls, names in MATTERS.items() if names
}


def asks(done: Iterable[Effect]) -> list[Asked]:
    """Return what of *done* decides which events are to come."""
    return [(found[0], found[1](effect)) for effect in done if (found := _OF_EFFECT.get(type(effect)))]


class UnknownCall(ExplainedError):
    """Says that too little is left of what happened in a call."""


@dataclass(frozen=True)
class Rang:
    """Tells what a phone did when it rang: *event* is its answer or failure *after_ms*, None if it only rang that
    long."""

    event: events.LegAnswered | events.LegFailed | None
    after_ms: int


@dataclass(frozen=True)
class Replied:
    """Tells what a web server said *after_ms*, None if it had said nothing by then."""

    event: events.WebReplied | None
    after_ms: int


@dataclass(frozen=True)
class Waited:
    """Tells what came of waiting in a queue: each event so many ms after joining it, and how long the wait was."""

    came: tuple[tuple[int, Event], ...]
    for_ms: int


@dataclass(frozen=True)
class KnownCall:
    """Holds what is known. *steps* are the events and what was asked for at each; *done* are all effects of each.

    *path* are the nodes in order. *end* is "" if the journal doesn't tell how the call ended.
    """

    steps: list[tuple[Event, list[Asked]]]
    done: list[tuple[Effect, ...]]
    path: list[str]
    end: str

    @property
    def arrival(self) -> events.CallArrived:
        """Return the event with which the call began."""
        first = self.steps[0][0]
        assert isinstance(first, events.CallArrived)
        return first

    @property
    def over_at(self) -> int:
        """Return the moment of the last event, in ms since 1970."""
        return self.steps[-1][0].at

    @cached_property
    def talk_ms(self) -> int | None:
        """Return how long the caller talked with somebody; None if there was no talk."""
        talks = (event.at for event, asked in self.steps if any(tag == "bridge" for tag, _ in asked))
        began = next(talks, None)
        return None if began is None else self.over_at - began

    @cached_property
    def rang(self) -> dict[str, list[Rang]]:
        """Return each time that a phone rang, by extension or number outside."""
        found: dict[str, list[Rang]] = defaultdict(list)
        for index, (_, asked) in enumerate(self.steps):
            for tag, value in asked:
                if tag == "dial":
                    leg, extension, number = value
                    found[number or extension].append(self._rang(index, leg))
        return found

    def _rang(self, index: int, leg: str) -> Rang:
        """Return what the leg did until it answered, failed or was given up."""
        began = self.steps[index][0].at
        for event, asked in self.steps[index:]:
            if isinstance(event, events.LegAnswered | events.LegFailed) and event.leg == leg:
                return Rang(event, event.at - began)
            if ("cancel", leg) in asked:
                return Rang(None, event.at - began)
        return Rang(None, self.over_at - began)

    @cached_property
    def facts(self) -> dict[str, list[int]]:
        """Return each answer to a question, by the question."""
        found: dict[str, list[int]] = defaultdict(list)
        for event, _ in self.steps:
            if isinstance(event, events.FactsAnswered):
                for question, number in event.facts.items():
                    found[question].append(number)
        return found

    @cached_property
    def web(self) -> dict[tuple[Any, ...], list[Replied]]:
        """Return each answer to a web request, by all of the request but its token."""
        found: dict[tuple[Any, ...], list[Replied]] = defaultdict(list)
        for index, (_, asked) in enumerate(self.steps):
            for tag, value in asked:
                if tag == "ask_web":
                    found[value[1:]].append(self._replied(index, value[0]))
        return found

    def _replied(self, index: int, token: int) -> Replied:
        """Return the answer, or how long the call waited until it went on without one, at its next timer."""
        began = self.steps[index][0].at
        for event, _ in self.steps[index + 1 :]:
            if isinstance(event, events.WebReplied) and event.token == token:
                return Replied(event, event.at - began)
            if isinstance(event, events.TimerFired):
                return Replied(None, event.at - began)
        return Replied(None, self.over_at - began)

    @cached_property
    def waited(self) -> dict[tuple[Any, ...], list[Waited]]:
        """Return each wait, by what was joined (group, priority, skill, most waiting)."""
        found: dict[tuple[Any, ...], list[Waited]] = defaultdict(list)
        for index, (_, asked) in enumerate(self.steps):
            for tag, value in asked:
                if tag == "join":
                    found[value].append(self._waited(index))
        return found

    def _waited(self, index: int) -> Waited:
        """Return the wait until the talk, a refusal, or until the caller left."""
        began = self.steps[index][0].at
        came = []
        for event, asked in self.steps[index + 1 :]:
            if isinstance(event, events.OfTheQueue):
                came.append((event.at - began, event))
            if isinstance(event, events.QueueFull) or any(tag in ("leave", "queue_talk") for tag, _ in asked):
                return Waited(tuple(came), event.at - began)
        return Waited(tuple(came), self.over_at - began)

    def silences(self, begin: int) -> dict[str, list[int]]:
        """Return, by prompt, each silence of so many ms after it that was long enough for the flow, from step *begin*
        on."""
        found: dict[str, list[int]] = defaultdict(list)
        prompt, waits = "", dict[int, tuple[str, int]]()
        for index, (event, asked) in enumerate(self.steps):
            if isinstance(event, events.TimerFired) and event.token in waits and index >= begin:
                after, after_ms = waits[event.token]
                found[after].append(after_ms)
            if isinstance(event, events.PromptEnded):
                waits |= {value[0]: (prompt, value[1]) for tag, value in asked if tag == "wait"}
            played = (each for each in self.done[index] if isinstance(each, effects.Play) and not each.repeat)
            prompt = next((each.prompt for each in played), prompt)
        return found

    def effects_of(self, index: int) -> list[Effect]:
        """Return the effects of a step that events follow."""
        return [effect for effect in self.done[index] if MATTERS[type(effect)]]


def known_call(journal: Sequence[Step]) -> KnownCall:
    """Return what the *journal* of one call tells, given in its order. Raise UnknownCall if some of it is lost."""
    steps: list[tuple[Event, list[Asked]]] = []
    path: list[str] = []
    end = ""
    for seq, step in enumerate(journal):
        if step.seq != seq:
            raise UnknownCall(say("line {number} of the call is lost", number=seq))
        if step.is_shortened:
            raise UnknownCall(say("line {number} of the call was too long to be kept whole", number=seq))
        steps.append((step.event, asks(step.effects)))
        for effect in step.effects:
            if isinstance(effect, effects.Enter):
                path.append(effect.node)
            elif isinstance(effect, effects.Ended):
                end = effect.how
    if not steps or not isinstance(steps[0][0], events.CallArrived):
        raise UnknownCall(say("the call's beginning is not known"))
    return KnownCall(steps, [step.effects for step in journal], path, end)
