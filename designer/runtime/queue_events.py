"""What can happen to the queues of a company, and what they want done: the words of ``designer.runtime.queue``.

Every event carries *at*, milliseconds since 1970 UTC.
"""

from dataclasses import dataclass
from typing import get_args

from designer.runtime.tagged import Tagged


@dataclass(frozen=True)
class Joined:
    """*call* wants to wait for *group*; *wrap_up_s* is the least rest of whoever talks with it."""

    at: int
    group: str
    call: str
    priority: int
    skill: str
    most_waiting: int
    wrap_up_s: int


@dataclass(frozen=True)
class Left:
    """*call* waits no more; with *callback*, a number, it keeps its place and is called back."""

    at: int
    group: str
    call: str
    callback: str


@dataclass(frozen=True)
class Talks:
    """*agent* has answered *call*, which waited, or by which somebody is called back."""

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
    """The talk of a caller who had waited is over."""

    at: int
    agent: str


@dataclass(frozen=True)
class InCall:
    """*agent* talks in *call*, whether it waited for them or not, or has begun it. *group* is the one by which they
    were rung, other than from its queue; "" for none."""

    at: int
    call: str
    agent: str
    group: str = ""


@dataclass(frozen=True)
class Over:
    """*call* has ended, in whichever way: nobody talks in it any more, and it waits for nobody."""

    at: int
    call: str


@dataclass(frozen=True)
class Rested:
    """The rest that ``Rest`` with this token asked for is over."""

    at: int
    agent: str
    token: int


@dataclass(frozen=True)
class Again:
    """Nobody could be called back at *number*, for the *tries*-th time: it is tried again, or given up."""

    at: int
    group: str
    number: str
    wrap_up_s: int
    tries: int = 0


@dataclass(frozen=True)
class AsNew:
    """The settings of the company have changed: somebody may want to be rung, or not to be disturbed."""

    at: int


@dataclass(frozen=True)
class Offer:
    """Ring *agent* for *call*."""

    group: str
    call: str
    agent: str


@dataclass(frozen=True)
class Withdraw:
    """*agent*, who is rung for *call*, has come to be in another: ring them no more. ``Missed`` is due then, and only
    after it is somebody else offered. Without a *call* they are rung to call somebody back."""

    group: str
    call: str
    agent: str


@dataclass(frozen=True)
class Refuse:
    """There is no place for *call*: "full" or "nobody"."""

    group: str
    call: str
    reason: str


@dataclass(frozen=True)
class Place:
    """1 is next; *wait_s* is -1 when nothing is known yet."""

    group: str
    call: str
    place: int
    wait_s: int


@dataclass(frozen=True)
class Rest:
    """``Rested(agent, token)`` is due *after_ms* later. Without an *agent* it is looked again who works then."""

    agent: str
    token: int
    after_ms: int


@dataclass(frozen=True)
class CallBack:
    """It is the turn of *number*, which asked to be called back: ring *agent*, then the number. *tries* came before."""

    group: str
    number: str
    agent: str
    wrap_up_s: int
    tries: int = 0


@dataclass(frozen=True)
class Lost:
    """So many *tries* to call *number* back were in vain that it is given up: somebody has to be told."""

    group: str
    number: str
    tries: int


QueueEvent = Joined | Left | Talks | Missed | Done | InCall | Over | Rested | Again | AsNew
QueueEffect = Offer | Withdraw | Refuse | Place | Rest | CallBack | Lost
QUEUE_EVENTS = Tagged(get_args(QueueEvent))
QUEUE_EFFECTS = Tagged(get_args(QueueEffect))
