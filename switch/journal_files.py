"""Finds the files of a journal: one a day (UTC), named like 2026-11-29.jsonl, or 2026-11-29.jsonl.gz once it is
packed.

Both may be there: a switch may add to a day that is packed already. Then the file of that day is what is packed and,
behind it, what is not. Every function takes the path of either.
"""

import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from switch.unpacking import CHUNK_BYTES, PACKED, WINDOW, UnpackedBytes, chunks

ENDING = ".jsonl"
GZIP = b"\x1f\x8b"
LEAST_GZIP_BYTES = 18

State = tuple[tuple[str, int, int, int], ...]
"""Of the packed and the plain file of a day, as far as they are there: name, size, and when it and its node changed."""


class Readable(NamedTuple):
    """Describes how many bytes of a file can be read, and whether it is damaged, so that some can't."""

    size_bytes: int
    is_damaged: bool


@lru_cache(maxsize=4096)
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


def states(folder: Path) -> dict[str, State]:
    """Return what changes with the files of each day, by their plain names, in the order of the days.

    It looks into the folder once, and opens no file. Nothing is returned of a folder that can't be read.
    """
    found: dict[str, State] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if day_of(entry.name):
                    name = plain_name(entry.name)
                    state = _state_of(entry)
                    found[name] = found[name] + state if name in found else state
    except OSError:
        return {}
    return dict(sorted(found.items()))


def _state_of(entry: os.DirEntry[str]) -> State:
    try:
        at = entry.stat()
    except OSError:  # it was removed meanwhile, or is a link to nothing
        return ()
    return ((entry.name, at.st_size, at.st_mtime_ns, at.st_ctime_ns),)


def is_readable(path: Path) -> bool:
    """Return whether *path* itself is a file that this process may read."""
    return path.is_file() and os.access(path, os.R_OK)


def has_readable(path: Path) -> bool:
    """Return whether the file of that day can be read, packed or not."""
    return any(_both(path))


def unreadable_files(folder: Path) -> list[str]:
    """Return the names of journal files that can't be read, such as a folder."""
    found = [*folder.glob(f"*{ENDING}"), *folder.glob(f"*{ENDING}{PACKED}")]
    return sorted(path.name for path in found if day_of(path.name) and not is_readable(path))


def open_file(path: Path) -> BinaryIO:
    """Open a file of the journal, packed or not, to read its bytes. Raise OSError if that can't be done.

    A packed file that is damaged ends where nothing more can be read of it, as if a line ended there.
    """
    packed, plain = _both(path)
    if packed is None:
        return (plain or path).open("rb")
    paths = [packed, plain] if plain is not None and _behind(packed, plain) else [packed]
    return cast(BinaryIO, io.BufferedReader(UnpackedBytes(paths), CHUNK_BYTES))


def size_of(path: Path) -> int:
    """Return how many bytes the file holds unpacked; something wrong if it is damaged. Raise OSError if it can't be
    read."""
    packed, behind = _parts(path)
    return behind + (_unpacked_size(packed, *_state(packed)) if packed else 0)


def readable(path: Path) -> Readable:
    """Return what can be read of the file, having read it if it is packed. Raise OSError if it can't be opened."""
    packed, behind = _parts(path)
    found = _readable(packed, *_state(packed)) if packed else Readable(0, False)
    return Readable(behind + found.size_bytes, found.is_damaged)


