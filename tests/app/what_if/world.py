"""A made-up company whose queues run as in the switch: what it notes of them is what the journal would have."""

import heapq
import random
from dataclasses import dataclass, field

from app.what_if.recorded import Line
from designer.runtime import queue, queue_acts
from designer.runtime.queue_events import (
    CallBack,
    Done,
    HelpBegan,
    HelpEnded,
    InCall,
    JoinedQueue,
    LeftQueue,
    Missed,
    Offer,
    Over,
    Promoted,
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
from designer.runtime.queue_state import empty

BEGAN = 1_700_000_000_000
MINUTE, HOUR = 60_000, 3_600_000
GROUPS = {"sales": ["101", "102", "103"], "support": ["103", "104"]}


def directory_of(groups=GROUPS, wrap_up_s=15, absent=()):
    names = sorted({name for members in groups.values() for name in members})
    people = {
        name: {"name": name, "phones": [name], "skills": ["french"] if name in ("101", "104") else []} for name in names
    }
    for name in absent:
        people[name]["chosen"] = {"state": "paused"}
    return {
        "groups": {name: {"members": members, "wrap_up_s": wrap_up_s} for name, members in groups.items()},
        "employees": people,
        "calendars": {},
        "zones": {},
    }


@dataclass
class World:
    """Lets callers and employees behave at random, or as a test says."""

    seed: int = 0
    groups: dict = field(default_factory=lambda: GROUPS)
    wrap_up_s: int = 15
    is_wild: bool = True

    def __post_init__(self):
        self.random = random.Random(self.seed)
        self.state, self.lines, self.planned, self.made = empty(), [], [], 0
        self.directories = [(0, directory_of(self.groups, self.wrap_up_s))]
        self.callers = {}
        self.ringing = {}
        self.calling_back = {}

    def directory_at(self, at):
        return next(directory for begins, directory in reversed(self.directories) if begins <= at)

    def plan(self, at, do, *args):
        self.made += 1
        heapq.heappush(self.planned, (at, self.made, do, args))

    def run(self, until=10**15):
        while self.planned and self.planned[0][0] <= until:
            at, _made, do, args = heapq.heappop(self.planned)
            do(at, *args)
        return self.lines

    def step(self, event):
        """As ``switch.queues`` does; a worker takes the time a moment before it gets the lock."""
        late = self.random.randrange(3) if self.is_wild else 0
        event = type(event)(**{**event.__dict__, "at": event.at - late})
        self.state, done = queue.step(self.directory_at(event.at), self.state, event)
        self.lines.append(Line(event, done, event.at))
        for effect in done:
            self.react(event.at + late, effect)

    def jitter(self):
        return self.random.randrange(40) if self.is_wild else 0

    def react(self, at, effect):
        match effect:
            case Offer(call=call, agent=agent):
                self.ringing[agent] = call
                self.callers[call].rung(self, at, agent)
            case Withdraw(call=call, agent=agent):
                self.ringing.pop(agent, None)
                self.plan(at + 3 + self.jitter(), self.withdrawn, call, agent)
            case WrapUp(agent=agent, token=token, after_ms=after_ms):
                self.plan(
                    at + after_ms + self.jitter(), lambda at, *args: self.step(WrapUpEnded(at, *args)), agent, token
                )
            case Recheck(reason=reason, after_ms=after_ms):
                self.plan(at + after_ms + self.jitter(), lambda at, reason: self.step(RecheckDue(at, reason)), reason)
            case Refuse(call=call):
                self.plan(at + 2, self.callers[call].refused, self)
            case CallBack():
                self.call_back(at, effect)

    def withdrawn(self, at, call, agent):
        if call:
            self.step(Missed(at, call, agent))
        elif agent in self.calling_back:
            back = self.calling_back.pop(agent)
            self.step(Missed(at, "", agent))
            self.step(RetryCallback(at + 1, back.group, back.number, back.wrap_up_s, back.tries + 1))

    def call_back(self, at, back):
        self.calling_back[back.agent] = back
        if self.random.random() < 0.3:
            self.plan(at + 20_000, self.withdrawn, "", back.agent)
            return
        self.plan(at + self.random.randrange(2_000, 9_000), self.called_back, back)

    def called_back(self, at, back):
        if self.calling_back.pop(back.agent, None) is not back:
            return
        call = f"back-{back.number}-{at}"
        self.step(InCall(at, call, back.agent))
        self.step(Talks(at + 1, call, back.agent))
        until = at + self.random.randrange(20_000, 300_000)
        self.plan(until, self.end, call, back.agent, True)

    def end(self, at, call, agent, is_of_queue):
        if is_of_queue:
            self.step(Done(at, agent))
        self.step(Over(at + 1, call))

    def own_call(self, at, agent, length_ms):
        """The employee makes a call of their own, or takes one, if no phone of theirs rings for a queue's answer."""
        doing = self.state["agents"].get(agent, {}).get("doing", "free")
        if doing in ("free", "offered"):
            call = f"own-{agent}-{at}"
            self.step(InCall(at, call, agent))
            self.plan(at + length_ms, self.end, call, agent, False)

    def act(self, at, act):
        if not queue_acts.refusal(self.directory_at(at), self.state, act):
            self.step(act)

    def act_on_first(self, at, make):
        """Do something to a caller who waits, if there is one."""
        waiting = [each["call"] for each in self.state["waiting"] if each["call"]]
        if waiting:
            self.act(at, make(at, waiting[-1]))

    def pause(self, at, names):
        self.directories.append((at, directory_of(self.groups, self.wrap_up_s, names)))
        self.step(SettingsChanged(at))


@dataclass
class Caller:
    """Joins *group* and gives up after *patience_ms*; talks for *talk_ms*. With *then*, joins that group afterwards
    instead of giving up; with *number*, is promised a call-back."""

    name: str
    group: str
    patience_ms: int
    talk_ms: int
    answer_ms: tuple = (4_000,)
    then: str = ""
    number: str = ""
    skill: str = ""
    priority: int = 0
    most: int = 50
    offers: int = 0
    is_waiting: bool = False

    def arrive(self, at, world):
        world.callers[self.name] = self
        self.is_waiting = True
        joined = JoinedQueue(at, self.group, self.name, self.priority, self.skill, self.most, 0)
        world.plan(at + self.patience_ms, self.give_up, world, self.group)
        world.step(joined)

    def refused(self, at, world):
        if not self.is_waiting:
            return
        self.is_waiting = False
        self.go_on(at, world)

    def rung(self, world, at, agent):
        self.offers += 1
        answer_ms = self.answer_ms[min(self.offers, len(self.answer_ms)) - 1]
        world.plan(at + abs(answer_ms), self.answered if answer_ms > 0 else self.missed, world, agent, self.offers)

    def answered(self, at, world, agent, offer):
        if not self.is_rung(world, agent, offer):
            return
        self.is_waiting = False
        world.ringing.pop(agent)
        world.step(Talks(at + 1, self.name, agent))
        world.step(InCall(at + 1, self.name, agent))
        world.plan(at + self.talk_ms, world.end, self.name, agent, True)

    def missed(self, at, world, agent, offer):
        if self.is_rung(world, agent, offer):
            world.ringing.pop(agent)
            world.step(Missed(at, self.name, agent))

    def is_rung(self, world, agent, offer):
        return self.is_waiting and offer == self.offers and world.ringing.get(agent) == self.name

    def give_up(self, at, world, group):
        if not self.is_waiting or group != self.group:
            return
        self.is_waiting = False
        for agent in [agent for agent, call in world.ringing.items() if call == self.name]:
            del world.ringing[agent]
        world.step(LeftQueue(at, self.group, self.name, self.number))
        self.go_on(at, world)

    def go_on(self, at, world):
        if self.then:
            self.group, self.then = self.then, ""
            world.plan(at + 500, self.arrive, world)
        else:
            world.step(Over(at + 5, self.name))


def wild_world(seed, hours=2, callers=60, pauses=4, acts=8):
    """Anything happens: missed offers, calls of one's own, overflow, call-backs, skills, full queues, pauses."""
    world = World(seed)
    dice = world.random
    for place in range(callers):
        group = dice.choice(["sales", "support"])
        answers = tuple(dice.choice([1, 1, 1, -1]) * dice.randrange(1_500, 18_000) for _each in range(6))
        caller = Caller(
            f"c{place}",
            group,
            dice.randrange(10_000, 400_000),
            dice.randrange(15_000, 500_000),
            answers,
            then=dice.choice(["", "", "support" if group == "sales" else "sales"]),
            number=dice.choice(["", "", "", f"+49{place}"]),
            skill=dice.choice(["", "", "", "french"]),
            priority=dice.choice([0, 0, 5]),
            most=dice.choice([2, 4, 50]),
        )
        world.plan(BEGAN + dice.randrange(hours * HOUR), caller.arrive, world)
    for _each in range(12):
        world.plan(
            BEGAN + dice.randrange(hours * HOUR),
            world.own_call,
            dice.choice(["101", "103", "104"]),
            dice.randrange(5_000, 400_000),
        )
    for _each in range(pauses):
        world.plan(BEGAN + dice.randrange(hours * HOUR), world.pause, dice.choice([(), ("102",), ("104",)]))
    moments = [BEGAN + dice.randrange(hours * HOUR) for _each in range(acts)]
    for at in moments:
        world.plan(at, world.act_on_first, lambda at, call: Reserved(at, call, dice.choice(["102", "104"])))
        world.plan(at + MINUTE, world.act_on_first, lambda at, call: Promoted(at, call, dice.choice(["up", "top"])))
        world.plan(at + 2 * MINUTE, world.act, HelpBegan(at + 2 * MINUTE, "sales", "support"))
        world.plan(at + 3 * MINUTE, world.act, HelpEnded(at + 3 * MINUTE, "sales", "support"))
    world.run(BEGAN + (hours + 8) * HOUR)
    return world
