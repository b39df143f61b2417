"""Finds out from the recorded lines of a company's queues what led to what.

A line is an event of the queues and what they did about it. Some events come from outside: a caller joins, gives up,
an employee makes a call of their own. Others answer what the queues did: an offered employee picks up or does not, a
talk ends some time after it began, a wrap-up is over. To play the lines again with more people, each of the latter has
to follow from its cause, as much later as it did.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from designer.runtime import queue
from designer.runtime.directory import Directory
from designer.runtime.queue_events import (
    CallBack,
    Done,
    InCall,
    JoinedQueue,
    LeftQueue,
    Missed,
    Offer,
    Over,
    QueueEffect,
    QueueEvent,
    RetryCallback,
    Talks,
    WrapUp,
    WrapUpEnded,
)
from designer.runtime.queue_state import QueueState, empty, new_agent

Directories = Callable[[int], Directory]
"""Returns the directory that was in force at a moment, in ms since 1970."""


@dataclass(frozen=True, slots=True)
class Line:
    """Describes an event of the queues and what they did about it. *event* is None where the switch started, and
    forgot its queues."""

    event: QueueEvent | None
    effects: tuple[QueueEffect, ...]
    at: int


Offered = tuple[str, int]
NUMBER = "number:"


@dataclass(slots=True)
class Recorded:
    """Describes what led to what among *lines*, which places name.

    *when* has for each line its moment, never before that of the line above it. *cause* has the line that it follows
    from, -1 for one from outside. An offer is named by its call and by how many offers the call had had before:
    *offered*, *agents* and *reactions* have the line that made it, who got it, and the lines that answered it; a
    call-back is an offer of its number. *answers* has the offer of a call that was taken, *followers* the lines that
    follow from the beginning of a talk, and *ends* the line that ended a wrap-up, by the line that began it and the
    agent. *first* is the first line of the period, and *before* the state before it.
    """

    lines: Sequence[Line]
    first: int
    before: QueueState
    when: list[int] = field(default_factory=list)
    cause: list[int] = field(default_factory=list)
    offered: dict[Offered, int] = field(default_factory=dict)
    agents: dict[Offered, str] = field(default_factory=dict)
    reactions: dict[Offered, list[int]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, Offered] = field(default_factory=dict)
    followers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[tuple[int, str], int] = field(default_factory=dict)
    offers_before: dict[str, int] = field(default_factory=dict)
    corrected: int = 0
    """How many lines of the period have other offers than follow from the settings: then these were others."""
    answered_ms: list[int] = field(default_factory=list)
    """How long phones rang until they were answered."""
    talked_ms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """How long talks took, by group."""


def called_back(number: str) -> str:
    """Return the name under which the call-backs of a number are kept, as if they were offers of a call."""
    return f"{NUMBER}{number}"


def is_callback(offer: Offered) -> bool:
    """Return whether the offer is that of a call-back."""
    return offer[0].startswith(NUMBER)


def understood(lines: Iterable[Line], directories: Directories, begins: int) -> Recorded:
    """Return what led to what, and the state of the queues at *begins*, from lines that may begin much earlier."""
    found = list(lines)
    first = next((place for place, line in enumerate(found) if line.at >= begins), len(found))
    return _Reader(Recorded(found, first, empty()), directories).read()


class _Reader:
    """Goes through the lines once, with the state that the queues had."""

    def __init__(self, found: Recorded, directories: Directories) -> None:
        self.found, self.directories = found, directories
        self.state = empty()
        self.counts: dict[str, int] = defaultdict(int)
        self.rung: dict[str, Offered] = {}
        """By agent, the offer that they have not answered yet."""
        self.of_callback: dict[str, Offered] = {}
        """By call or agent, the call-back that it belongs to."""
        self.anchors: dict[str, int] = {}
        self.wrap_ups: dict[tuple[str, int], int] = {}
        self.now = 0

    def read(self) -> Recorded:
        """Return what was found."""
        found = self.found
        for place, line in enumerate(found.lines):
            if place == found.first:
                self._begin()
            self.now = max(self.now, line.at)
            found.when.append(self.now)
            found.cause.append(self._cause(place, line.event) if line.event else -1)
            self._follow(line)
            self._note_effects(place, line.effects)
        if found.first == len(found.lines):
            self._begin()
        return found

    def _begin(self) -> None:
        self.found.before, self.found.offers_before = self.state, dict(self.counts)

    def _follow(self, line: Line) -> None:
        """Carry the state on by the event, and by what the queues really did, should the settings have been others."""
        if line.event is None:
            self.state = empty()
            return
        self.state, done = queue.step(self.directories(line.at), self.state, line.event)
        if _offers(done) != _offers(line.effects):
            self.found.corrected += len(self.found.when) > self.found.first
            self.state = _as_recorded(self.state, _offers(done), _offers(line.effects))
        for effect in line.effects:
            if isinstance(effect, WrapUp) and effect.agent in self.state["agents"]:
                self.state["agents"][effect.agent]["token"] = self.state["tokens"] = effect.token

    def _cause(self, place: int, event: QueueEvent) -> int:
        match event:
            case WrapUpEnded(agent=agent, token=token):
                began = self.wrap_ups.pop((agent, token), -1)
                if began >= 0:
                    self.found.ends[began, agent] = place
                return began
            case Done(agent=agent):
                return self._done(place, agent)
            case Talks(call=call, agent=agent):
                return self._talks(place, call, agent)
            case Missed(call=call, agent=agent):
                return self._reacts(place, call, agent)
            case InCall(call=call, agent=agent):
                return self._in_call(place, call, agent)
            case RetryCallback(number=number):
                return self._retried(place, number)
            case JoinedQueue(call=call):
                return self._of_call(place, call)
            case LeftQueue(call=call) | Over(call=call):
                return self._gone(place, call)
        return -1

    def _of_call(self, place: int, call: str) -> int:
        if call in self.of_callback:
            return self._reaction(place, self.of_callback[call])
        anchor = self.anchors.get(call, -1)
        if anchor >= 0:
            self.found.followers[anchor].append(place)
        return anchor

    def _gone(self, place: int, call: str) -> int:
        """Note that whoever is rung for the caller can't answer any more."""
        self.rung = {agent: offer for agent, offer in self.rung.items() if offer[0] != call}
        return self._of_call(place, call)

    def _done(self, place: int, agent: str) -> int:
        talk = self.state["agents"].get(agent, new_agent())
        if talk["doing"] == "talking":
            self.found.talked_ms[talk["group"]].append(self.now - talk["since"])
        return self._of_call(place, talk["call"])

    def _talks(self, place: int, call: str, agent: str) -> int:
        offer = self.rung.get(agent)
        if offer and offer[0] == call:
            cause = self._reacts(place, call, agent)
            self.found.answers[call] = offer
            self.found.answered_ms.append(self.now - self.found.when[cause])
            self.anchors[call] = place
            return cause
        if agent in self.of_callback:
            self.of_callback[call] = self.of_callback[agent]
        return self._of_call(place, call)

    def _reacts(self, place: int, call: str, agent: str) -> int:
        """Return the offer that the agent answers, one way or the other."""
        if not call and agent in self.of_callback:
            return self._reaction(place, self.of_callback[agent])
        offer = self.rung.get(agent)
        if not offer or offer[0] != call:
            return self._of_call(place, call)
        del self.rung[agent]
        return self._reaction(place, offer)

    def _in_call(self, place: int, call: str, agent: str) -> int:
        """Tell picking up an offered call from a call of any other kind."""
        offer = self.rung.get(agent)
        if offer and offer[0] == call:
            return self._reaction(place, offer)
        if agent in self.of_callback and self._is_rung_to_call_back(agent):
            self.of_callback[call] = self.of_callback[agent]
        return self._of_call(place, call)

    def _is_rung_to_call_back(self, name: str) -> bool:
        agent = self.state["agents"].get(name, new_agent())
        return agent["doing"] == "talking" and not agent["call"] and name not in self.rung

    def _retried(self, place: int, number: str) -> int:
        name = called_back(number)
        if not self.counts[name]:
            return -1
        return self._reaction(place, (name, self.counts[name] - 1))

    def _reaction(self, place: int, offer: Offered) -> int:
        self.found.reactions[offer].append(place)
        return self.found.offered[offer]

    def _note_effects(self, place: int, effects: tuple[QueueEffect, ...]) -> None:
        for effect in effects:
            match effect:
                case Offer(call=call, agent=agent):
                    self._offered(place, call, agent)
                    self.of_callback.pop(agent, None)
                case CallBack(number=number, agent=agent):
                    self.of_callback[agent] = self._offered(place, called_back(number), agent)
                    del self.rung[agent]
                case WrapUp(agent=agent, token=token):
                    self.wrap_ups[agent, token] = place

    def _offered(self, place: int, name: str, agent: str) -> Offered:
        offer = name, self.counts[name]
        self.counts[name] += 1
        self.found.offered[offer], self.found.agents[offer] = place, agent
        self.rung[agent] = offer
        return offer


def _offers(effects: Iterable[QueueEffect]) -> set[tuple[str, str]]:
    return {(each.call, each.agent) for each in effects if isinstance(each, Offer)}


def _as_recorded(state: QueueState, done: set[tuple[str, str]], recorded: set[tuple[str, str]]) -> QueueState:
    """Return the state with the offers that the record has, in place of those that follow from the settings."""
    waiting = {each["call"]: each for each in state["waiting"] if each["call"]}
    for call, agent in done - recorded:
        if call in waiting:
            waiting[call]["offered"] = ""
            state["agents"][agent]["doing"] = "free"
    for call, agent in recorded - done:
        if call in waiting:
            waiting[call]["offered"] = agent
            state["agents"].setdefault(agent, new_agent())["doing"] = "offered"
    return state
