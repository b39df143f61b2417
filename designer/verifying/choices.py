"""Asks each op what may happen to a call while it waits, and keeps the answers."""

from designer.runtime.choices import Choice, World, near
from designer.runtime.directory import Directory
from designer.runtime.op import Op
from designer.runtime.program import Program


class Choices:
    """Knows the choices of one program and one directory. Each op is asked once."""

    def __init__(self, flow: Program, directory: Directory) -> None:
        self._directory = directory
        self._known: dict[tuple[Op, tuple[str, ...]], tuple[Choice, ...]] = {}
        compared: dict[str, tuple[str, ...]] = {}
        for op in (op for ops in flow.blocks.values() for op in ops):
            for variable, value in op.uses().compares:
                compared[variable] = compared.get(variable, ()) + near(value)
        self._compared = compared

    def of(self, op: Op, at: int) -> tuple[Choice, ...]:
        """Return what may happen while *op* waits at this moment, in ms since 1970."""
        here = op.people(self._directory, at)
        if (op, here) not in self._known:
            self._known[op, here] = tuple(op.choices(World(self._directory, here, self._compared)))
        return self._known[op, here]
