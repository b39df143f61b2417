"""Defines the state of a company's queues: plain JSON, described by types."""

from typing import TypedDict


class WaitingCaller(TypedDict):
    """Describes a caller who waits, or one who asked for a *callback* (a number, else ""), *since* ms since 1970.

    *priority* and *since* give the place in line; when somebody moves a caller forward, those passed exchange them.
    *offered* is the agent whose phone rings for them, *reserved* the one to whom they are to be offered next, or "".
    *due* is the moment before which nobody is to call back, *tries* how often an agent was rung in vain for that, and
    *line* the number that they had called.
    *known* is the [position, wait in s] that the caller was last told, or [].
    """

    group: str
    call: str
    priority: int
    skill: str
    since: int
    wrap_up_s: int
    offered: str
    reserved: str
    callback: str
    tries: int
    due: int
    line: str
    known: list[int]


class Agent(TypedDict):
    """Describes what an employee does for the queues: *doing* is "free", "offered", "talking" or "wrap_up", *since* ms
    since 1970. A talking agent talks with *call* for *group*, and has *wrap_up_s* afterwards; *token* ends the wrap-up.
    One who is rung to call somebody back, or does so, is talking as well, and *callback* is the number.

    *calls* are those in which they talk, *gave* the groups through which these came to them, and *talked* is the end of
    their last talk.
    """

    doing: str
    since: int
    group: str
    call: str
    callback: str
    wrap_up_s: int
    token: int
    calls: list[str]
    gave: dict[str, str]
    talked: int


class QueueState(TypedDict):
    """Describes all queues of a company. *waiting* are callers by arrival. *talks_ms* says how long the latest talks of
    each group took. *look* is the moment of the next ``Recheck`` of working hours, in ms since 1970. *helpers* has by
    group the groups that help it."""

    waiting: list[WaitingCaller]
    agents: dict[str, Agent]
    talks_ms: dict[str, list[int]]
    tokens: int
    look: int
    helpers: dict[str, list[str]]


def empty() -> QueueState:
    """Return the state in which nobody waits."""
    return {"waiting": [], "agents": {}, "talks_ms": {}, "tokens": 0, "look": 0, "helpers": {}}


def new_agent() -> Agent:
    """Return an agent who is free and has not talked yet."""
    return {
        "doing": "free",
        "since": 0,
        "group": "",
        "call": "",
        "callback": "",
        "wrap_up_s": 0,
        "token": 0,
        "calls": [],
        "gave": {},
        "talked": 0,
    }
