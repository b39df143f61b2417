"""Plays recorded queues again, with more people in a group: real callers, real patience, real lengths of talks.

The queues are those of ``designer.runtime.queue``, as the switch runs them. With nobody added, each event comes at its
recorded moment, so each wait is as it was. With somebody added, offers come earlier, and what follows from them does,
too. What nobody can know is taken from what happened: whoever is offered a call picks up as fast as its recorded
answer, and a caller who gave up, and now gets through, talks for as long as the usual talk of the group.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from app.what_if.recorded import Directories, Offered, Recorded, called_back, is_callback
from app.what_if.waits import CALLED_BACK, GAVE_UP, TALKED, Wait, Waits
from designer.runtime import queue
from designer.runtime.directory import Directory, Employee
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
    Recheck,
    RecheckDue,
    Refuse,
    SettingsChanged,
    Talks,
    Withdraw,
    WrapUp,
    WrapUpEnded,
)

USUAL_ANSWER_MS = 4_000
USUAL_TALK_MS = 180_000
"""What is taken where the lines have no answer and no talk at all."""

SOON_MS = 5
ADDED = "+"
"""What the extensions of added people begin with: nobody else's do."""


@dataclass(frozen=True, slots=True)
class More:
    """Describes the people to be added to a *group* from one moment to another, both in ms since 1970."""

    group: str
    people: int
    begins: int
    ends: int


class NotReplayable(Exception):
    """Says that the lines can't be played again, because the switch started meanwhile."""


def replay(recorded: Recorded, directories: Directories, more: More) -> list[Wait]:
    """Return the waits of all groups that began in the lines from ``recorded.first`` on, in the order of joining."""
    if any(line.event is None for line in recorded.lines[recorded.first :]):
        raise NotReplayable
    return _Replay(recorded, directories, more).play()


@dataclass(frozen=True, slots=True)
class Planned:
    """Describes an event to come: *place* is its line, -1 for one that is not recorded, and *offer* the offer that it
    answers, if it is void without it. *instead* has who does it instead of whom."""

    event: QueueEvent
    place: int = -1
    offer: Offered | None = None
    instead: tuple[str, str] = ("", "")


