"""The queues of a company, carried on event by event, for tests."""

import copy
import json

from designer.runtime import queue
from designer.runtime.queue_events import Done, InCall, JoinedQueue, LeftQueue, Missed, Offer, Over, Talks
from designer.runtime.queue_state import empty

TWO = {"101": ["french"], "102": []}


class SteppedQueues:
    """Queues that are carried on event by event: that of "sales", with *members*, and those of other groups."""

    def __init__(self, members=None, **others):
        self.members = TWO if members is None else members
        self.others = others
        self.wrap_up_s = {}
        self.state = empty()
        self.at = 0

    def directory(self):
        groups = {"sales": self.members, **self.others}
        people = {name: skills for members in groups.values() for name, skills in members.items()}
        return {
            "employees": {name: {"phones": [name], "skills": skills} for name, skills in people.items()},
            "groups": {
                name: {"members": list(members), "wrap_up_s": self.wrap_up_s.get(name, 0)}
                for name, members in groups.items()
            },
        }

    def on(self, event):
        given, kept = self.state, copy.deepcopy(self.state)
        self.state, found = queue.step(self.directory(), self.state, event)
        assert given == kept
        assert json.loads(json.dumps(self.state)) == self.state
        return list(found)

    def tick(self):
        self.at += 1_000
        return self.at

    def join(self, call, priority=0, skill="", most=10, wrap_up_s=0, group="sales", since=0):
        return self.on(JoinedQueue(self.tick(), group, call, priority, skill, most, wrap_up_s, since))

    def leave(self, call, callback=""):
        return self.on(LeftQueue(self.tick(), "sales", call, callback))

    def talks(self, call, agent):
        return self.on(Talks(self.tick(), call, agent))

    def missed(self, call, agent):
        return self.on(Missed(self.tick(), call, agent))

    def done(self, agent):
        return self.on(Done(self.tick(), agent))

    def in_call(self, call, agent, group=""):
        return self.on(InCall(self.tick(), call, agent, group))

    def over(self, call):
        return self.on(Over(self.tick(), call))

    def served(self, call, agent):
        """*call* joins, *agent* is free: they talk."""
        assert offers(self.join(call)) == [(call, agent)]
        self.talks(call, agent)


def of_kind(found, kind):
    return [effect for effect in found if isinstance(effect, kind)]


def offers(found):
    return [(offer.call, offer.agent) for offer in of_kind(found, Offer)]


def full_house(members=None):
    """Everybody talks: whoever joins has to wait."""
    queues = SteppedQueues(members)
    for number, agent in enumerate(queues.members):
        queues.served(f"before-{number}", agent)
    return queues
