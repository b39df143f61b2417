"""What a flow compiles to: blocks of ops, written as canonical JSON and named by its SHA-256.

The ops are the narrow waist: a node may say only these things (``lower``), and ``designer.runtime.machine`` carries out
only these things. A block is one node of the drawing; its ops run in order, and many of them leave an *outcome*, which
the ``Branch`` at the end of the block turns into the next block.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_args

from designer.runtime.tagged import Tagged

FORMAT = 1


@dataclass(frozen=True)
class Play:
    """Play one prompt to its end. Outcome: "next". Keys pressed meanwhile are kept for the next Collect."""

    prompt: str


@dataclass(frozen=True)
class Collect:
    """Play a prompt and take one key out of *keys*. Outcome: the key, "timeout" or "invalid".

    A key stops the prompt. After the prompt the caller has *timeout_s* seconds; a silence or a wrong key costs one
    of *tries*, and the last one decides the outcome. When the prompt *must_be_heard*, keys from before it count for
    nothing, and nor does a wrong one.
    """

    prompt: str
    keys: tuple[str, ...]
    timeout_s: int
    tries: int
    must_be_heard: bool = False


@dataclass(frozen=True)
class Digits:
    """Ask for several keys, into *variable*. Outcome: "entered", "timeout" or "invalid".

    Ends at *most* keys or at *end_key* ("" for none) once *least* are there; each key may take *timeout_s*. With
    *confirm* the caller hears them and agrees with 1. Fewer than *least* cost one of *tries*, as a "2" does.
    """

    prompt: str
    variable: str
    least: int
    most: int
    end_key: str
    timeout_s: int
    tries: int
    confirm: bool


@dataclass(frozen=True)
class DialByName:
    """Ask for the letters of a name (ITU-T E.161). Outcome: "found", the extension in *variable*; "nobody"; "timeout".

    Ends as soon as one name is left, or at "#" with the first of several.
    """

    prompt: str
    variable: str
    timeout_s: int
    tries: int


@dataclass(frozen=True)
class Hours:
    """Ask a calendar about this moment. Outcome: "open" or "closed"."""

    calendar: str


@dataclass(frozen=True)
class Day:
    """Ask a calendar about this day. Outcome: "yes" when it is an exception (*kind* "special") or one on which it is
    closed all day (*kind* "closed"), else "no"."""

    calendar: str
    kind: str


@dataclass(frozen=True)
class Test:
    """Outcome: "yes" or "no". *subject* is "caller", "number", "variable:name", "time", "free:group" or
    "waiting:group"; *operator* is "is", "is_not", "begins", "contains", "empty", "less" or "more"."""

    subject: str
    operator: str
    value: str


@dataclass(frozen=True)
class Listed:
    """Whether the caller is on a list. Outcome: "yes" or "no"."""

    list: str


@dataclass(frozen=True)
class Split:
    """Send *percent* of the callers one way, the same caller always the same way. Outcome: "a" or "b"."""

    percent: int
    salt: str


@dataclass(frozen=True)
class Set:
    """Give *variable* the text *value*, in which "{name}" stands for a variable."""

    variable: str
    value: str


@dataclass(frozen=True)
class Language:
    """From now on prompts are heard in *language* where there is such a version."""

    language: str


@dataclass(frozen=True)
class Web:
    """Ask a web server. Outcome: "ok", "error" or "timeout".

    "{name}" in *url*, *headers* ("Name: value") and *body* stands for a variable. *answers* pairs variables with dotted
    paths into the JSON that comes back.
    """

    method: str
    url: str
    headers: tuple[str, ...]
    body: str
    answers: tuple[tuple[str, str], ...]
    timeout_s: int


@dataclass(frozen=True)
class Dial:
    """Ring people. Outcome: "no_answer", "busy" or "unavailable"; once somebody answers, the call ends with the talk,
    and so it does with a message once an employee's calls are forwarded to their voicemail (``availability``).

    *who* is "employee:101", "group:sales", "variable:name" (an extension), or "called" for the extension that was
    dialled. *strategy* is "all" (each *delay_s* after the one before), "in_turn", "random" or "longest_idle", one at a
    time, or "group" for what the group has set up. *ring_s* holds for all together or for each one. *music* names a
    prompt, or is "" for ringing. *prefix* stands before the caller's name on the phones.
    """

    who: str
    strategy: str
    ring_s: int
    music: str
    record: bool
    delay_s: int = 0
    prefix: str = ""


@dataclass(frozen=True)
class Outside:
    """Ring a number outside, by the trunk. Outcome: "no_answer", "busy" or "failed"; else the call ends with the talk,
    or after *most_min* minutes of it (0: no limit). "{name}" in *number* stands for a variable."""

    number: str
    ring_s: int
    most_min: int
    music: str
    record: bool


@dataclass(frozen=True)
class Queue:
    """Wait for somebody of a group. The call ends with the talk, else outcome: "timeout" after *most_s* s, "full"
    beyond *most_waiting* callers, "nobody" when nobody of the group may be rung, "left" by *leave_key*, or
    "callback" by *callback_key* ("" for no such keys): then the caller is called back when it is their turn.

    A higher *priority* goes first. The place is told every *tell_s* s (0: never); *skill* is asked of employees ("" for
    none); after a talk an employee has *wrap_up_s* s of rest.
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


