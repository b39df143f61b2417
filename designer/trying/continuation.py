"""Continues a replay from where it parts from reality, with a virtual clock and what the journal knows of the world."""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NoReturn, assert_never

from designer.runtime import effects, events
from designer.runtime.call_state import CallState
from designer.runtime.effects import Effect
from designer.runtime.events import Event, OfWhat, of_what
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.op import Silence
from designer.runtime.op_types import TOKENS, kept_values
from designer.runtime.words import ExplainedError, Words, marked, say
from designer.trying.begun import Begun, NothingFollows
from designer.trying.known_call import KnownCall, asks
from designer.trying.run import Run

MOST_STEPS = 1_000
NOT_ASKED = {
    "idle": marked("nobody asked in reality for how long {name} had been free"),
    "waiting": marked("nobody asked in reality how many callers wait for {name}"),
    "free": marked("nobody asked in reality how many of {name} are free"),
}
"""What is said of a question that nobody asked in reality, by its kind."""

WHY_UNKNOWN = {
    Silence.NO_KEY: say("a key would have been asked for when the caller had pressed the last one"),
    Silence.SPEECH: say("it is not known how long the caller's message would have been"),
    Silence.NOTHING: None,
}
"""Why a replay ends at a silence that the caller never kept in reality; None if it need not end there."""

LATE = 1
"""A doubt comes after everything that happens in the same millisecond."""


class NotKnown(ExplainedError):
    """Ends the replay, for this reason."""


@dataclass(frozen=True)
class Doubt:
    """Ends the replay at its moment for the reason *why*, if *matters* says so of the call's state then."""

    matters: Callable[[CallState], bool]
    why: Words


