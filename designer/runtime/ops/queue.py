"""Lets the caller wait in a queue."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NotRequired, TypedDict, assert_never

from designer.runtime import effects, numbers, ringing, talk
from designer.runtime.availability import calendars_of
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import SOON_S, THINK_MS, Choice, World
from designer.runtime.directory import Directory, plans_to_call_by
from designer.runtime.events import (
    Digit,
    Event,
    LegAnswered,
    LegFailed,
    OfTheQueue,
    PromptEnded,
    QueueFull,
    QueueMoved,
    QueueOffer,
    QueuePosition,
    QueueWithdrawn,
    TimerFired,
)
from designer.runtime.members import able
from designer.runtime.op import Arrivals, Asking, Ignored, Plain, Presence, Repeats, Silence, Token, Uses, Waiting
from designer.runtime.target import Target

POSITION, WAIT, MUSIC = "sys:queue-place", "sys:queue-wait", ""
MOST_SPOKEN = 20
"""The highest number that is spoken, of positions and of minutes."""

WITHOUT_LIMIT_S = 7200
"""How long a queue without a limit is taken to let callers wait."""

NO_LIMIT = 10_000
"""How many callers may wait in the queue of a group to which somebody sends a caller."""

JUST_BEFORE_S = 3
SHORTEST_S = 5
"""A shorter wait has no time for an offer just before its end."""


class Queueing(TypedDict):
    """Describes a caller who waits. *leg* rings *agent* until *ring* fires. *to_play* are the sounds of an announcement
    that still have to be played, and *announced* ends the one that plays; *next* is the timer of the next announcement.
    *token* ends the wait. *group* is the one for which the caller waits, as somebody may send them to another, and
    *since* when they came, in ms since 1970."""

    token: Token
    ring: Token
    leg: Presence
    agent: Plain[str]
    talk: Ignored[str]
    to_play: Plain[list[str]]
    announced: Token
    next: Repeats
    position: Ignored[int]
    wait_s: Ignored[int]
    group: Plain[str]
    since: Ignored[int]
    limit: NotRequired[Token]


@dataclass(frozen=True)
class Queue(Waiting[Queueing]):
    """Wait for somebody of a group: the caller's side of ``designer.runtime.queue``.

    The call ends with the talk. Otherwise the outcome is "timeout" after *most_s* s, "full" beyond *most_waiting*
    callers, "nobody" if nobody of the group is available, "left" by *leave_key*, or "callback" by *callback_key* (""
    for no such keys), after which the caller is called back when it is their turn.

    A higher *priority* goes first. The position is announced every *tell_s* s (0 for never). Agents need *skill* (""
    for none), and have *wrap_up_s* s for wrap-up after a talk.
    """

    group: str
    music: str
    priority: int
    most_s: int
    most_waiting: int
    tell_s: int
    leave_key: str
    callback_key: str
    wrap_up_s: int
    skill: str
    ring_s: int
    record: bool

    ends_step = True

    def begin(self, call: Call) -> None:
        call.answer()
        doing: Queueing = {
            "token": call.wait(self.most_s) if self.most_s else 0,
            "ring": 0,
            "leg": "",
            "agent": "",
            "talk": "",
            "to_play": [],
            "announced": 0,
            "next": call.wait(self.tell_s) if self.tell_s else 0,
            "position": 0,
            "wait_s": -1,
            "group": self.group,
            "since": call.at,
        }
        self.wait(call, doing)
        talk.play_hold_music(call, self.music)
        call.state["queue"] = self.group
        call.do(effects.Join(self.group, self.priority, self.skill, self.most_waiting, self.wrap_up_s))

    def handle(self, call: Call, event: Event) -> bool:
        doing = self.doing(call.state)
        if doing["talk"]:
            return talk.handle(call, event)
        if isinstance(event, OfTheQueue):
            return event.group in ("", doing["group"]) and self._handle_queue(call, event)
        match event:
            case LegAnswered(leg=leg) if leg == doing["leg"]:
                self._talk(call)
            case LegFailed(leg=leg) if leg == doing["leg"]:
                self._miss(call)
            case TimerFired(token=token):
                self._time(call, token)
            case PromptEnded(token=token) if token == doing["announced"]:
                self._tell(call)
            case Digit(key=key):
                self._take(call, key)
            case _:
                return False
        return True

    def _handle_queue(self, call: Call, event: OfTheQueue) -> bool:
        doing = self.doing(call.state)
        match event:
            case QueueFull(reason=reason):
                call.state["queue"] = ""
                call.finish(reason)
            case QueuePosition(position=position, wait_s=wait_s):
                doing["position"], doing["wait_s"] = position, wait_s
            case QueueOffer(agent=agent):
                self._offer(call, agent)
            case QueueWithdrawn(agent=agent):
                if doing["leg"] and doing["agent"] == agent:
                    self._stop_ringing(call)
            case QueueMoved(to=to):
                self._move(call, to)
            case _:
                assert_never(event)
        return True

    def _take(self, call: Call, key: str) -> None:
        if key == self.leave_key:
            self._leave(call, "left")
        elif key == self.callback_key:
            if numbers.can_be_called_back(call.state["caller"], *plans_to_call_by(call.directory)):
                self._leave(call, "callback")
            else:
                call.warn("who has no number can't be called back")

    def _offer(self, call: Call, agent: str) -> None:
        doing = self.doing(call.state)
        if doing["leg"] or agent == call.state["extension"]:
            call.do(effects.QueueMissed(doing["group"], agent))
            return
        doing["agent"] = agent
        doing["leg"] = ringing.dial(call, agent, group=doing["group"])
        if doing["leg"]:
            doing["ring"] = call.wait(self.ring_s)
        else:
            call.do(effects.QueueMissed(doing["group"], agent))

    def _talk(self, call: Call) -> None:
        doing = self.doing(call.state)
        call.state["queue"] = f"{doing['group']}:{doing['agent']}"
        call.do(effects.QueueTalk(doing["group"], doing["agent"]))
        talk.bridge(call, doing["leg"], Target.employee(doing["agent"]), self.record)

    def _stop_ringing(self, call: Call) -> None:
        call.do(effects.Cancel(self.doing(call.state)["leg"]))
        self._miss(call)

    def _miss(self, call: Call) -> None:
        doing = self.doing(call.state)
        del call.state["legs"][doing["leg"]]
        doing["leg"] = ""
        call.do(effects.QueueMissed(doing["group"], doing["agent"]))

    def _time(self, call: Call, token: int) -> None:
        doing = self.doing(call.state)
        if token == doing["token"] and self.most_s:
            self._leave(call, "timeout")
        elif token == doing["ring"] and doing["leg"]:
            self._stop_ringing(call)
        elif token == doing["next"] and self.tell_s:
            doing["next"] = call.wait(self.tell_s)
            if doing["position"] and not doing["leg"] and not doing["to_play"]:
                doing["to_play"] = _sentence(doing["position"], doing["wait_s"])
                self._tell(call)

    def _tell(self, call: Call) -> None:
        """Play the next sound of the sentence, which ends with the music."""
        doing = self.doing(call.state)
        while doing["to_play"]:
            sound = doing["to_play"].pop(0)
            token = None if sound == MUSIC else call.play(sound)
            if token is not None:
                doing["announced"] = token
                return
        talk.play_hold_music(call, self.music)

    def _leave(self, call: Call, outcome: str) -> None:
        """Leave the queue. A phone that rings for the caller stops, which counts as no missed call."""
        self._ring_nobody(call)
        group = self.doing(call.state)["group"]
        if outcome == "callback":
            call.do(effects.Leave(group, call.state["caller"], call.state["number"]))
        else:
            call.do(effects.Leave(group))
        call.state["queue"] = ""
        call.do(effects.Stop())
        call.finish(outcome)

    def _move(self, call: Call, to: str) -> None:
        """Wait for another group, as long as before. Skills and limits of this block mean nothing there."""
        doing = self.doing(call.state)
        if to == doing["group"]:
            return
        self._ring_nobody(call)
        call.do(effects.Leave(doing["group"]))
        doing["group"] = call.state["queue"] = to
        doing["position"], doing["wait_s"] = 0, -1
        call.do(effects.Join(to, self.priority, "", NO_LIMIT, self.wrap_up_s, doing["since"]))

    def _ring_nobody(self, call: Call) -> None:
        doing = self.doing(call.state)
        if doing["leg"]:
            call.do(effects.Cancel(doing["leg"]))
            del call.state["legs"][doing["leg"]]
            doing["leg"] = ""

    def uses(self) -> Uses:
        return Uses(caller=bool(self.callback_key))

    def arrivals(self, directory: Directory) -> Arrivals:
        return Arrivals(staff=frozenset(calendars_of(directory, Target.group(self.group))))

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        return Asking(self.leave_key + self.callback_key, Silence.NOTHING, self.doing(state)["token"])

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return tuple(able(directory, self.group, self.skill, at))

    def choices(self, world: World) -> Iterator[Choice]:
        if not world.here:
            yield Choice(queue="nobody")
            return
        yield from (Choice(queue="wait"), Choice(queue="full"), Choice(queue="offer", phones=SOON_S))
        most_s = self.most_s or WITHOUT_LIMIT_S
        if most_s >= SHORTEST_S:
            yield Choice(queue="late", phones=SOON_S, after_s=most_s - JUST_BEFORE_S)
        for key in (self.leave_key, self.callback_key):
            if key:
                yield Choice(queue="wait", keys=((THINK_MS, key),))

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return self.ring_s - 1


def _sentence(position: int, wait_s: int) -> list[str]:
    """Return sounds of the exchange: "You are number 3 in line. The wait is about 2 minutes"."""
    said = [POSITION, f"sys:number-{min(position, MOST_SPOKEN)}"]
    if wait_s >= 0:
        said += [WAIT, f"sys:minutes-{min(max(1, round(wait_s / 60)), MOST_SPOKEN)}"]
    return [*said, MUSIC]
