"""A real call against another program: what would have become of it, as far as that can be known.

As long as the program asks for what was asked for in reality, the events that the call had are the right ones. From
the first difference on, a clock jumps as in the simulator, and what the caller and the phones did comes from the
journal: the caller's keys at the same times since the call began, each phone as it did when it was rung. What the
journal can't know is never guessed: the replay ends there and says so. A caller who did not hang up is taken to stay
while nothing is asked of them.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NoReturn

from designer.runtime import effects, events
from designer.runtime.call_state import CallState
from designer.runtime.directory import Directory
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from designer.runtime.machine import step
from designer.runtime.op import Silence
from designer.runtime.program import Program
from designer.runtime.words import SaidError, Translate, Words, marked, say
from designer.trying.known_call import KnownCall, asks

JsonObject = dict[str, Any]

MOST_STEPS = 1_000
NOT_ASKED = {
    "idle": marked("nobody asked in reality for how long {name} had been free"),
    "waiting": marked("nobody asked in reality how many callers wait for {name}"),
    "free": marked("nobody asked in reality how many of {name} are free"),
}
"""By kind of question."""

WHY_UNKNOWN = {
    Silence.NO_KEY: say("a key would have been asked for when the caller had pressed the last one"),
    Silence.SPEECH: say("it is not known how long the caller's message would have been"),
    Silence.NOTHING: None,
}
"""What is not known of a call that goes on by a silence which the caller never kept."""

LATE = 1
"""What shows that something is not known comes after all that happens in the same millisecond."""


@dataclass(frozen=True)
class Unknown:
    """At *node* the call would have needed something that did not happen in reality; *why* says what."""

    node: str
    why: Words

    def to_json(self, translate: Translate = str) -> JsonObject:
        return {"node": self.node, "why": self.why.told(translate)}


@dataclass(frozen=True)
class Replayed:
    """*end* is one of the words of ``effects.Ended``, or "" when there is something *unknown*. *steps* are what
    happened, as ``Trace`` has them."""

    path: list[str]
    end: str
    unknown: Unknown | None = None
    steps: Sequence[tuple[Event, tuple[Effect, ...]]] = ()

    def compared(self, call: KnownCall) -> str:
        """ "same"; "elsewhere" when it is certain that the call would have gone another way; else "unknown"."""
        if self.unknown is None:
            return "same" if (self.path, self.end) == (call.path, call.end) else "elsewhere"
        return "unknown" if self.path == call.path[: len(self.path)] else "elsewhere"


class _NotKnown(SaidError):
    """The replay ends here, for this reason."""


@dataclass(frozen=True)
class _Doubt:
    """From its moment on nothing is known of something, which matters if *matters* says so."""

    matters: Callable[[CallState], bool]
    why: Words


def replay(program: Program, directory: Directory, call: KnownCall) -> Replayed:
    """Walk *program* as *call* would have."""
    return _Replay(program, directory, call).run()


class _Replay:
    def __init__(self, program: Program, directory: Directory, call: KnownCall) -> None:
        self.program, self.directory, self.call = program, directory, call
        self.state: CallState | None = None
        self.path: list[str] = []
        self.end = ""
        self.steps: list[tuple[Event, tuple[Effect, ...]]] = []

    def run(self) -> Replayed:
        try:
            parted_at = self._along()
            if not self.end:
                _OwnWay(self, parted_at).run()
        except _NotKnown as reason:
            return Replayed(self.path, "", Unknown(self.path[-1], reason.words), self.steps)
        return Replayed(self.path, self.end, steps=self.steps)

    def _along(self) -> int:
        """Go along with the journal; the step that asked for something else, at which the ways part."""
        for place, (event, asked) in enumerate(self.call.steps):
            if asks(self.step(event)) != asked:
                return place
        if not self.end:
            raise _NotKnown(say("the journal of the call ends here"))
        return len(self.call.steps)

    def step(self, event: Event) -> tuple[Effect, ...]:
        self.state, done = step(self.program, self.directory, self.state, event)
        self.done = done
        self.steps.append((event, done))
        for effect in done:
            if type(effect) is effects.Enter:
                self.path.append(effect.node)
            elif type(effect) is effects.Ended:
                self.end = effect.how
        return done


class _OwnWay:
    """From *parted_at* on: a virtual clock, and what is known of the world."""

    def __init__(self, walk: _Replay, parted_at: int) -> None:
        self.walk, self.call = walk, walk.call
        self.now = self.call.steps[parted_at][0].at
        self.due: list[tuple[int, int, int, Event | _Doubt]] = []
        self.order = itertools.count()
        self.used: Counter[Any] = Counter()
        self.silent_until = 0
        self.parted_at = parted_at
        self.prompt = ""
        self.waits: dict[int, tuple[str, int]] = {}
        self.real_timers: set[int] = set()
        self._take_over(parted_at)
        self._react(walk.done, isinstance(self.call.steps[parted_at][0], events.PromptEnded))

    def run(self) -> None:
        for _ in range(MOST_STEPS):
            if self.walk.end:
                return
            if not self.due:
                raise _NotKnown(say("nothing that happened in reality tells how it would have gone on"))
            self.now, _late, _order, event = heapq.heappop(self.due)
            if isinstance(event, _Doubt):
                if event.matters(self.state):
                    raise _NotKnown(event.why)
                continue
            self._ask_silence(event)
            self._react(self.walk.step(event), isinstance(event, events.PromptEnded))
        raise _NotKnown(say("it would have gone on for more than {most} steps", most=MOST_STEPS))

    @property
    def state(self) -> CallState:
        assert self.walk.state is not None
        return self.walk.state

    def _take_over(self, parted_at: int) -> None:
        """What was begun before the ways parted goes on as in reality; so do the caller's keys and hanging up."""
        shared = [
            (event.at, effect)
            for place, (event, _) in enumerate(self.call.steps[:parted_at])
            for effect in self.call.effects_of(place)
        ]
        begun = _Begun(effect for _, effect in shared)
        for event, _ in self.call.steps[parted_at + 1 :]:
            if isinstance(event, events.Digit):
                self.silent_until = event.at
            if begun.has(event) or isinstance(event, events.Digit) or self._is_hangup(event, begun):
                self._at(event.at, event)
                self.real_timers.add(getattr(event, "token", 0))
        happened = {_key(event) for event, _ in self.call.steps}
        for at, effect in shared:
            self._overdue(at, effect, happened)
            if isinstance(effect, effects.Play) and not effect.repeat:
                self.prompt = effect.prompt

    def _is_hangup(self, event: Event, begun: "_Begun") -> bool:
        """Who hung up after a talk, hung up because it was over: see _talk."""
        return isinstance(event, events.CallerGone) and (begun.talk or self.call.talk_ms is None)

    def _overdue(self, at: int, effect: Effect, happened: set[Any]) -> None:
        """Of what was begun before: what has no end in the journal."""
        match effect:
            case effects.Play(token=token, duration_ms=after, repeat=False) | effects.Wait(token=token, after_ms=after):
                if ("token", token) not in happened:
                    event = events.PromptEnded if isinstance(effect, effects.Play) else events.TimerFired
                    due = max(self.now, at + after)
                    self._at(due, event(due, token))
            case effects.Dial(leg=leg, extension=extension, number=number):
                rang = self._next("rang", self.call.rang, number or extension)
                if rang and rang.event is None:
                    self._doubt_leg(max(self.now, at + rang.after_ms), leg, number or extension)
            case effects.AskWeb() | effects.Join() | effects.Ask():
                self._count(effect)
                if isinstance(effect, effects.Join) and self.state["queue"] == effect.group:
                    self._doubt_queue(max(self.now, self.call.over_at), effect.group)

    def _count(self, effect: effects.AskWeb | effects.Join | effects.Ask) -> None:
        """It has had its answer, which is not to be given again."""
        ((tag, value),) = asks([effect])
        if tag == "ask":
            self.used.update(("facts", question) for question in value[1])
        else:
            self.used["web" if tag == "ask_web" else "waited", value[1:] if tag == "ask_web" else value] += 1

    def _react(self, done: Iterable[Effect], heard_out: bool = False) -> None:
        now = self.now
        for effect in done:
            match effect:
                case effects.Play(prompt=prompt, token=token, duration_ms=after, repeat=False):
                    self.prompt = prompt
                    self._at(now + after, events.PromptEnded(now + after, token))
                case effects.Wait(token=token, after_ms=after):
                    if heard_out:
                        self.waits[token] = self.prompt, after
                    self._at(now + after, events.TimerFired(now + after, token))
                case effects.Dial():
                    self._dial(effect)
                case effects.Ask():
                    self._ask(effect)
                case effects.AskWeb():
                    self._ask_web(effect)
                case effects.Join():
                    self._join(effect)
                case effects.Bridge(leg=leg):
                    self._talk(leg)

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
        self._at(at, _Doubt(lambda state: state["legs"].get(leg) is False, why))

    def _ask(self, effect: effects.Ask) -> None:
        facts = {}
        for question in effect.questions:
            fact = self._next("facts", self.call.facts, question)
            if fact is None:
                kind, _, name = question.partition(":")
                self._not_known(Words(NOT_ASKED[kind], (("name", name),)))
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
            self._at(at, _Doubt(lambda state: (state["doing"] or {}).get("asked") == token, why))

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
        self._at(at, _Doubt(lambda state: bool(state["queue"] == group), why))

    def _talk(self, leg: str) -> None:
        """It lasts as long as the talk that the caller had, and ends the same way."""
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
                self._at(at, _Doubt(lambda state: True, say("the talk would have been longer than in reality")))

    def _ask_silence(self, event: Event) -> None:
        """A silence after the caller's last key decides only what the same silence decided in reality."""
        if not isinstance(event, events.TimerFired) or self.now <= self.silent_until or event.token in self.real_timers:
            return
        state = self.state
        if state["ended"] or not state["doing"]:
            return
        asking = self.walk.program.op(state).asking(state)
        if asking.token != event.token or self._was_silent(event.token):
            return
        if why := WHY_UNKNOWN[asking.silence]:
            raise _NotKnown(why)

    def _was_silent(self, token: int) -> bool:
        """Whether the caller said nothing for that long to the same prompt."""
        prompt, after_ms = self.waits.get(token, ("", 0))
        silences = self.silences.get(prompt, [])
        return bool(silences) and silences.pop(0) >= after_ms

    @cached_property
    def silences(self) -> dict[str, list[int]]:
        return self.call.silences(self.parted_at + 1)

    def _next(self, kind: str, known: dict[Any, list[Any]], name: Any) -> Any:
        """The first answer in *known* that was not used; None when there is none left."""
        answers = known.get(name, ())
        place = self.used[kind, name]
        self.used[kind, name] += 1
        return answers[place] if place < len(answers) else None

    def _not_known(self, why: Words) -> NoReturn:
        raise _NotKnown(why)

    def _at(self, at: int, event: Event | _Doubt) -> None:
        late = LATE if isinstance(event, _Doubt) else 0
        heapq.heappush(self.due, (at, late, next(self.order), event))


class _Begun:
    """Which events are still to come of *done*."""

    def __init__(self, done: Iterable[Effect]) -> None:
        self.keys: set[Any] = set()
        self.talk = False
        for effect in done:
            match effect:
                case effects.Dial(leg=leg):
                    self.keys.add(("leg", leg))
                case effects.Play(token=token) | effects.Wait(token=token):
                    self.keys.add(("token", token))
                case effects.Ask(token=token) | effects.AskWeb(token=token):
                    self.keys.add(("token", token))
                case effects.Join():
                    self.keys.add("queue")
                case effects.Leave():
                    self.keys.discard("queue")
                case effects.Bridge():
                    self.talk = True

    def has(self, event: Event) -> bool:
        is_end_of_talk = isinstance(event, events.LegEnded)
        return _key(event) in self.keys and (self.talk or not is_end_of_talk)


def _key(event: Event) -> Any:
    if isinstance(event, events.OfTheQueue):
        return "queue"
    leg, token = getattr(event, "leg", None), getattr(event, "token", None)
    return ("leg", leg) if leg else ("token", token)
