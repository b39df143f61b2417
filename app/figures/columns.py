"""Writes a column of whole numbers into few bytes, and reads it again as an array.

The first byte names the type of numpy, or "=" if all numbers are the same; the next four say how many there are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.integer]
Ints = NDArray[np.int64]

TYPES = ("u1", "i1", "u2", "i2", "u4", "i4", "i8")
LIMITS = {name: (int(np.iinfo(name).min), int(np.iinfo(name).max)) for name in TYPES}
SAME = b"="
HEAD = 5
MOST_SPREAD = 1_000
"""Values within so much are ranked without sorting, however few there are."""


def encode(values: Sequence[int] | Column) -> bytes:
    """Return *values* in bytes: the same bytes for the same values."""
    array = np.asarray(values, dtype=np.int64)
    count = len(array).to_bytes(4, "little")
    if len(array) and (array == array[0]).all():
        return SAME + count + array[:1].astype("<i8").tobytes()
    place = next(at for at, name in enumerate(TYPES) if _fits(array, name))
    return b"%d" % place + count + array.astype(f"<{TYPES[place]}").tobytes()


def decode(data: bytes) -> Column:
    """Return the values. The array may be read-only."""
    if data[:1] == SAME:
        value = int.from_bytes(data[HEAD:], "little", signed=True)
        kind = next(name for name, (least, most) in LIMITS.items() if least <= value <= most)
        return np.full(int.from_bytes(data[1:HEAD], "little"), value, dtype=f"<{kind}")
    return np.frombuffer(data, f"<{TYPES[int(data[:1])]}", -1, HEAD)


def ranked(values: Column) -> tuple[Column, Column]:
    """Return the different values in their order, and the place of each value among them.

    Values that are close together, as terms are, need no sorting.
    """
    if not len(values):
        return values.astype(np.int64), values.astype(np.int64)
    lowest, highest = int(values.min()), int(values.max())
    if highest - lowest >= 4 * len(values) + MOST_SPREAD:
        different, places = np.unique(values.astype(np.int64), return_inverse=True)
        return different, places
    shifted = values.astype(np.int64) - lowest
    is_there = np.zeros(highest - lowest + 1, dtype=bool)
    is_there[shifted] = True
    rank = np.cumsum(is_there) - 1
    return np.flatnonzero(is_there) + lowest, rank[shifted]


def distinct(values: Column) -> Column:
    """Return the different values in their order."""
    found = np.sort(values)
    return found[np.append(True, found[1:] != found[:-1])] if len(found) else found


def _fits(array: Ints | Column, name: str) -> bool:
    least, most = LIMITS[name]
    return not len(array) or bool(array.min() >= least and array.max() <= most)
