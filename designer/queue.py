"""Who is next: the queue of one group, as a second pure function beside ``machine.step``.

``step(members, state, event) -> (state, effects)``. The state is plain JSON and shared by all calls that wait for the
group. It reads no clock and opens nothing. The switch, the simulator and the verifier run this one function.
"""

from dataclasses import dataclass
from typing import Any, get_args

from designer.tagged import Tagged

JsonObject = dict[str, Any]

MOST_TALKS = 20
"""So many of the last talks tell how long a talk takes."""

MISSED_REST_MS = 10_000
"""Who did not answer is left alone for so long."""


@dataclass(frozen=True)
class Joined:
    """*call* wants to wait; *wrap_up_s* is the rest of whoever talks with it."""

    at: int
    call: str
    priority: int
    skill: str
    most_waiting: int
    wrap_up_s: int


@dataclass(frozen=True)
class Left:
    """*call* waits no more; with *callback*, a number, it keeps its place and is called back."""

    at: int
    call: str
    callback: str


@dataclass(frozen=True)
class Talks:
    at: int
    call: str
    agent: str


@dataclass(frozen=True)
class Missed:
    """*agent* did not take *call*."""

    at: int
    call: str
    agent: str


@dataclass(frozen=True)
class Done:
    at: int
    agent: str


@dataclass(frozen=True)
class Rested:
    """The rest that ``Rest`` with this token asked for is over."""

    at: int
    agent: str
    token: int


@dataclass(frozen=True)
class Again:
    """Nobody could be called back at *number*: it is tried again when it is its turn."""

    at: int
    number: str
    wrap_up_s: int


@dataclass(frozen=True)
class Offer:
    """Ring *agent* for *call*."""

    call: str
    agent: str


@dataclass(frozen=True)
class Refuse:
    """There is no place for *call*: "full" or "nobody"."""

    call: str
    reason: str


@dataclass(frozen=True)
class Place:
    """1 is next; *wait_s* is -1 when nothing is known yet."""

    call: str
    place: int
    wait_s: int


@dataclass(frozen=True)
class Rest:
    """``Rested(agent, token)`` is due *after_ms* later."""

    agent: str
    token: int
    after_ms: int


@dataclass(frozen=True)
class CallBack:
    """It is the turn of *number*, which asked to be called back: ring *agent*, then the number."""

    number: str
    agent: str
    wrap_up_s: int


QueueEvent = Joined | Left | Talks | Missed | Done | Rested | Again
QueueEffect = Offer | Refuse | Place | Rest | CallBack
QUEUE_EVENTS = Tagged(get_args(QueueEvent))
QUEUE_EFFECTS = Tagged(get_args(QueueEffect))


def empty() -> JsonObject:
    """*waiting* holds callers in the order in which they came; *agents* what each is doing: "free", "offered",
    "talking" or "resting", since when, and the rest that is due to them."""
    return {"waiting": [], "agents": {}, "talks_ms": [], "tokens": 0}


def members_of(directory: JsonObject, group: str) -> dict[str, list[str]]:
    """Extension -> skills of those in the group who have a phone."""
    employees = directory["employees"]
    found = directory["groups"].get(group, {"members": []})["members"]
    return {each: employees[each].get("skills", []) for each in found if employees.get(each, {}).get("phones")}


def step(
    members: dict[str, list[str]], state: JsonObject, event: QueueEvent
) -> tuple[JsonObject, tuple[QueueEffect, ...]]:
    """Carry the queue on by one event; *state* is not changed."""
    queue = _Queue(members, state, event.at)
    queue.take(event)
    queue.match()
    queue.tell_places()
    return queue.state, tuple(queue.effects)


