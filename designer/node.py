"""The contract that every node type fulfils."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from designer.program import Op


def ways_out(**labels: str) -> Mapping[str, str]:
    """Fixed outlets: name and what people call it."""
    return MappingProxyType(labels)


@dataclass(frozen=True)
class Node:
    """A node type is a frozen dataclass: its fields are its settings, its docstring is the help that people read."""

    label: ClassVar[str]
    group: ClassVar[str]
    icon: ClassVar[str]
    color: ClassVar[str]
    entry: ClassVar[bool] = False
    exits: ClassVar[Mapping[str, str]] = ways_out()
    outlets_from: ClassVar[str | None] = None
    """The name of a keys field; each of its keys is one more outlet, before the fixed ones."""
    waits: ClassVar[bool] = True
    """Whether a call stays here until something happens."""

    def outlets(self) -> tuple[str, ...]:
        """Names of the outgoing wires."""
        chosen = getattr(self, self.outlets_from) if self.outlets_from else ()
        return (*chosen, *self.exits)

    def outlet_label(self, outlet: str) -> str:
        return self.exits.get(outlet, f"Key {outlet}")

    def lower(self, wires: tuple[tuple[str, str], ...]) -> tuple[Op, ...]:
        """The ops of this node. *wires* pairs each outlet with the id of the node it leads to."""
        raise NotImplementedError
