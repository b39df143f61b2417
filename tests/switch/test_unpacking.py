"""What is read of packed files, from wherever it is read."""

import gzip
import io
import random

import pytest

from switch import unpacking
from switch.unpacking import CHUNK_BYTES, UnpackedBytes, chunks

LINES = b"".join(f"{number} {random.Random(number).randbytes(40).hex()}\n".encode() for number in range(30_000))
MIDDLE = len(LINES) // 2
PACKED = gzip.compress(LINES[:MIDDLE]) + gzip.compress(LINES[MIDDLE:])
"""One file may have several members (RFC 1952, section 2.2)."""

PART_BYTES = 20_000


@pytest.fixture
def packed(tmp_path):
    path = tmp_path / "day.jsonl.gz"
    path.write_bytes(PACKED)
    return path


@pytest.fixture
def unpacked(monkeypatch):
    """How many bytes were unpacked each time; that is little at once."""
    sizes = []
    unpack = unpacking._Unpacker.next

    def counting(self, file):
        chunk = unpack(self, file)
        sizes.append(len(chunk))
        return chunk

    monkeypatch.setattr(unpacking, "CHUNK_BYTES", PART_BYTES)
    monkeypatch.setattr(unpacking._Unpacker, "next", counting)
    return sizes


def read(path, offset, size):
    with io.BufferedReader(UnpackedBytes([path]), unpacking.CHUNK_BYTES) as file:
        file.seek(offset)
        return file.read(size)


@pytest.mark.parametrize("chunk_bytes", [997, CHUNK_BYTES])
def test_each_part_is_what_stands_there(packed, monkeypatch, chunk_bytes):
    monkeypatch.setattr(unpacking, "CHUNK_BYTES", chunk_bytes)
    chance = random.Random(1)
    for _ in range(12):
        offset, size = chance.randrange(len(LINES) + 10), chance.randrange(2 * chunk_bytes)
        assert read(packed, offset, size) == LINES[offset : offset + size]


def test_all_of_it_read_in_parts_is_not_unpacked_again_for_each(packed, unpacked):
    offset = 0
    while data := read(packed, offset, PART_BYTES):
        assert data == LINES[offset : offset + len(data)]
        offset += data.rfind(b"\n") + 1
    assert offset == len(LINES)
    assert sum(unpacked) < 4 * len(LINES)


def test_what_is_added_to_a_file_is_read(packed):
    assert read(packed, len(LINES), 100) == b""
    packed.write_bytes(packed.read_bytes() + gzip.compress(b"one more\n"))
    assert read(packed, len(LINES), 100) == b"one more\n"


def test_a_plain_file_follows(packed, tmp_path):
    more = tmp_path / "day.jsonl"
    more.write_bytes(b"one\nmore\n")
    for offset in (len(LINES) - 4, len(LINES) + 4, len(LINES) - 4):
        with io.BufferedReader(UnpackedBytes([packed, more])) as file:
            file.seek(offset)
            assert file.read() == (LINES + b"one\nmore\n")[offset:]


@pytest.mark.parametrize("size", [0, 1, 9, 17, 1_000, 1_000_000])
def test_what_is_left_of_a_torn_file_ends_as_a_line_from_wherever_it_is_read(packed, size):
    packed.write_bytes(packed.read_bytes()[:size])
    damage = []
    whole = b"".join(chunks(packed, damage))
    assert damage
    assert LINES.startswith(whole[:-1])
    assert whole[-1:] in (b"\n", b"")
    for offset in (0, len(whole) // 2, max(0, len(whole) - 1), len(whole)):
        assert read(packed, offset, len(whole) + 10) == whole[offset:]