class _Replay:
    def __init__(self, recorded: Recorded, directories: Directories, more: More) -> None:
        self.recorded, self.more = recorded, more
        self.directories = staffed(directories, more) if more.people else directories
        self.state = recorded.before
        self.planned: list[tuple[int, int, int, Planned]] = []
        self.made = 0
        self.offers = dict(recorded.offers_before)
        self.taken: dict[str, Offered] = {}
        self.withdrawn: set[Offered] = set()
        self.passed: dict[str, int] = {}
        """By call, the line up to which its recorded events don't happen any more: it got through before."""
        self.waits = Waits()

    def play(self) -> list[Wait]:
        """Return the waits."""
        answered = {place: offer for offer, places in self.recorded.reactions.items() for place in places}
        for place in range(self.recorded.first, len(self.recorded.lines)):
            if self.recorded.cause[place] < self.recorded.first:
                offer = answered.get(place)
                self._plan_line(place, 0, None if offer is None or is_callback(offer) else offer)
        if self.more.people:
            self._plan(self.more.begins, SettingsChanged(self.more.begins))
        while self.planned and not self._is_known(self.planned[0][0]):
            now, _place, _made, planned = heapq.heappop(self.planned)
            if not self._is_void(planned):
                self._happen(now, planned)
        return self.waits.all

    def _is_known(self, now: int) -> bool:
        """Return whether everybody has been answered who came while there were more people."""
        return bool(self.more.people) and now > self.more.ends and not self.waits.are_open(self.more.ends)

    def _happen(self, now: int, planned: Planned) -> None:
        event = planned.event
        if isinstance(event, JoinedQueue) and self._entry(event.call) is None:
            self.waits.begin(event.group, event.call, event.at)
        self.state, effects = queue.step(self.directories(event.at), self.state, event)
        for effect in effects:
            self._react(now, planned, effect)
        match event:
            case Talks():
                self._talk(now, event, planned)
            case JoinedQueue(call=call):
                self._admit(call, planned)
            case LeftQueue(call=call, callback=callback):
                self.waits.end(call, event.at, CALLED_BACK if callback else GAVE_UP)
            case Over(call=call):
                self.waits.end(call, event.at, GAVE_UP)

    def _plan_line(
        self, place: int, shift: int, offer: Offered | None = None, instead: tuple[str, str] = ("", "")
    ) -> None:
        """Let a recorded event happen *shift* ms later than it did, perhaps with somebody else."""
        event: Any = self.recorded.lines[place].event
        if shift:
            event = replace(event, at=event.at + shift)
        if instead[0] and getattr(event, "agent", "") == instead[0]:
            event = replace(event, agent=instead[1])
        self._push(self.recorded.when[place] + shift, Planned(event, place, offer, instead))

    def _plan(self, when: int, event: QueueEvent, offer: Offered | None = None) -> None:
        self._push(when, Planned(event, offer=offer))

    def _push(self, when: int, planned: Planned) -> None:
        self.made += 1
        place = planned.place if planned.place >= 0 else len(self.recorded.lines)
        heapq.heappush(self.planned, (when, place, self.made, planned))

    def _is_void(self, planned: Planned) -> bool:
        """Return whether the event can't happen any more, because others have happened earlier."""
        event: Any = planned.event
        if planned.offer is not None:
            call = planned.offer[0]
            entry = self._entry(call)
            is_rung = entry is not None and entry["offered"] == event.agent and self._last(call) == planned.offer
            is_rung = is_rung and (planned.offer not in self.withdrawn or isinstance(event, Missed))
            return not is_rung and self.taken.get(call) != planned.offer
        if isinstance(event, Missed) and not event.call:
            known = self.state["agents"].get(event.agent)
            return known is not None and bool(known["call"])
        return 0 <= planned.place < self.passed.get(getattr(event, "call", ""), 0)

    def _react(self, now: int, planned: Planned, effect: QueueEffect) -> None:
        match effect:
            case Offer(call=call, agent=agent):
                self._offer(now, call, agent)
            case Withdraw(call=call, agent=agent):
                self._withdraw(now, call, agent)
            case CallBack(number=number, agent=agent):
                self._call_back(now, number, agent)
            case WrapUp():
                self._wrap_up(now, planned, effect)
            case Recheck(reason=reason, after_ms=after_ms):
                if not any(isinstance(each, Recheck) for each in self._recorded_effects(planned)):
                    self._plan(now + after_ms, RecheckDue(now + after_ms, reason))
            case Refuse(call=call, reason=reason):
                self.waits.end(call, now, reason)

    def _offer(self, now: int, call: str, agent: str) -> None:
        """Let the agent answer as the recorded one did, or as the caller's call was answered in the end."""
        recorded, offer = self.recorded, (call, self.offers.get(call, 0))
        self.offers[call] = offer[1] + 1
        if recorded.agents.get(offer) == agent:
            model = offer
        elif call in recorded.answers:
            model = recorded.answers[call]
        else:
            when = now + usual_answer_ms(self.recorded)
            self._plan(when, Talks(when, call, agent), offer)
            return
        shift = now - recorded.when[recorded.offered[model]]
        for place in recorded.reactions[model]:
            self._plan_line(place, shift, offer, (recorded.agents[model], agent))

    def _withdraw(self, now: int, call: str, agent: str) -> None:
        """Let the agent, who is in another call by now, miss the offer."""
        offer = self._last(call)
        is_missed = any(isinstance(self.recorded.lines[place].event, Missed) for place in self._reactions(offer, agent))
        if not is_missed:
            self.withdrawn.add(offer)
            self._plan(now + SOON_MS, Missed(now + SOON_MS, call, agent), offer if call else None)

    def _reactions(self, offer: Offered, agent: str) -> list[int]:
        return self.recorded.reactions[offer] if self.recorded.agents.get(offer) == agent else []

    def _call_back(self, now: int, number: str, agent: str) -> None:
        name = called_back(number)
        offer = name, self.offers.get(name, 0)
        self.offers[name] = offer[1] + 1
        if offer not in self.recorded.offered:
            when = now + usual_answer_ms(self.recorded)
            self._plan(when, Talks(when, f"{name}:{offer[1]}", agent))
            return
        shift = now - self.recorded.when[self.recorded.offered[offer]]
        for place in self.recorded.reactions[offer]:
            self._plan_line(place, shift, None, (self.recorded.agents[offer], agent))

    def _wrap_up(self, now: int, planned: Planned, effect: WrapUp) -> None:
        """End the wrap-up as long after its beginning as it did, or after its time."""
        instead = dict([planned.instead])
        for each in self._recorded_effects(planned):
            if isinstance(each, WrapUp) and instead.get(each.agent, each.agent) == effect.agent:
                end = self.recorded.ends.get((planned.place, each.agent))
                if end is not None:
                    shift = now - self.recorded.when[planned.place]
                    at = self.recorded.lines[end].at + shift
                    event = WrapUpEnded(at, effect.agent, effect.token)
                    self._push(self.recorded.when[end] + shift, Planned(event, end))
                    return
        when = now + effect.after_ms
        self._plan(when, WrapUpEnded(when, effect.agent, effect.token))

    def _recorded_effects(self, planned: Planned) -> Sequence[QueueEffect]:
        return self.recorded.lines[planned.place].effects if planned.place >= 0 else ()

    def _talk(self, now: int, event: Talks, planned: Planned) -> None:
        """Let follow from the talk what followed from it, or a talk of the usual length."""
        if planned.offer is None and planned.place >= 0:
            return
        group = self.waits.end(event.call, event.at, TALKED)
        if planned.offer is not None:
            self.taken[event.call] = planned.offer
        if planned.place < 0:
            self.passed[event.call] = len(self.recorded.lines)
            self._talk_as_usual(now, event.call, event.agent, group)
            return
        self.passed[event.call] = planned.place
        shift = now - self.recorded.when[planned.place]
        for place in self.recorded.followers[planned.place]:
            self._plan_line(place, shift, None, planned.instead)

    def _talk_as_usual(self, now: int, call: str, agent: str, group: str) -> None:
        until = now + usual_talk_ms(self.recorded, group)
        self._plan(now, InCall(now, call, agent))
        self._plan(until, Done(until, agent))
        self._plan(until, Over(until, call))

    def _admit(self, call: str, planned: Planned) -> None:
        """Let not happen what became of a caller who was refused, and waits now."""
        was_refused = any(isinstance(each, Refuse) for each in self._recorded_effects(planned))
        if was_refused and self._entry(call) is not None:
            self.passed[call] = len(self.recorded.lines)

    def _entry(self, call: str) -> Any:
        return next((each for each in self.state["waiting"] if call and each["call"] == call), None)

    def _last(self, call: str) -> Offered:
        return call, self.offers.get(call, 0) - 1


