"""Reads files packed by gzip (RFC 1952) as if they were plain, from any byte on.

Whoever reads a large file in parts opens it for each part. So that this takes time in proportion to the part, and not
to all that is before it, the places where the last readings of a file came to are remembered.
"""

import io
import os
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

PACKED = ".gz"
CHUNK_BYTES = 1_000_000
WINDOW = 31
"""Tells zlib that it has a gzip file."""

PLACES = 16
"""So many are remembered of a file: enough to go back a few megabytes. One takes about 50 kB."""

_INPUT_BYTES = 100_000


class _Unpacker:
    """Unpacks a file from its beginning. *at* bytes have come out of it; *is_in_line* says that the last one ends no
    line. A copy goes on where the other one is."""

    def __init__(self) -> None:
        self._packer, self._read, self.at, self.is_in_line = zlib.decompressobj(WINDOW), 0, 0, False

    def copy(self) -> "_Unpacker":
        other = _Unpacker()
        other._packer, other._read = self._packer.copy(), self._read
        other.at, other.is_in_line = self.at, self.is_in_line
        return other

    def next(self, file: BinaryIO) -> bytes:
        """Return what comes next, a megabyte at most; nothing at the end. Raise zlib.error if the file is damaged, or
        ends too early."""
        while True:
            file.seek(self._read)
            data = file.read(_INPUT_BYTES)
            if self._packer.eof:
                if not data:
                    return b""
                self._packer = zlib.decompressobj(WINDOW)
            chunk = self._packer.decompress(data, CHUNK_BYTES)
            rest = self._packer.unused_data if self._packer.eof else self._packer.unconsumed_tail
            self._read += len(data) - len(rest)
            if chunk:
                self.at, self.is_in_line = self.at + len(chunk), not chunk.endswith(b"\n")
                return chunk
            if not data and not self._packer.eof:
                raise zlib.error("the end is missing")


def chunks(path: Path, damage: list[str] | None = None) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked; append to *damage* why some of a packed file can't be read.

    What can be read of a damaged file ends with a line's end.
    """
    if path.name.endswith(PACKED):
        yield from _unpacked(path, _Unpacker(), damage=damage)
        return
    with path.open("rb") as file:
        yield from iter(lambda: file.read(CHUNK_BYTES), b"")


def _unpacked(
    path: Path, unpacker: _Unpacker, places: list[_Unpacker] | None = None, damage: list[str] | None = None
) -> Iterator[bytes]:
    """Yield what the *unpacker* has not unpacked yet, and note in *places* where it comes to."""
    with path.open("rb") as file:
        try:
            while chunk := unpacker.next(file):
                if places is not None:
                    places.append(unpacker.copy())
                    del places[:-PLACES]
                yield chunk
        except zlib.error as problem:
            if damage is not None:
                damage.append(str(problem))
            if unpacker.is_in_line:
                yield b"\n"


@lru_cache(maxsize=4)
def _places(_path: Path, _changed_at: int, _size: int) -> list[_Unpacker]:
    """Return the places that are remembered of a file in this state, to be changed by whoever reads it."""
    return []


class UnpackedBytes(io.RawIOBase):
    """Reads the packed file that comes first in *paths*, and what follows it in the others."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Begin at the first byte."""
        self._packed, *self._others = paths
        state = self._packed.stat()
        self._places = _places(self._packed, state.st_mtime_ns, state.st_size)
        self._begin(_Unpacker())

    def _begin(self, place: _Unpacker) -> None:
        self._at, self._left = place.at, b""
        self._more = self._from(place)

    def _from(self, place: _Unpacker) -> Iterator[bytes]:
        yield from _unpacked(self._packed, place, self._places)
        for path in self._others:
            yield from chunks(path)

    def readable(self) -> bool:
        """Return that it is for reading."""
        return True

    def seekable(self) -> bool:
        """Return that it can go to any byte."""
        return True

    def tell(self) -> int:
        """Return the number of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to byte *offset*, or to the end if there are fewer."""
        if whence == os.SEEK_CUR:
            offset += self._at
        elif whence != os.SEEK_SET:
            raise io.UnsupportedOperation("seek from the end")
        before = [place for place in self._places if place.at <= offset]
        nearest = max(before, key=lambda place: place.at).copy() if before else _Unpacker()
        if offset < self._at or nearest.at > self._at:
            self._begin(nearest)
        while self._at < offset and (skipped := self._next(offset - self._at)):
            self._at += len(skipped)
        return self._at

    def readinto(self, buffer: object) -> int:
        """Fill *buffer* with what comes next, and return how many bytes that is."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._next(len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _next(self, most: int) -> bytes:
        if not self._left:
            self._left = next(self._more, b"")
        data, self._left = self._left[:most], self._left[most:]
        return data
