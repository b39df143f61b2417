"""Defines the orders that parts of the exchange send to the switch's event port: the portal, the worker, and the
switch.

Each datagram is one of these dataclasses as JSON, signed by ``switch.signed``. Both sides import this module.
"""

from dataclasses import dataclass
from typing import Any, get_args

from designer.runtime.tagged import Tagged
from switch.switch_call import Dialog

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Timer:
    """A timer of *call* is due. *kind* and *token* say which; *call* is a company for timers of queues."""

    call: str
    kind: str
    token: int


@dataclass(frozen=True)
class Beat:
    """The beat of the door *name*, sent at *sent_ms* of the steady clock."""

    name: str
    sent_ms: int


@dataclass(frozen=True)
class Bye:
    """Hang up on the other side of *dialog*."""

    dialog: Dialog
    cseq: int


@dataclass(frozen=True)
class Deliver:
    """*event* of ``designer.runtime.events``, as JSON, happens to *call*."""

    call: str
    event: JsonObject


@dataclass(frozen=True)
class WebAnswer:
    """A web server has answered *call*; *values* has the flow's variables."""

    call: str
    token: int
    outcome: str
    values: dict[str, str]


@dataclass(frozen=True)
class CallBack:
    """Ring *agent*, who then calls *number* back for *group*. The number sees *line*, which it had called."""

    company: str
    group: str
    number: str
    agent: str
    wrap_up_s: int
    tries: int
    line: str


@dataclass(frozen=True)
class CallOutside:
    """Ring *agent*, who then calls *number* outside in *call*, which begins with that: somebody has asked for it.

    The other fields are as in ``switch.act_orders.CallOutside``."""

    company: str
    agent: str
    number: str
    group: str
    line: str
    shown: str
    call: str


@dataclass(frozen=True)
class Withdraw:
    """Stop ringing *agent* for a callback."""

    company: str
    agent: str


@dataclass(frozen=True)
class TryFlow:
    """Ring *agent*, who then goes through *program* as somebody who calls *number* from *caller*.

    *phone* is the one account to ring, "" for all of the employee's; *shown* is what the phone's display says."""

    company: str
    agent: str
    number: str
    caller: str
    program: str
    phone: str
    shown: str


@dataclass(frozen=True)
class SettingsChanged:
    """The company has another directory: its queues look again who works."""

    company: str


Order = Timer | Beat | Bye | Deliver | WebAnswer | CallBack | CallOutside | Withdraw | TryFlow | SettingsChanged

ORDERS = Tagged(get_args(Order))


def to_json(order: Order) -> JsonObject:
    """Return *order* as plain JSON."""
    return ORDERS.to_json(order)


def from_json(data: Any) -> Order:
    """Return the order that *data* describes. Raise ValueError if it describes none."""
    found: Order = ORDERS.from_json(data)
    return found
