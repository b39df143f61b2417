"""Decides who is next: the queues of one company, as a second pure function beside ``machine.step``.

``step(directory, state, event) -> (state, effects)``. The state is plain JSON, shared by all calls of the company: an
employee may be in several groups, and nobody who is talking, in whichever call, is offered a caller. It reads no clock
and opens nothing. The switch, the simulator and the verifier all run this function.
"""

from collections import Counter
from functools import cache
from typing import assert_never

from designer.runtime import promises, queue_acts
from designer.runtime.availability import absence, chosen_now, comes_back, next_opening, present
from designer.runtime.directory import Directory
from designer.runtime.members import members_of, wrap_up_s
from designer.runtime.queue_events import (
    CallBackAnswered,
    CallBackBegan,
    CallbackGivenUp,
    Done,
    HelpBegan,
    Helped,
    HelpEnded,
    InCall,
    JoinedQueue,
    LeftQueue,
    Missed,
    Offer,
    Over,
    Position,
    Promoted,
    QueueAct,
    QueueEffect,
    QueueEvent,
    Recheck,
    RecheckDue,
    Refuse,
    Reserved,
    RetryCallback,
    SettingsChanged,
    Talks,
    Withdraw,
    WrapUp,
    WrapUpEnded,
)
from designer.runtime.queue_state import Agent, QueueState, WaitingCaller, new_agent

MOST_TALKS = 20
"""How many of a group's latest talks the estimated wait is based on."""

MISSED_WRAP_UP_MS = 10_000
"""How long an agent who did not answer is left alone."""

RECHECK_MS = 600_000
"""The longest time, while somebody waits, between two looks at whose working hours have begun."""

HOURS = "hours"
"""The reason of a ``Recheck`` of working hours."""


def waiting(state: QueueState, group: str) -> int:
    """Return how many callers wait for *group*."""
    return sum(1 for entry in state["waiting"] if entry["group"] == group)


def idle_since(state: QueueState, extension: str) -> int | None:
    """Return the end of the employee's last talk in ms since 1970; 0 before the first, None while they talk."""
    agent = state["agents"].get(extension)
    if agent is None:
        return 0
    return None if agent["calls"] or agent["doing"] == "talking" else agent["talked"]


def step(directory: Directory, state: QueueState, event: QueueEvent) -> tuple[QueueState, tuple[QueueEffect, ...]]:
    """Return the queues' next state after one event, and what they want done; *state* itself does not change."""
    queues = _Queues(directory, state, event.at)
    queues.take(event)
    queues.match()
    queues.end_help()
    queues.tell_positions()
    queues.recheck()
    return queues.state, tuple(queues.effects)


