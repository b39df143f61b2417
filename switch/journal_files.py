"""Finds the files of a journal: one a day (UTC), named like 2026-11-29.jsonl, or 2026-11-29.jsonl.gz once it is
packed."""

import gzip
import os
import zlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

ENDING = ".jsonl"
PACKED = ".gz"
CHUNK_BYTES = 1_000_000


def day_of(name: str) -> date | None:
    """Return the day of the file called *name*, packed or not; None if it is no file of a journal.

    ``fromisoformat`` alone takes other forms of a day, too.
    """
    text = plain_name(name).removesuffix(ENDING)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if plain_name(name) == f"{day}{ENDING}" else None


def plain_name(name: str) -> str:
    """Return the name that the file has, or had before it was packed."""
    return name.removesuffix(PACKED)


def journal_files(folder: Path) -> list[Path]:
    """Return the files of the journal in *folder* by their days. One that is there both ways is returned unpacked."""
    found = {plain_name(path.name): path for path in folder.glob(f"*{ENDING}{PACKED}") if day_of(path.name)}
    found |= {path.name: path for path in folder.glob(f"*{ENDING}") if day_of(path.name)}
    return [found[name] for name in sorted(found)]


def every_file(folder: Path) -> list[Path]:
    """Return the same by their days, but both of a file that is there both ways: each may have lines of its own."""
    found = [*folder.glob(f"*{ENDING}{PACKED}"), *folder.glob(f"*{ENDING}")]
    packed_first = {path: (plain_name(path.name), not path.name.endswith(PACKED)) for path in found}
    return sorted((path for path in found if day_of(path.name)), key=lambda path: packed_first[path])


def open_file(path: Path) -> BinaryIO:
    """Open a file of the journal, packed or not, to read its bytes. Raise OSError if that can't be done."""
    return cast(BinaryIO, gzip.open(path) if path.name.endswith(PACKED) else path.open("rb"))


def size_of(path: Path) -> int:
    """Return how many bytes the file holds unpacked. Raise OSError if it can't be read."""
    found = path.stat()
    return _unpacked_size(path, found.st_mtime_ns, found.st_size) if path.name.endswith(PACKED) else found.st_size


@lru_cache(maxsize=4096)
def _unpacked_size(path: Path, _changed_at: int, packed: int) -> int:
    """Read the last four bytes of a gzip file, which say it (RFC 1952); a journal of a day has fewer than 4 GB."""
    with path.open("rb") as file:
        file.seek(max(0, packed - 4))
        return int.from_bytes(file.read(4), "little")


def lines_in(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of the journal, without their ends. Raise OSError if it can't be read."""
    with open_file(path) as file:
        for line in file:
            yield line.rstrip(b"\n")


def pack(path: Path) -> Path:
    """Put a packed file in the place of *path*, and return it. Nothing is lost if the machine stops meanwhile."""
    packed = path.with_name(path.name + PACKED)
    draft = path.with_name(path.name + PACKED + ".new")
    with path.open("rb") as plain, draft.open("wb") as out:
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        while chunk := plain.read(CHUNK_BYTES):
            out.write(packer.compress(chunk))
        out.write(packer.flush())
        out.flush()
        os.fsync(out.fileno())
    draft.chmod(0o600)
    draft.replace(packed)
    path.unlink()
    return packed