class Continuation:
    """Continues from step *parted_at* on, with a virtual clock and with what is known of the world."""

    def __init__(self, run: Run, call: KnownCall, parted_at: int) -> None:
        self.going, self.call = run, call
        self.now = self.call.steps[parted_at][0].at
        self.due: list[tuple[int, int, int, Event | Doubt]] = []
        self.order = itertools.count()
        self.used: Counter[Any] = Counter()
        self.silent_until = 0
        self.parted_at = parted_at
        self.prompt = ""
        self.waits: dict[int, tuple[str, int]] = {}
        self.real_timers: set[int] = set()
        self._take_over(parted_at)
        self._react(run.done, isinstance(self.call.steps[parted_at][0], events.PromptEnded))

    def run(self) -> None:
        """Go on to the end of the call. Raise ``NotKnown`` where nothing in the journal says how."""
        for _ in range(MOST_STEPS):
            if self.going.end:
                return
            if not self.due:
                raise NotKnown(say("nothing that happened in reality tells how it would have gone on"))
            self.now, _late, _order, event = heapq.heappop(self.due)
            if isinstance(event, Doubt):
                if event.matters(self.going.state):
                    raise NotKnown(event.why)
                continue
            self._ask_silence(event)
            self._react(self.going.step(event), isinstance(event, events.PromptEnded))
        raise NotKnown(say("it would have gone on for more than {most} steps", most=MOST_STEPS))

    def _take_over(self, parted_at: int) -> None:
        """Let everything begun before step *parted_at* go on as in reality, with the caller's keys and their hanging
        up."""
        shared = [
            (event.at, effect)
            for index, (event, _) in enumerate(self.call.steps[:parted_at])
            for effect in self.call.effects_of(index)
        ]
        begun = Begun(effect for _, effect in shared)
        for event, _ in self.call.steps[parted_at + 1 :]:
            if isinstance(event, events.Digit):
                self.silent_until = event.at
            if self._still_happens(event, begun):
                self._at(event.at, event)
                if isinstance(event, events.TimerFired):
                    self.real_timers.add(event.token)
        happened = {of_what(event) for event, _ in self.call.steps}
        for at, effect in shared:
            self._overdue(at, effect, happened)
            if isinstance(effect, effects.Play) and not effect.repeat:
                self.prompt = effect.prompt

    def _still_happens(self, event: Event, begun: Begun) -> bool:
        """Return whether an event of reality happens here as well: it follows what had begun, or the caller caused it.

        A hang-up after a talk came of that talk. Where the call parts from reality, no fault is assumed.
        """
        if not isinstance(event, events.ByItself):
            return begun.has(event)
        match event:
            case events.Digit():
                return True
            case events.CallerGone() | events.Dismissed():
                return begun.talk or self.call.talk_ms is None
            case events.CallArrived() | events.Fault():
                return False
            case _:
                assert_never(event)

    def _overdue(self, at: int, effect: Effect, happened: set[OfWhat]) -> None:
        """Plan the end of what was begun before *parted_at* and has no end in the journal."""
        if isinstance(effect, NothingFollows | effects.Bridge):
            return
        match effect:
            case effects.Play(token=token, duration_ms=after) | effects.Wait(token=token, after_ms=after):
                if ("token", token) not in happened and not getattr(effect, "repeat", False):
                    event = events.PromptEnded if isinstance(effect, effects.Play) else events.TimerFired
                    due = max(self.now, at + after)
                    self._at(due, event(due, token))
            case effects.Dial(leg=leg, extension=extension, number=number):
                rang = self._next("rang", self.call.rang, number or extension)
                if rang and rang.event is None:
                    self._doubt_leg(max(self.now, at + rang.after_ms), leg, number or extension)
            case effects.AskWeb() | effects.Join() | effects.Ask():
                self._count(effect)
                if isinstance(effect, effects.Join) and self.going.state["queue"] == effect.group:
                    self._doubt_queue(max(self.now, self.call.over_at), effect.group)
            case _:
                assert_never(effect)

    def _count(self, effect: effects.AskWeb | effects.Join | effects.Ask) -> None:
        """Note that the effect had its answer, so that it is not given again."""
        ((tag, value),) = asks([effect])
        if tag == "ask":
            self.used.update(("facts", question) for question in value[1])
        else:
            self.used["web" if tag == "ask_web" else "waited", value[1:] if tag == "ask_web" else value] += 1

    def _react(self, done: Iterable[Effect], heard_out: bool = False) -> None:
        now = self.now
        for effect in done:
            if isinstance(effect, NothingFollows):
                continue
            match effect:
                case effects.Play(prompt=prompt, token=token, duration_ms=after, repeat=repeat):
                    if not repeat:
                        self.prompt = prompt
                        self._at(now + after, events.PromptEnded(now + after, token))
                case effects.Wait(token=token, after_ms=after):
                    if heard_out:
                        self.waits[token] = self.prompt, after
                    self._at(now + after, events.TimerFired(now + after, token))
                case effects.Bridge(leg=leg):
                    self._talk(leg)
                case effects.Dial() | effects.Ask() | effects.AskWeb() | effects.Join():
                    self._answer(effect)
                case _:
                    assert_never(effect)

    def _answer(self, effect: effects.Question) -> None:
        """Answer a question of the call as the world answered it in reality."""
        match effect:
            case effects.Dial():
                self._dial(effect)
            case effects.Ask():
                self._ask(effect)
            case effects.AskWeb():
                self._ask_web(effect)
            case effects.Join():
                self._join(effect)
            case _:
                assert_never(effect)

    def _dial(self, effect: effects.Dial) -> None:
        name = effect.number or effect.extension
        rang = self._next("rang", self.call.rang, name)
        if rang is None:
            once_more = say("{name} would have been rung once more, which was not so in reality", name=name)
            first = say("{name} would have been rung, which was not so in reality", name=name)
            self._not_known(once_more if self.call.rang.get(name) else first)
        at = self.now + rang.after_ms
        if rang.event is None:
            self._doubt_leg(at, effect.leg, name)
        else:
            self._at(at, replace(rang.event, at=at, leg=effect.leg))

    def _doubt_leg(self, at: int, leg: str, name: str) -> None:
        why = say("{name} would have rung for longer than it did in reality", name=name)
        self._at(at, Doubt(lambda state: state["legs"].get(leg) is False, why))

    def _ask(self, effect: effects.Ask) -> None:
        facts = {}
        for question in effect.questions:
            fact = self._next("facts", self.call.facts, question)
            if fact is None:
                asked = KindAndName(question)
                self._not_known(Words(NOT_ASKED[asked.kind], (("name", asked.name),)))
            facts[question] = fact
        self._at(self.now, events.FactsAnswered(self.now, effect.token, facts))

    def _ask_web(self, effect: effects.AskWeb) -> None:
        ((_, (token, *request)),) = asks([effect])
        replied = self._next("web", self.call.web, tuple(request))
        if replied is None:
            self._not_known(say("this web request was not made in reality"))
        at = self.now + replied.after_ms
        if replied.event is not None:
            self._at(at, replace(replied.event, at=at, token=token))
        else:
            why = say("the web server would have had more time to answer than in reality")
            self._at(at, Doubt(lambda state: token in kept_values(self.going.program.op(state), state, TOKENS), why))

    def _join(self, effect: effects.Join) -> None:
        ((_, wanted),) = asks([effect])
        waited = self._next("waited", self.call.waited, wanted)
        if waited is None:
            self._not_known(say("the caller did not wait for {group} like this in reality", group=effect.group))
        for after_ms, event in waited.came:
            self._at(self.now + after_ms, replace(event, at=self.now + after_ms))
        self._doubt_queue(self.now + waited.for_ms, effect.group)

    def _doubt_queue(self, at: int, group: str) -> None:
        why = say("the caller would have waited for {group} for longer than in reality", group=group)
        self._at(at, Doubt(lambda state: bool(state["queue"] == group), why))

    def _talk(self, leg: str) -> None:
        """Let the talk last as long as the real one, and end the same way."""
        if self.call.talk_ms is None:
            self._not_known(
                say("the caller talked with nobody in reality, so it is not known how long they would have")
            )
        at = self.now + self.call.talk_ms
        match self.call.end:
            case "caller_hung_up":
                self._at(at, events.CallerGone(at))
            case "callee_hung_up":
                self._at(at, events.LegEnded(at, leg))
            case _:
                self._at(at, Doubt(lambda state: True, say("the talk would have been longer than in reality")))

    def _ask_silence(self, event: Event) -> None:
        """End the replay if the caller's silence after their last key decides what no silence decided in reality."""
        if not isinstance(event, events.TimerFired) or self.now <= self.silent_until or event.token in self.real_timers:
            return
        state = self.going.state
        if state["ended"] or not state["doing"]:
            return
        asking = self.going.program.op(state).asking(state)
        if asking.token != event.token or self._was_silent(event.token):
            return
        if why := WHY_UNKNOWN[asking.silence]:
            raise NotKnown(why)

    def _was_silent(self, token: int) -> bool:
        """Return whether the caller stayed silent for that long after the same prompt."""
        prompt, after_ms = self.waits.get(token, ("", 0))
        silences = self.silences.get(prompt, [])
        return bool(silences) and silences.pop(0) >= after_ms

    @cached_property
    def silences(self) -> dict[str, list[int]]:
        """Return how long the caller was silent after each prompt in reality, in ms."""
        return self.call.silences(self.parted_at + 1)

    def _next(self, kind: str, known: dict[Any, list[Any]], name: Any) -> Any:
        """Return the first answer in *known* that was not used yet; None if there is none."""
        answers = known.get(name, ())
        index = self.used[kind, name]
        self.used[kind, name] += 1
        return answers[index] if index < len(answers) else None

    def _not_known(self, why: Words) -> NoReturn:
        raise NotKnown(why)

    def _at(self, at: int, event: Event | Doubt) -> None:
        late = LATE if isinstance(event, Doubt) else 0
        heapq.heappush(self.due, (at, late, next(self.order), event))
