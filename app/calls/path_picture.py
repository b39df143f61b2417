"""Draws the blocks that a call came to as a small picture, in the order in which it came to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

COLUMNS = 3
WIDTH, HEIGHT, GAP_X, GAP_Y, EDGE = 78, 22, 13, 18, 6
MOST_BLOCKS = 18
MOST_EM = 6.7
"""The room for a label, as a multiple of the size of its letters."""

WIDE, NARROW = frozenset("mwMW@%&…"), frozenset("fijlrtIJ .,:;!'|()[]-/")
WIDE_EM, NARROW_EM, CAPITAL_EM, USUAL_EM = 0.92, 0.37, 0.68, 0.61
"""How wide letters are in the widest of the fonts that pages may have."""


@dataclass(frozen=True, slots=True)
class Block:
    """Describes a block of the picture. *number* counts from 1, *label* may be cut short, *name* is the node's."""

    number: int
    name: str
    label: str
    full_label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class PathPicture:
    """Describes the picture: *wires* are paths of SVG, *left_out* says how many blocks more there were."""

    width: int
    height: int
    blocks: Sequence[Block]
    wires: Sequence[str]
    left_out: int


def path_picture(visited: Sequence[str], labels: Mapping[str, str]) -> PathPicture | None:
    """Return the picture of the blocks *visited*, each once; None if there were none.

    They go to and fro, so that each stands beside the one before.
    """
    names = list(dict.fromkeys(visited))
    shown = names[:MOST_BLOCKS]
    if not shown:
        return None
    blocks = [_block(place, name, labels.get(name, name)) for place, name in enumerate(shown)]
    rows = (len(shown) + COLUMNS - 1) // COLUMNS
    width = 2 * EDGE + COLUMNS * WIDTH + (COLUMNS - 1) * GAP_X
    height = 2 * EDGE + rows * HEIGHT + (rows - 1) * GAP_Y
    wires = [_wire(one, other) for one, other in pairwise(blocks)]
    return PathPicture(width, height, blocks, wires, len(names) - len(shown))


def _block(place: int, name: str, label: str) -> Block:
    row, column = divmod(place, COLUMNS)
    if row % 2:
        column = COLUMNS - 1 - column
    return Block(place + 1, name, _short(label), label, EDGE + column * (WIDTH + GAP_X), EDGE + row * (HEIGHT + GAP_Y))


def _short(label: str) -> str:
    """Return as much of a label as its block has room for."""
    short, kept = label, label
    while _width_em(short) > MOST_EM:
        kept = kept[:-1].rstrip()
        short = f"{kept}…"
    return short


def _width_em(label: str) -> float:
    return sum(
        WIDE_EM if each in WIDE else NARROW_EM if each in NARROW else CAPITAL_EM if each.isupper() else USUAL_EM
        for each in label
    )


def _wire(one: Block, other: Block) -> str:
    if one.y != other.y:
        middle = one.x + WIDTH // 2
        return f"M{middle} {one.y + HEIGHT}V{other.y}"
    y = one.y + HEIGHT // 2
    return f"M{one.x + WIDTH} {y}H{other.x}" if one.x < other.x else f"M{one.x} {y}H{other.x + WIDTH}"
