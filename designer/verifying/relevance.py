"""Finds what can still matter to a call in each block; everything else may differ without making two states
different."""

from collections.abc import Iterable
from dataclasses import dataclass

from designer.runtime.directory import Directory
from designer.runtime.op import Op
from designer.runtime.program import Program


@dataclass
class Matter:
    """Describes what matters. *moment*, *caller* and *number* are the arrival's; *values* are variables that are
    compared, dialled or copied; *names* are variables of which it only matters whether they were set."""

    moment: bool = False
    caller: bool = False
    number: bool = False
    values: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def joined(self, other: "Matter") -> "Matter":
        """Return what matters in either."""
        return Matter(
            self.moment or other.moment,
            self.caller or other.caller,
            self.number or other.number,
            self.values | other.values,
            self.names | other.names,
        )


def matters(program: Program, directory: Directory) -> dict[str, Matter]:
    """Return what matters in each block: to its own ops and to those of all blocks that can follow."""
    found = {name: _of_block(ops, directory) for name, ops in program.blocks.items()}
    sources: dict[str, list[str]] = {name: [] for name in found}
    for name, ops in program.blocks.items():
        for target in {target for op in ops for _, target in op.jumps()}:
            sources[target].append(name)
    to_do = list(found)
    while to_do:
        name = to_do.pop()
        for source in sources[name]:
            joined = found[source].joined(found[name])
            if joined != found[source]:
                found[source] = joined
                to_do.append(source)
    return found


def asks_the_time(ops: Iterable[Op], directory: Directory) -> bool:
    """Return whether the moment of a call matters to one of *ops*."""
    return any(op.arrivals(directory).is_timed for op in ops)


def _of_block(ops: tuple[Op, ...], directory: Directory) -> Matter:
    found = Matter(moment=asks_the_time(ops, directory))
    for uses in (op.uses() for op in ops):
        found = found.joined(Matter(False, uses.caller, uses.number, uses.reads, uses.named))
    return found
