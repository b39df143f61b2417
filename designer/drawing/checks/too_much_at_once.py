"""Limits what can happen to a call without a wait, because all of it is one line of the journal."""

from collections.abc import Iterator
from dataclasses import dataclass

from designer.drawing.diagnostics import Diagnostic
from designer.runtime.call_state import MOST_VALUE_CHARACTERS
from designer.runtime.filled import variables_of
from designer.runtime.journal_line import MOST_LINE_BYTES
from designer.runtime.op import Op
from designer.runtime.program import Program
from designer.runtime.words import marked

CHARACTER_BYTES = 6
"""The most bytes of a character in JSON, where some are written as escapes."""

VALUE_BYTES = MOST_VALUE_CHARACTERS * CHARACTER_BYTES
BLOCK_BYTES, OP_BYTES = 80, 150
"""For coming to a block, and for what an op does, besides names, texts and values."""

ROOM_BYTES = 24_000
"""Bytes left for the call and its event, and for what the op at which the call waits begins with."""


@dataclass(frozen=True)
class _Stretch:
    """Describes the longest that a call can go on from a block without waiting, and what it may use on any path from
    there."""

    size_bytes: int
    variables: frozenset[tuple[str, str]]
    next: str = ""

    @property
    def line_bytes(self) -> int:
        return ROOM_BYTES + self.size_bytes + len(self.variables) * VALUE_BYTES


def too_much_at_once(program: Program) -> Iterator[Diagnostic]:
    """Find programs in which a step could need a line that is too long. Their circles must have been found already."""
    ways = _stretches(program)
    longest = max(ways.values(), key=lambda way: way.line_bytes)
    if longest.line_bytes > MOST_LINE_BYTES:
        start = next(block for block, way in ways.items() if way is longest)
        most = max(_along(ways, start), key=lambda block: _size(program, block))
        text = marked("too much happens here before the call waits for anything: play something in between")
        yield Diagnostic("too-much-at-once", text, most)


def _stretches(program: Program) -> dict[str, _Stretch]:
    """Return the longest of each block. Those behind it are looked at first."""
    found: dict[str, _Stretch] = {}
    begun: set[str] = set()
    for start in program.blocks:
        waiting = [start]
        while waiting:
            block = waiting[-1]
            open_ones = [] if block in begun else [each for each in _goes_on(program, block) if each not in begun]
            begun.add(block)
            waiting += open_ones
            if not open_ones:
                waiting.pop()
                if block not in found:
                    found[block] = _stretch(program, block, found)
    return found


def _stretch(program: Program, block: str, found: dict[str, _Stretch]) -> _Stretch:
    behind = [(each, found[each]) for each in _goes_on(program, block) if each in found]
    own = frozenset(each for op in program.blocks[block] for each in _values_of(op))
    variables = own.union(*(way.variables for _, way in behind))
    name, longest = max(behind, key=lambda each: each[1].size_bytes, default=("", _Stretch(0, frozenset())))
    return _Stretch(_size(program, block) + longest.size_bytes, variables, name)


def _goes_on(program: Program, block: str) -> list[str]:
    """Return the blocks to which a call comes from here without waiting for anything."""
    ops = program.blocks[block]
    if any(op.ends_step for op in ops):
        return []
    return [target for op in ops for _, target in op.jumps()]


def _size(program: Program, block: str) -> int:
    return BLOCK_BYTES + len(block.encode()) + sum(_op_size(op) for op in program.blocks[block])


def _op_size(op: Op) -> int:
    if op.jumps():
        return 0
    if op.uses().sets:
        return VALUE_BYTES  # an op behind it uses another value of the variable than one before it
    names = [name for text in op.uses().texts for name in variables_of(text.template)]
    return OP_BYTES + sum(len(name) + len('"":99999,') for name in names)


def _values_of(op: Op) -> Iterator[tuple[str, str]]:
    """Yield the variables whose values are written, with each way in which they are; in a URL a value may get twice as
    long."""
    return ((name, way) for text in op.uses().texts for name in variables_of(text.template) for way in text.ways)


def _along(ways: dict[str, _Stretch], block: str) -> Iterator[str]:
    while block:
        yield block
        block = ways[block].next