def lines_in(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file of the journal, without their ends. Raise OSError if it can't be read."""
    with open_file(path) as file:
        for line in file:
            yield line.rstrip(b"\n")


def pack(path: Path) -> Path:
    """Put *path* into the packed file of its day, behind what that has, and return that.

    Nothing is lost or there twice if the machine stops meanwhile. Raise ValueError if the packed file is damaged.
    """
    packed = path.with_name(path.name + PACKED)
    draft = path.with_name(path.name + PACKED + ".new")
    is_packed = packed.exists()
    if is_packed and _readable(packed, *_state(packed)).is_damaged:
        raise ValueError(f"{packed} is damaged")
    if not (is_packed and _is_repeated(packed, *_state(packed), path, *_state(path))):
        _pack([packed, path] if is_packed else [path], draft)
        draft.replace(packed)
        _sync_folder(path.parent)
    path.unlink()
    return packed


def rewrite(packed: Path, change: Callable[[bytes], bytes]) -> None:
    """Let *change* make each line of a packed file anew, with its end.

    Raise ValueError if the file is damaged; then it stays as it is. All of it is old or new if the machine stops
    meanwhile.
    """
    if _readable(packed, *_state(packed)).is_damaged:
        raise ValueError(f"{packed} is damaged")
    draft = packed.with_name(packed.name + ".new")
    with open_file(packed) as file:
        _write_packed(map(change, file), draft)
    draft.replace(packed)
    _sync_folder(packed.parent)


def _pack(paths: list[Path], draft: Path) -> None:
    _write_packed((chunk for path in paths for chunk in chunks(path)), draft)


def _write_packed(parts: Iterable[bytes], draft: Path) -> None:
    """Write *draft* as one gzip member, whose end says the size of the whole."""
    packer, last = zlib.compressobj(6, zlib.DEFLATED, WINDOW), b"\n"
    with draft.open("wb") as out:
        draft.chmod(0o600)
        for chunk in parts:
            out.write(packer.compress(chunk))
            last = chunk[-1:]
        if last != b"\n":
            out.write(packer.compress(b"\n"))
        out.write(packer.flush())
        out.flush()
        os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    """Make sure that a file that was renamed is found after a power failure."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _both(path: Path) -> tuple[Path | None, Path | None]:
    """Return the packed and the plain file of a day, each None if it isn't there.

    The plain one is looked for first: if it is packed meanwhile, the other one is there before it goes.
    """
    plain = path.with_name(plain_name(path.name))
    packed = plain.with_name(plain.name + PACKED)
    has_plain = is_readable(plain)
    return packed if is_readable(packed) else None, plain if has_plain else None


def _parts(path: Path) -> tuple[Path | None, int]:
    """Return the packed file of a day, None if there is none, and how many bytes the plain one adds to it.

    The plain one may be packed meanwhile.
    """
    packed, plain = _both(path)
    if packed is None:
        try:
            return None, (plain or path).stat().st_size
        except FileNotFoundError:
            packed, plain = _both(path)
            if packed is None:
                raise
    return packed, _behind(packed, plain) if plain else 0


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _behind(packed: Path, plain: Path) -> int:
    """Return how many bytes *plain* adds to what is packed: none if it has been packed and removed meanwhile."""
    try:
        is_repeated = _is_repeated(packed, *_state(packed), plain, *_state(plain))
        return 0 if is_repeated else plain.stat().st_size
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=64)
def _is_repeated(packed: Path, _changed_at: int, _size: int, plain: Path, _then: int, size: int) -> bool:
    """Return whether all of *plain* is packed already: the machine stopped before it was removed."""
    with io.BufferedReader(UnpackedBytes([packed])) as whole, plain.open("rb") as file:
        ending = b"\n" if _is_torn(file, size) else b""
        begin = _readable(packed, *_state(packed)).size_bytes - size - len(ending)
        if begin < 0:
            return False
        whole.seek(begin)
        while chunk := file.read(CHUNK_BYTES):
            if whole.read(len(chunk)) != chunk:
                return False
        return whole.read() == ending


def _is_torn(file: BinaryIO, size: int) -> bool:
    """Return whether the last line of *file* has no end, which it gets when it is packed; go to its beginning."""
    file.seek(max(0, size - 1))
    last = file.read(1)
    file.seek(0)
    return last not in (b"", b"\n")


@lru_cache(maxsize=4096)
def _unpacked_size(path: Path, _changed_at: int, packed: int) -> int:
    """Read the last four bytes of a gzip file, which say it (RFC 1952); a journal of a day has fewer than 4 GB.

    Return -1 if it is no gzip file.
    """
    with path.open("rb") as file:
        if packed < LEAST_GZIP_BYTES or file.read(len(GZIP)) != GZIP:
            return -1
        file.seek(packed - 4)
        return int.from_bytes(file.read(4), "little")


@lru_cache(maxsize=4096)
def _readable(path: Path, _changed_at: int, _size: int) -> Readable:
    damage: list[str] = []
    size = sum(len(chunk) for chunk in chunks(path, damage))
    return Readable(size, bool(damage))
