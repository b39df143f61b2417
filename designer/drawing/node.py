"""Defines the contract that every node type fulfils."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from designer.drawing.fields import declared
from designer.runtime.op import Op, is_frozen
from designer.runtime.words import Words, say

IN_TEXT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
ALWAYS_SET = frozenset({"caller", "caller_name", "number"})


def outlets(**labels: str) -> Mapping[str, str]:
    """Return fixed outlets: the name of each, and what people call it."""
    return MappingProxyType(labels)


@dataclass(frozen=True)
class Node:
    """Defines a node type: a frozen dataclass whose fields are its settings and whose docstring is the help that people
    read."""

    label: ClassVar[str]
    group: ClassVar[str]
    icon: ClassVar[str]
    color: ClassVar[str]
    entry: ClassVar[bool] = False
    exits: ClassVar[Mapping[str, str]]
    outlets_from: ClassVar[str | None] = None
    """The name of a keys field; each of its keys is one more outlet, before the fixed ones."""
    waits: ClassVar[bool] = True
    """Whether a call stays here until something happens."""
    returns: ClassVar[bool] = False
    """Whether a sub-flow ends here."""
    goes_by_hours: ClassVar[bool] = False
    """Whether it asks a calendar for its hours, so that one without any makes no sense."""
    asks_consent: ClassVar[bool] = False
    """Whether callers are told here that the call is recorded."""

    def outlets(self) -> tuple[str, ...]:
        """Return the names of the outgoing wires."""
        chosen = getattr(self, self.outlets_from) if self.outlets_from else ()
        return (*chosen, *self.exits)

    def outlet_words(self, outlet: str) -> Words:
        """Return what people call an outlet."""
        return Words(self.exits[outlet]) if outlet in self.exits else say("Key {key}", key=outlet)

    def faults(self) -> Iterator[tuple[str, Words]]:
        """Yield (setting, why) for settings that are good each by itself, but not together."""
        yield from ()

    def speaks(self) -> tuple[tuple[str, str], ...]:
        """Return (language, text) of everything that is spoken for this node, made when the flow is published."""
        return ()

    def sets(self) -> tuple[str, ...]:
        """Return the variables that have a value once a call has been here."""
        return ()

    def sets_by(self, outlet: str) -> tuple[str, ...]:
        """Return the variables that have a value once a call has left by this outlet."""
        return self.sets()

    def reads(self) -> tuple[str, ...]:
        """Return the variables that this node uses: those written as "{name}" in its texts, and more if it says so."""
        texts = (getattr(self, name) for name, spec in declared(type(self)).items() if spec.kind == "text")
        return tuple(name for text in texts for name in IN_TEXT.findall(text))

    def needs(self) -> tuple[str, ...]:
        """Return those of the variables that it reads that must have a value when a call comes here."""
        return self.reads()

    def calls(self) -> str:
        """Return the name of the flow that takes this node's place, "" for none."""
        return ""

    def records(self) -> bool:
        """Return whether what is said from here on is recorded."""
        return False

    def consents(self, outlet: str) -> bool:
        """Return whether a call that leaves by this outlet may be recorded from then on."""
        return self.asks_consent

    def rings(self) -> str:
        """Return whose phones ring, as "employee:101" or "group:sales"; "" if nobody's, or if only the call shows
        whose."""
        return ""

    def asks_skill(self) -> tuple[str, str]:
        """Return the group and the skill that its members need; ("", "") for none."""
        return "", ""

    def calls_outside(self) -> str:
        """Return the number outside that is called, as it is drawn; "" for none."""
        return ""

    def is_endless(self) -> bool:
        """Return whether a talk that costs money may go on for ever."""
        return False

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        """Return the ops of this node. *wires* pairs each outlet with the id of the node to which it leads."""
        raise NotImplementedError


MUST_SAY = ("label", "group", "icon", "color", "exits", "lower")
"""What each node type must say itself."""


def complete(cls: type[Node]) -> type[Node]:
    """Return *cls* if it fulfils the contract. Raise TypeError with the names of what is missing, or if *cls* takes
    something from another node."""
    if others := [base.__name__ for base in cls.__bases__ if base is not Node]:
        raise TypeError(f"the node {cls.__name__} is made of {', '.join(others)}: a node says all of it itself")
    if missing := [name for name in MUST_SAY if getattr(cls, name, None) == getattr(Node, name, None)]:
        raise TypeError(f"the node {cls.__name__} lacks {', '.join(missing)}")
    if not is_frozen(cls):
        raise TypeError(f"the node {cls.__name__} is no frozen dataclass")
    return cls