def usual_answer_ms(recorded: Recorded) -> int:
    """Return how long a phone rings until somebody answers it."""
    return round(median(recorded.answered_ms)) if recorded.answered_ms else USUAL_ANSWER_MS


def usual_talk_ms(recorded: Recorded, group: str) -> int:
    """Return how long a talk of the group takes."""
    talks = recorded.talked_ms.get(group)
    return round(median(talks)) if talks else USUAL_TALK_MS


def staffed(directories: Directories, more: More) -> Directories:
    """Return the directories with the people who are added, while they are there."""
    known: dict[int, Directory] = {}

    def directory_at(at: int) -> Directory:
        directory = directories(at)
        if not more.begins <= at < more.ends:
            return directory
        if id(directory) not in known:
            known[id(directory)] = _with_more(directory, more)
        return known[id(directory)]

    return directory_at


def _with_more(directory: Directory, more: More) -> Directory:
    group = directory["groups"].get(more.group, {"members": []})
    employees = directory["employees"]
    members = (employees[each] for each in group["members"] if each in employees)
    skills = sorted({skill for each in members for skill in each.get("skills", [])})
    names = [f"{ADDED}{number}" for number in range(1, more.people + 1)]
    added: dict[str, Employee] = {name: {"name": name, "phones": [name], "skills": skills} for name in names}
    return {
        **directory,
        "employees": {**employees, **added},
        "groups": {**directory["groups"], more.group: {**group, "members": [*group["members"], *names]}},
    }
