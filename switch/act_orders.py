"""Defines what people ask the switch to do to live calls: the portal sends each of these as JSON, signed, by HTTP.

The switch answers ``{"why": ""}`` once it is done or under way, or with the reason why not: a word of
``designer.runtime.queue_acts``.
"""

from dataclasses import dataclass
from typing import get_args

from designer.runtime.tagged import Tagged


@dataclass(frozen=True)
class Reserve:
    """Offer *call*, which waits, to *agent* next."""

    company: str
    call: str
    agent: str


@dataclass(frozen=True)
class Promote:
    """Move *call* one place forward ("up") or to the front ("top") of its queue."""

    company: str
    call: str
    to: str


@dataclass(frozen=True)
class SendOn:
    """Let *call*, which waits, wait for *group* instead."""

    company: str
    call: str
    group: str


@dataclass(frozen=True)
class Dismiss:
    """Hang up on everybody in *call*."""

    company: str
    call: str


@dataclass(frozen=True)
class BeginHelp:
    """Offer the callers of *group* to those of the group *helper*, too, until nobody waits."""

    company: str
    group: str
    helper: str


@dataclass(frozen=True)
class EndHelp:
    """Offer the callers of *group* to those of the group *helper* no more."""

    company: str
    group: str
    helper: str


@dataclass(frozen=True)
class CallOutside:
    """Ring *agent*, who then calls *number* outside for *group*, "" for none. The number sees *line*, one of the
    company's, as its caller; *shown* is what the employee's phones display."""

    company: str
    agent: str
    number: str
    group: str
    line: str
    shown: str


ActOrder = Reserve | Promote | SendOn | Dismiss | BeginHelp | EndHelp | CallOutside

ACTS = Tagged(get_args(ActOrder))
