"""What a flow compiles to: blocks of ops, written as canonical JSON and named by its SHA-256.

The ops are the narrow waist: a node may say only these things (``lower``), and ``designer.machine`` carries out
only these things. A block is one node of the drawing; its ops run in order, and one that waits (play, collect,
hours, dial, message) leaves an *outcome*, which the ``Branch`` at the end of the block turns into the next block.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from designer.tagged import Tagged

FORMAT = 1


@dataclass(frozen=True)
class Play:
    """Play one prompt to its end. Outcome: "next". Keys pressed meanwhile are kept for the next Collect."""

    prompt: str


@dataclass(frozen=True)
class Collect:
    """Play a prompt and take one key out of *keys*. Outcome: the key, "timeout" or "invalid".

    A key stops the prompt. After the prompt the caller has *timeout_s* seconds; a silence or a wrong key costs one
    of *tries*, and the last one decides the outcome.
    """

    prompt: str
    keys: tuple[str, ...]
    timeout_s: int
    tries: int


@dataclass(frozen=True)
class Hours:
    """Ask a calendar about this moment. Outcome: "open" or "closed"."""

    calendar: str


@dataclass(frozen=True)
class Dial:
    """Ring people. Outcome: "no_answer", "busy" or "unavailable"; once somebody answers, the call ends with the talk.

    *who* is "employee:101", "group:sales", or "called" for the extension that was dialled. *ring_s* holds for all
    together (strategy "all") or for each one (strategy "in_turn"). *music* names a prompt, or is "" for ringing.
    """

    who: str
    strategy: str
    ring_s: int
    music: str
    record: bool


@dataclass(frozen=True)
class Message:
    """Beep and record the caller until "#", silence of the line or *max_s* seconds. Outcome: "next".

    *mailbox* is "employee:101", "group:sales" or "called".
    """

    mailbox: str
    max_s: int


@dataclass(frozen=True)
class Hangup:
    """End the call. *reason* is "normal", "busy" or "rejected"; the last two refuse a call not yet answered."""

    reason: str


@dataclass(frozen=True)
class Branch:
    """Go on at another block by the outcome of the op before."""

    targets: tuple[tuple[str, str], ...]


Op = Play | Collect | Hours | Dial | Message | Hangup | Branch
OPS = Tagged((Play, Collect, Hours, Dial, Message, Hangup, Branch), key="op")


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