class _Queue:
    def __init__(self, members: dict[str, list[str]], state: JsonObject, at: int) -> None:
        self.members, self.at = members, at
        self.state: JsonObject = {
            **state,
            "waiting": [dict(each) for each in state["waiting"]],
            "agents": {name: dict(agent) for name, agent in state["agents"].items()},
            "talks_ms": list(state["talks_ms"]),
        }
        self.effects: list[QueueEffect] = []

    def take(self, event: QueueEvent) -> None:
        match event:
            case Joined():
                self._join(event)
            case Left(call=call, callback=callback):
                self._leave(call, callback)
            case Talks(call=call, agent=agent):
                self._talk(call, agent)
            case Missed(call=call, agent=agent):
                self._missed(call, agent)
            case Done(agent=agent):
                self._done(agent)
            case Again(number=number, wrap_up_s=wrap_up_s):
                self.state["waiting"].append(self._new_entry("", 0, "", wrap_up_s, number))
            case Rested(agent=agent, token=token):
                if self._agent(agent)["doing"] == "resting" and self._agent(agent)["token"] == token:
                    self._set(agent, "free")

    def match(self) -> None:
        """Callers of higher priority first, then those who came first; the employee who has been free longest."""
        for entry in self._in_order():
            if entry["offered"]:
                continue
            able = [name for name in self.members if self._is_free(name) and self._can(name, entry["skill"])]
            if not able:
                continue
            agent = min(able, key=lambda name: self._agent(name)["since"])
            if entry["callback"]:
                self.state["waiting"].remove(entry)
                self._set(agent, "talking", entry["wrap_up_s"])
                self.effects.append(CallBack(entry["callback"], agent, entry["wrap_up_s"]))
            else:
                entry["offered"] = agent
                self._set(agent, "offered", entry["wrap_up_s"])
                self.effects.append(Offer(entry["call"], agent))

    def tell_places(self) -> None:
        """Each caller whose place or wait has changed."""
        for place, entry in enumerate(self._in_order(), start=1):
            told = [place, self._wait_s(place)]
            if told != entry["told"] and not entry["callback"]:
                entry["told"] = told
                self.effects.append(Place(entry["call"], *told))

    def _join(self, event: Joined) -> None:
        if self._entry(event.call) is not None:
            return
        if not any(self._can(name, event.skill) for name in self.members):
            self.effects.append(Refuse(event.call, "nobody"))
        elif len(self.state["waiting"]) >= event.most_waiting:
            self.effects.append(Refuse(event.call, "full"))
        else:
            entry = self._new_entry(event.call, event.priority, event.skill, event.wrap_up_s, "")
            self.state["waiting"].append(entry)

    def _new_entry(self, call: str, priority: int, skill: str, wrap_up_s: int, callback: str) -> JsonObject:
        return {
            "call": call,
            "priority": priority,
            "skill": skill,
            "since": self.at,
            "wrap_up_s": wrap_up_s,
            "offered": "",
            "callback": callback,
            "told": [],
        }

    def _leave(self, call: str, callback: str) -> None:
        entry = self._entry(call)
        if entry is None:
            return
        if entry["offered"]:
            self._set(entry["offered"], "free")
        if callback:
            entry |= {"call": "", "callback": callback, "offered": ""}
        else:
            self.state["waiting"].remove(entry)

    def _talk(self, call: str, agent: str) -> None:
        entry = self._entry(call)
        if entry is not None and entry["offered"] == agent:
            self.state["waiting"].remove(entry)
            self._set(agent, "talking", entry["wrap_up_s"])

    def _missed(self, call: str, agent: str) -> None:
        """Of a *call* that is "", the employee did not take a callback."""
        entry = self._entry(call)
        if entry is not None and entry["offered"] == agent:
            entry["offered"] = ""
            self._rest(agent, MISSED_REST_MS)
        elif not call and self._agent(agent)["doing"] == "talking":
            self._rest(agent, MISSED_REST_MS)

    def _done(self, agent: str) -> None:
        found = self._agent(agent)
        if found["doing"] == "talking":
            self.state["talks_ms"] = [*self.state["talks_ms"], self.at - found["since"]][-MOST_TALKS:]
            self._rest(agent, found["wrap_up_s"] * 1000)

    def _rest(self, agent: str, after_ms: int) -> None:
        if not after_ms:
            self._set(agent, "free")
            return
        self.state["tokens"] += 1
        self._set(agent, "resting", token=self.state["tokens"])
        self.effects.append(Rest(agent, self.state["tokens"], after_ms))

    def _entry(self, call: str) -> JsonObject | None:
        return next((each for each in self.state["waiting"] if call and each["call"] == call), None)

    def _agent(self, name: str) -> JsonObject:
        found: JsonObject = self.state["agents"].setdefault(
            name, {"doing": "free", "since": 0, "wrap_up_s": 0, "token": 0}
        )
        return found

    def _set(self, name: str, doing: str, wrap_up_s: int = 0, token: int = 0) -> None:
        self.state["agents"][name] = {"doing": doing, "since": self.at, "wrap_up_s": wrap_up_s, "token": token}

    def _is_free(self, name: str) -> bool:
        return bool(self._agent(name)["doing"] == "free")

    def _can(self, name: str, skill: str) -> bool:
        return not skill or skill in self.members[name]

    def _in_order(self) -> list[JsonObject]:
        return sorted(self.state["waiting"], key=lambda entry: (-entry["priority"], entry["since"]))

    def _wait_s(self, place: int) -> int:
        talks = self.state["talks_ms"]
        if not talks or not self.members:
            return -1
        return round(sum(talks) / len(talks) / 1000 * place / len(self.members))
