"""Defines what can happen to a call: nothing else ever reaches ``machine.step``.

Every event carries *at*, milliseconds since 1970 UTC, because the machine reads no clock. A token names the prompt or
wait that an ending belongs to; an ending that is no longer awaited is ignored.
"""

from dataclasses import dataclass
from typing import Literal, assert_never, get_args

from designer.runtime.tagged import Tagged

FROM_CALLERS = ("inbound", "internal")
"""The directions of calls that somebody placed, as opposed to those that the exchange began."""


@dataclass(frozen=True)
class CallArrived:
    """The call has begun: this is its first event. *program* and *directory* are hashes; *number* is what was dialled.

    *direction* is "inbound" (from a trunk), "internal" (from an employee's phone, whose *extension* is given),
    "callback" (the exchange rang the employee *extension*, who is to talk with *caller*) or "trial" (it rang the
    employee, who tries a drawing as *caller*). *chance* is a random number from 0 to 2^32 - 1. *queue* is
    "group:extension" of a callback.
    """

    at: int
    call: str
    company: str
    caller: str
    caller_name: str
    number: str
    program: str
    directory: str
    direction: str
    extension: str = ""
    chance: int = 0
    queue: str = ""


@dataclass(frozen=True)
class PromptEnded:
    """The prompt that was played under *token* is over."""

    at: int
    token: int


@dataclass(frozen=True)
class TimerFired:
    """The wait that began under *token* is over."""

    at: int
    token: int


@dataclass(frozen=True)
class Digit:
    """The caller pressed one key: 0-9, * or #."""

    at: int
    key: str


@dataclass(frozen=True)
class LegRinging:
    """A phone of *leg* rings."""

    at: int
    leg: str


@dataclass(frozen=True)
class LegAnswered:
    """Somebody has answered *leg*."""

    at: int
    leg: str


@dataclass(frozen=True)
class LegFailed:
    """Nobody has answered *leg*. *cause* is "busy", "no_answer", "rejected", "unavailable" (no phone is registered) or
    "failed"."""

    at: int
    leg: str
    cause: str


@dataclass(frozen=True)
class LegEnded:
    """An employee who had answered *leg* hung up, or the connection to their phone was lost."""

    at: int
    leg: str


@dataclass(frozen=True)
class FactsAnswered:
    """The questions of ``effects.Ask`` are answered: *facts* maps each to a number."""

    at: int
    token: int
    facts: dict[str, int]


@dataclass(frozen=True)
class WebReplied:
    """A web request has ended. *outcome* is "ok", "error" or "timeout"; *values* maps variables to their new texts."""

    at: int
    token: int
    outcome: str
    values: dict[str, str]


@dataclass(frozen=True)
class QueueFull:
    """The caller may not wait in the queue of *group* ("" for whichever it is). *reason* is "full" or "nobody"."""

    at: int
    reason: str
    group: str = ""


@dataclass(frozen=True)
class QueuePosition:
    """The caller's position has changed: 1 is next. *wait_s* is the estimated wait, -1 when nothing is known yet."""

    at: int
    position: int
    wait_s: int
    group: str = ""


@dataclass(frozen=True)
class QueueOffer:
    """It is the caller's turn: ring *agent*, an extension. *reserved* says that somebody takes the caller, or has sent
    them to this agent."""

    at: int
    agent: str
    group: str = ""
    reserved: bool = False


@dataclass(frozen=True)
class QueueWithdrawn:
    """*agent*, who rings for the queue of *group* or for any group (""), is in another call: stop ringing them."""

    at: int
    agent: str
    group: str = ""


@dataclass(frozen=True)
class QueueMoved:
    """Somebody has sent the caller, who waits for *group*, on *to* another group."""

    at: int
    to: str
    group: str = ""


@dataclass(frozen=True)
class CallerGone:
    """The caller hung up or gave up, or the connection to them was lost."""

    at: int


@dataclass(frozen=True)
class Dismissed:
    """Somebody who watches the calls has hung up on everybody in it."""

    at: int


@dataclass(frozen=True)
class Fault:
    """Something under the call broke (the media server, a worker): the call must end, and say so."""

    at: int
    message: str


Event = (
    CallArrived
    | PromptEnded
    | TimerFired
    | Digit
    | LegRinging
    | LegAnswered
    | LegFailed
    | LegEnded
    | FactsAnswered
    | WebReplied
    | QueueFull
    | QueuePosition
    | QueueOffer
    | QueueWithdrawn
    | QueueMoved
    | CallerGone
    | Dismissed
    | Fault
)
OfTheQueue = QueueFull | QueuePosition | QueueOffer | QueueWithdrawn | QueueMoved
"""Events that come from a queue."""

ByItself = CallArrived | Digit | CallerGone | Dismissed | Fault
"""Events that follow from no effect: they may come at any time."""

OfWhat = Literal["queue"] | tuple[Literal["leg"], str] | tuple[Literal["token"], int] | None


def of_what(event: Event) -> OfWhat:
    """Return what *event* belongs to: the queue, a leg or a token; None if it comes by itself."""
    if isinstance(event, ByItself):
        return None
    match event:
        case QueueFull() | QueuePosition() | QueueOffer() | QueueWithdrawn() | QueueMoved():
            return "queue"
        case LegRinging(leg=leg) | LegAnswered(leg=leg) | LegFailed(leg=leg) | LegEnded(leg=leg):
            return "leg", leg
        case PromptEnded(token=token) | TimerFired(token=token):
            return "token", token
        case FactsAnswered(token=token) | WebReplied(token=token):
            return "token", token
        case _:
            assert_never(event)


EVENTS = Tagged(
    get_args(Event),
    old_tags={"told": "facts_answered", "queue_place": "queue_position"},
    old_names={("queue_position", "place"): "position"},
)