class _Queues:
    def __init__(self, directory: Directory, state: QueueState, at: int) -> None:
        self.at, self.directory = at, directory
        self.members = cache(self._members)
        self.state: QueueState = {
            **state,
            "waiting": [each.copy() for each in state["waiting"]],
            "agents": {
                name: {**agent, "calls": [*agent["calls"]], "gave": dict(agent["gave"])}
                for name, agent in state["agents"].items()
            },
            "talks_ms": dict(state["talks_ms"]),
            "helpers": {group: [*helpers] for group, helpers in state["helpers"].items()},
        }
        self.effects: list[QueueEffect] = []

    def take(self, event: QueueEvent) -> None:
        """Note what the event changes about callers and agents."""
        match event:
            case JoinedQueue():
                self._join(event)
            case LeftQueue(call=call, callback=callback, line=line):
                self._leave(call, callback, line)
            case Talks(call=call, agent=agent):
                self._talk(call, agent)
            case Missed(call=call, agent=agent):
                self._missed(call, agent)
            case Done(agent=agent):
                self._done(agent)
            case InCall(call=call, agent=agent, group=group):
                self._in_call(call, agent, group)
            case Over(call=call):
                self._over(call)
            case _:
                self._take_other(event)

    def _take_other(
        self, event: WrapUpEnded | RecheckDue | RetryCallback | SettingsChanged | QueueAct | CallBackAnswered
    ) -> None:
        """Note what no call says: that some time is over, that settings have changed, or what people do."""
        match event:
            case Reserved(call=call, agent=agent):
                self._reserve(call, agent)
            case Promoted(call=call, to=to):
                queue_acts.promote(self.state, call, to)
            case HelpBegan(group=group, helper=helper):
                self._help(group, [*self._helpers(group), helper])
            case HelpEnded(group=group, helper=helper):
                self._help(group, [each for each in self._helpers(group) if each != helper])
            case RetryCallback():
                self._retry(event)
            case CallBackBegan() | CallBackAnswered():
                self.effects += promises.take(self.state, event)
            case WrapUpEnded(agent=agent, token=token):
                self._end_wrap_up(agent, token)
            case RecheckDue(reason=reason):
                self.state["look"] = 0 if reason == HOURS else self.state["look"]
            case SettingsChanged():
                self._take_settings()
            case _:
                assert_never(event)

    def match(self) -> None:
        """Offer callers, by priority and arrival, each to the free agent who has been idle longest."""
        in_vain: set[tuple[str, str]] = set()
        for entry in self._in_order():
            wanted = entry["group"], entry["skill"]
            if entry["offered"] or entry["due"] > self.at or (wanted in in_vain and not entry["reserved"]):
                continue
            agent = self._next_for(entry)
            if not agent:
                in_vain.add(wanted)
                continue
            if entry["callback"]:
                self.state["waiting"].remove(entry)
                self._set(agent, "talking", group=entry["group"], wrap_up_s=entry["wrap_up_s"])
                self._agent(agent)["callback"] = entry["callback"]
                self.effects.append(promises.call_back(entry, agent))
            else:
                entry["offered"] = agent
                self._agent(agent)["doing"] = "offered"
                self.effects.append(Offer(entry["group"], entry["call"], agent, entry["reserved"] == agent))

    def _help(self, group: str, helpers: list[str]) -> None:
        self.state["helpers"][group] = helpers
        if helpers:
            self.effects.append(Helped(group, tuple(helpers)))

    def end_help(self) -> None:
        """End the help for groups for which nobody waits any more."""
        waited_for = {entry["group"] for entry in self.state["waiting"]}
        helpers = self.state["helpers"]
        self.state["helpers"] = {group: helpers[group] for group in helpers if helpers[group] and group in waited_for}
        self.effects += [Helped(group, ()) for group in helpers if group not in self.state["helpers"]]

    def tell_positions(self) -> None:
        """Tell each caller whose position or estimated wait has changed."""
        positions: Counter[str] = Counter()
        for entry in self._in_order():
            if entry["due"] > self.at:
                continue
            group = entry["group"]
            positions[group] += 1
            known = [positions[group], self._wait_s(group, positions[group])]
            if known != entry["known"] and not entry["callback"]:
                entry["known"] = known
                self.effects.append(Position(group, entry["call"], *known))

    def recheck(self) -> None:
        """Ask to be called when somebody is there again for whom a caller waits: their working hours begin, or their
        pause ends."""
        waits = {(entry["group"], entry["skill"]) for entry in self.state["waiting"] if not entry["offered"]}
        if not waits or self.state["look"] > self.at:
            return
        awaited = {name for group, skill in waits for name in self._able(group, skill)}
        if any(comes_back(self.directory, name, self.at) for name in awaited):
            until = self.at + RECHECK_MS
            self.state["look"] = next_opening(self.directory, awaited, self.at, until) or until
            self.effects.append(Recheck(HOURS, self.state["look"] - self.at))

    def _join(self, event: JoinedQueue) -> None:
        if self._entry(event.call) is not None:
            return
        if not present(self.directory, self._able(event.group, event.skill), self.at):
            self.effects.append(Refuse(event.group, event.call, "nobody"))
        elif waiting(self.state, event.group) >= event.most_waiting:
            self.effects.append(Refuse(event.group, event.call, "full"))
        else:
            self._wait(event.group, event.call, event.priority, event.skill, event.wrap_up_s, "")
            self.state["waiting"][-1]["since"] = event.since or self.at

    def _reserve(self, call: str, agent: str) -> None:
        """Offer a caller to this agent next. Whoever is rung for the caller now is so no more."""
        entry = self._entry(call)
        if entry is None or entry["offered"] == agent or not queue_acts.can_take(self.state, agent):
            return
        entry["reserved"] = agent
        if entry["offered"]:
            self.effects.append(Withdraw(entry["group"], call, entry["offered"]))

    def _next_for(self, entry: WaitingCaller) -> str:
        """Return the agent to whom the caller is offered next, "" for nobody yet. Who can't take the caller by now has
        no claim any more."""
        if entry["reserved"] and queue_acts.can_take(self.state, entry["reserved"]):
            return entry["reserved"]
        entry["reserved"] = ""
        able = [name for name in self._able(entry["group"], entry["skill"]) if self._is_free(name)]
        return min(able, key=lambda name: self._agent(name)["since"], default="")

    def _retry(self, event: RetryCallback) -> None:
        """Ring the next agent at once, but pause between two rounds through the group."""
        pause_ms = promises.pause_ms(event.tries, len(self.members(event.group)))
        if pause_ms is None:
            self.effects.append(CallbackGivenUp(event.group, event.number, event.tries))
            return
        self._wait(event.group, "", 0, "", event.wrap_up_s, event.number)
        entry = self.state["waiting"][-1]
        entry["tries"], entry["due"], entry["line"] = event.tries, self.at + pause_ms, event.line
        if pause_ms:
            self.effects.append(Recheck(promises.CALLBACK, pause_ms))

    def _wait(self, group: str, call: str, priority: int, skill: str, wrap_up_s: int, callback: str) -> None:
        entry: WaitingCaller = {
            "group": group,
            "call": call,
            "priority": priority,
            "skill": skill,
            "since": self.at,
            "wrap_up_s": wrap_up_s,
            "offered": "",
            "reserved": "",
            "callback": callback,
            "tries": 0,
            "due": 0,
            "line": "",
            "known": [],
        }
        self.state["waiting"].append(entry)

    def _leave(self, call: str, callback: str, line: str = "") -> None:
        entry = self._entry(call)
        if entry is None:
            return
        if entry["offered"]:
            self._agent(entry["offered"])["doing"] = "free"
        if callback:
            entry["call"], entry["callback"], entry["line"] = "", callback, line
            entry["offered"], entry["reserved"] = "", ""
        else:
            self.state["waiting"].remove(entry)

    def _talk(self, call: str, agent: str) -> None:
        entry = self._entry(call)
        if entry is not None and entry["offered"] == agent:
            self.state["waiting"].remove(entry)
            self._set(agent, "talking", group=entry["group"], call=call, wrap_up_s=entry["wrap_up_s"])
        elif entry is None and self._is_rung_to_call_back(agent):
            self._agent(agent)["call"] = call

    def _missed(self, call: str, agent: str) -> None:
        """Leave the agent alone for a while. With a *call* of "" they did not take a callback; an agent who talks with
        somebody else has missed nothing, and neither has one whose caller somebody else takes."""
        entry, was_taken = self._entry(call), False
        if entry is not None and entry["offered"] == agent:
            was_taken = entry["reserved"] not in ("", agent)
            entry["offered"], entry["reserved"] = "", entry["reserved"] if was_taken else ""
        elif call or self._agent(agent)["doing"] != "talking":
            return
        self._wrap_up(agent, 0 if was_taken or self._agent(agent)["calls"] else MISSED_WRAP_UP_MS)

    def _done(self, name: str) -> None:
        agent = self._agent(name)
        if agent["doing"] == "talking":
            talks = self.state["talks_ms"].get(agent["group"], [])
            self.state["talks_ms"][agent["group"]] = [*talks, self.at - agent["since"]][-MOST_TALKS:]
            agent["talked"] = self.at
            self._wrap_up(name, max(agent["wrap_up_s"], wrap_up_s(self.directory, agent["group"])) * 1000)

    def _in_call(self, call: str, name: str, group: str) -> None:
        agent = self._agent(name)
        if group:
            agent["gave"][call] = group
        if call in agent["calls"]:
            return
        agent["calls"].append(call)
        entry = next((each for each in self.state["waiting"] if each["offered"] == name), None)
        if entry is not None and entry["call"] != call:
            self.effects.append(Withdraw(entry["group"], entry["call"], name))
        elif entry is None and self._is_rung_to_call_back(name):
            self.effects.append(Withdraw(agent["group"], "", name))

    def _over(self, call: str) -> None:
        """End whatever the call did: one that broke off never left its queue, nor ended its talk."""
        self._leave(call, "")
        for name, agent in [*self.state["agents"].items()]:
            if agent["doing"] == "talking" and agent["call"] == call:
                self._done(name)
            if call in agent["calls"]:
                agent["calls"].remove(call)
                agent["talked"] = self.at
                group = agent["gave"].pop(call, "")
                if agent["doing"] == "free":
                    self._wrap_up(name, wrap_up_s(self.directory, group) * 1000)
                self._forget_stranger(name)

    def _forget_stranger(self, name: str) -> None:
        """Drop an idle agent who is in no group."""
        agent = self._agent(name)
        is_idle = agent["doing"] == "free" and not agent["calls"]
        if is_idle and not any(name in group["members"] for group in self.directory["groups"].values()):
            del self.state["agents"][name]

    def _wrap_up(self, agent: str, after_ms: int) -> None:
        if not after_ms:
            self._set(agent, "free")
            return
        self.state["tokens"] += 1
        self._set(agent, "wrap_up", token=self.state["tokens"])
        self.effects.append(WrapUp(agent, self.state["tokens"], after_ms))

    def _end_wrap_up(self, name: str, token: int) -> None:
        agent = self._agent(name)
        if agent["doing"] == "wrap_up" and agent["token"] == token:
            self._set(name, "free")

    def _take_settings(self) -> None:
        """End the wrap-up of those who have chosen not to be rung since, and look again who comes back when. Whom new
        settings make available is seen when callers and agents are matched."""
        self.state["look"] = 0
        for name, agent in self.state["agents"].items():
            if agent["doing"] == "wrap_up" and chosen_now(self.directory, name, self.at):
                self._set(name, "free")

    def _entry(self, call: str) -> WaitingCaller | None:
        return next((each for each in self.state["waiting"] if call and each["call"] == call), None)

    def _agent(self, name: str) -> Agent:
        return self.state["agents"].setdefault(name, new_agent())

    def _set(self, name: str, doing: str, group: str = "", call: str = "", wrap_up_s: int = 0, token: int = 0) -> None:
        agent = self._agent(name)
        agent["doing"], agent["since"], agent["token"] = doing, self.at, token
        agent["group"], agent["call"], agent["callback"], agent["wrap_up_s"] = group, call, "", wrap_up_s

    def _is_rung_to_call_back(self, name: str) -> bool:
        agent = self._agent(name)
        return agent["doing"] == "talking" and not agent["call"]

    def _is_free(self, name: str) -> bool:
        agent = self._agent(name)
        is_idle = agent["doing"] == "free" and not agent["calls"]
        return is_idle and not absence(self.directory, name, self.at)

    def _helpers(self, group: str) -> list[str]:
        return self.state["helpers"].get(group, [])

    def _members(self, group: str) -> dict[str, list[str]]:
        """Return the skills of those who are offered callers of the group, by extension."""
        found = members_of(self.directory, group)
        for helper in self._helpers(group):
            found = members_of(self.directory, helper) | found
        return found

    def _able(self, group: str, skill: str) -> list[str]:
        return [name for name, skills in self.members(group).items() if not skill or skill in skills]

    def _in_order(self) -> list[WaitingCaller]:
        return queue_acts.in_line(self.state["waiting"])

    def _wait_s(self, group: str, position: int) -> int:
        talks, members = self.state["talks_ms"].get(group), self.members(group)
        return round(sum(talks) / len(talks) / 1000 * position / len(members)) if talks and members else -1