@dataclass(frozen=True)
class Message:
    """Beep and record the caller until "#", silence of the line or *max_s* seconds. Outcome: "next".

    *mailbox* is "employee:101", "group:sales" or "called".
    """

    mailbox: str
    max_s: int


@dataclass(frozen=True)
class Recording:
    """*action* is "on", "pause", "resume" or "off"."""

    action: str


@dataclass(frozen=True)
class Notify:
    """Send the employee a message; "{name}" in *text* stands for a variable."""

    employee: str
    text: str


@dataclass(frozen=True)
class Tag:
    """Mark the call, to be found by it."""

    tag: str


@dataclass(frozen=True)
class Hangup:
    """End the call. *reason* is "normal", "busy" or "rejected"; the last two refuse a call not yet answered."""

    reason: str


@dataclass(frozen=True)
class Branch:
    """Go on at another block by the outcome of the op before."""

    targets: tuple[tuple[str, str], ...]


Waiting = Play | Collect | Digits | DialByName | Dial | Outside | Queue | Message | Web | Test
Instant = Hours | Day | Listed | Split | Set | Language | Recording | Notify | Tag
Op = Waiting | Instant | Hangup | Branch
OPS = Tagged((*get_args(Waiting), *get_args(Instant), Hangup, Branch), key="op")


def texts_of(op: Op) -> tuple[str, ...]:
    """Those that an effect of *op* has, filled in."""
    match op:
        case Web(url=url, headers=headers, body=body):
            return (url, *headers, body)
        case Notify(text=text):
            return (text,)
        case Tag(tag=tag):
            return (tag,)
    return ()


def renamed(wires: tuple[tuple[str, str], ...], **outcomes: str) -> tuple[tuple[str, str], ...]:
    """Targets of a Branch for ops whose outcomes are called otherwise than the outlets."""
    return tuple((outcomes[outlet], target) for outlet, target in wires)


def canonical(data: Any) -> str:
    """The one way we write JSON that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Program:
    """Immutable. *blocks* maps a node's id to its ops; *entry* is the id of the first node."""

    entry: str
    blocks: dict[str, tuple[Op, ...]] = field(hash=False)

    @cached_property
    def text(self) -> str:
        """Canonical JSON: the bytes that are published."""
        blocks = {name: [OPS.to_json(op) for op in ops] for name, ops in self.blocks.items()}
        return canonical({"format": FORMAT, "entry": self.entry, "blocks": blocks})

    @cached_property
    def texts(self) -> dict[str, int]:
        """What is told to others with values for variables in it: each text once, and its place among them."""
        found = {text for ops in self.blocks.values() for op in ops for text in texts_of(op)}
        return {text: place for place, text in enumerate(sorted(found))}

    @cached_property
    def sha(self) -> str:
        """The program's name: 64 hex digits of SHA-256 over ``text``."""
        return sha256(self.text)

    @classmethod
    def parse(cls, text: str) -> "Program":
        """Read published bytes. Raises ValueError when they are not a program of this format."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("not a program of format 1")
        blocks = {name: tuple(OPS.from_json(op) for op in ops) for name, ops in data["blocks"].items()}
        if data["entry"] not in blocks:
            raise ValueError(f"the entry {data['entry']!r} is no block")
        return cls(data["entry"], blocks)
