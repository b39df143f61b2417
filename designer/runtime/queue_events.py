"""Defines what can happen to the queues of a company, and what they want done: the words of ``designer.runtime.queue``.

Every event carries *at*, milliseconds since 1970 UTC.
"""

from dataclasses import dataclass
from typing import get_args

from designer.runtime.tagged import Tagged


@dataclass(frozen=True)
class JoinedQueue:
    """*call* wants to wait for *group*. Whoever talks with the caller gets at least *wrap_up_s* s of wrap-up. *since*
    says since when it waits, in ms since 1970, if that was for another group before; else 0."""

    at: int
    group: str
    call: str
    priority: int
    skill: str
    most_waiting: int
    wrap_up_s: int
    since: int = 0


@dataclass(frozen=True)
class LeftQueue:
    """*call* no longer waits. With *callback*, a number, it keeps its position and is called back. Then *line* is the
    number that the caller had called."""

    at: int
    group: str
    call: str
    callback: str
    line: str = ""


@dataclass(frozen=True)
class Talks:
    """*agent* has answered *call*, which waited, or picked up to call somebody back."""

    at: int
    call: str
    agent: str


@dataclass(frozen=True)
class Missed:
    """*agent* did not answer *call*; a *call* of "" is a callback."""

    at: int
    call: str
    agent: str


@dataclass(frozen=True)
class Done:
    """The talk of *agent* with a caller who had waited is over."""

    at: int
    agent: str


@dataclass(frozen=True)
class InCall:
    """*agent* is in *call*, in whichever way: they answered it or placed it. *group* names the group through which they
    were rung, unless its queue did so; "" for none."""

    at: int
    call: str
    agent: str
    group: str = ""


@dataclass(frozen=True)
class Over:
    """*call* has ended for whatever reason: nobody talks in it and it no longer waits."""

    at: int
    call: str


@dataclass(frozen=True)
class WrapUpEnded:
    """The time that ``WrapUp`` gave *agent* under this token is over."""

    at: int
    agent: str
    token: int


@dataclass(frozen=True)
class RecheckDue:
    """The time that ``Recheck`` asked for is over. *reason* is the same as there."""

    at: int
    reason: str


@dataclass(frozen=True)
class RetryCallback:
    """*number*, which had called *line*, could not be called back for the *tries*-th time: try again or give up."""

    at: int
    group: str
    number: str
    wrap_up_s: int
    tries: int = 0
    line: str = ""


@dataclass(frozen=True)
class SettingsChanged:
    """The company's settings have changed, so other agents may be available now."""

    at: int


@dataclass(frozen=True)
class Reserved:
    """Somebody wants *call*, which waits, to be offered to *agent* next: they take it themselves, or send it to a
    colleague, who need not be in the group nor have nothing else to do than their wrap-up."""

    at: int
    call: str
    agent: str


@dataclass(frozen=True)
class Promoted:
    """Somebody wants *call* to wait one place further *to* the front ("up"), or at the front ("top")."""

    at: int
    call: str
    to: str


@dataclass(frozen=True)
class HelpBegan:
    """Those of the group *helper* are offered the callers of *group*, too, until nobody waits for it."""

    at: int
    group: str
    helper: str


@dataclass(frozen=True)
class HelpEnded:
    """Those of the group *helper* are offered the callers of *group* no more."""

    at: int
    group: str
    helper: str


@dataclass(frozen=True)
class CallBackBegan:
    """Somebody wants *agent*, whose phone rings, to call *number* back. Promises to the number wait meanwhile."""

    at: int
    number: str
    agent: str


@dataclass(frozen=True)
class CallBackAnswered:
    """*agent*, whom somebody wanted to call *number* back, has picked up, or talks with it because it has called again:
    that keeps all promises to the number."""

    at: int
    number: str
    agent: str


@dataclass(frozen=True)
class Offer:
    """Ring *agent* for *call*; *reserved* says that somebody has wanted it to be this one."""

    group: str
    call: str
    agent: str
    reserved: bool = False


@dataclass(frozen=True)
class Withdraw:
    """Stop ringing *agent* for *call*, because they are in another call now.

    ``Missed`` is due in return; only then does somebody else get the offer. Without a *call* they ring for a callback.
    """

    group: str
    call: str
    agent: str


@dataclass(frozen=True)
class Refuse:
    """Do not let *call* wait. *reason* is "full" or "nobody" (nobody in the group is available)."""

    group: str
    call: str
    reason: str


@dataclass(frozen=True)
class Position:
    """Tell the caller their *position* (1 is next) and the estimated wait in s, -1 when nothing is known yet."""

    group: str
    call: str
    position: int
    wait_s: int


@dataclass(frozen=True)
class WrapUp:
    """Leave *agent* alone for *after_ms*; ``WrapUpEnded(agent, token)`` is due then.

    Journals of the past also have it with an *agent* of "", where ``Recheck`` is written today.
    """

    agent: str
    token: int
    after_ms: int


@dataclass(frozen=True)
class Recheck:
    """``RecheckDue(reason)`` is due *after_ms* later. *reason* is "hours" (somebody's working hours may begin then) or
    "callback" (the pause before a callback is over)."""

    reason: str
    after_ms: int


@dataclass(frozen=True)
class CallBack:
    """It is the turn of *number*, which asked for a callback: ring *agent*, then the number. *tries* failed before. The
    number sees *line*, which it had called, as that of the caller."""

    group: str
    number: str
    agent: str
    wrap_up_s: int
    tries: int = 0
    line: str = ""


@dataclass(frozen=True)
class CallbackGivenUp:
    """*number* was not reached in *tries* attempts and will not be called back: somebody has to be notified."""

    group: str
    number: str
    tries: int


@dataclass(frozen=True)
class Helped:
    """From now on, those of the groups *helpers* are offered the callers of *group*, too; () for no others."""

    group: str
    helpers: tuple[str, ...]


QueueEvent = (
    JoinedQueue
    | LeftQueue
    | Talks
    | Missed
    | Done
    | InCall
    | Over
    | WrapUpEnded
    | RecheckDue
    | RetryCallback
    | SettingsChanged
    | Reserved
    | Promoted
    | HelpBegan
    | HelpEnded
    | CallBackBegan
    | CallBackAnswered
)
QueueAct = Reserved | Promoted | HelpBegan | HelpEnded | CallBackBegan
"""What people do to the queues."""

QueueEffect = Offer | Withdraw | Refuse | Position | WrapUp | Recheck | CallBack | CallbackGivenUp | Helped

QUEUE_EVENTS = Tagged(
    get_args(QueueEvent),
    old_tags={
        "joined": "joined_queue",
        "left": "left_queue",
        "rested": "wrap_up_ended",
        "again": "retry_callback",
        "as_new": "settings_changed",
    },
)
QUEUE_EFFECTS = Tagged(
    get_args(QueueEffect),
    old_tags={"place": "position", "rest": "wrap_up", "lost": "callback_given_up"},
    old_names={("position", "place"): "position"},
)
