"""Defines what a flow compiles to: blocks of ops, written as canonical JSON and named by its SHA-256.

The ops are the narrow waist: nodes lower themselves to nothing but ops, and the machine carries out nothing but ops. A
block is one node of the drawing; its ops run in order, and many of them leave an *outcome*, by which the ``Branch`` at
the end of the block finds the next one.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from designer.runtime.call_state import CallState
from designer.runtime.op import Op
from designer.runtime.op_types import OPS
from designer.runtime.voicemail import voicemail_of

FORMAT = 1
"""The version of the canonical JSON."""


def renamed(wires: tuple[tuple[str, str], ...], **outcomes: str) -> tuple[tuple[str, str], ...]:
    """Return targets of a Branch for *wires* of (outlet, target), by the outcomes that the ops call otherwise than the
    outlets."""
    return tuple((outcomes[outlet], target) for outlet, target in wires)


def canonical(data: Any) -> str:
    """Return JSON in the form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Program:
    """Holds an immutable program. *blocks* maps a node's id to its ops; *entry* is the id of the first node."""

    entry: str
    blocks: dict[str, tuple[Op, ...]] = field(hash=False)

    @cached_property
    def text(self) -> str:
        """Return the canonical JSON: the bytes that are published."""
        blocks = {name: [OPS.to_json(op) for op in ops] for name, ops in self.blocks.items()}
        return canonical({"format": FORMAT, "entry": self.entry, "blocks": blocks})

    @cached_property
    def texts(self) -> dict[str, int]:
        """Return the texts of the drawing that effects carry, with variables in them: each once, with its index."""
        found = {text.template for ops in self.blocks.values() for op in ops for text in op.uses().texts}
        return {text: index for index, text in enumerate(sorted(found))}

    @cached_property
    def sha(self) -> str:
        """Return the program's name: 64 hex digits of SHA-256 over ``text``."""
        return sha256(self.text)

    def op(self, state: CallState) -> Op:
        """Return the op at which a call is."""
        ops = voicemail_of(state["detour"]) if state["detour"] else self.blocks[state["block"]]
        return ops[state["index"]]

    @classmethod
    def parse(cls, text: str) -> "Program":
        """Return the program that published bytes describe. Raises ValueError if they are none of this format."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("not a program of format 1")
        blocks = {name: tuple(OPS.from_json(op) for op in ops) for name, ops in data["blocks"].items()}
        if data["entry"] not in blocks:
            raise ValueError(f"the entry {data['entry']!r} is no block")
        return cls(data["entry"], blocks)
