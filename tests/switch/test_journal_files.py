"""The files of a journal, looked at while they are packed."""

from pathlib import Path

import pytest

from switch.journal_files import pack, readable, size_of

NAME = "2026-11-24.jsonl"
OLD, NEW = b"old\n" * 100, b"new\n" * 100


class PackedMeanwhile(type(Path())):
    """A path whose plain file is packed before the look number *left* at either file."""

    left = 0

    def stat(self, *, follow_symlinks=True):
        cls = type(self)
        cls.left -= 1
        if cls.left == 0 and (plain := Path(self).with_name(NAME)).exists():
            pack(plain)
        return super().stat(follow_symlinks=follow_symlinks)


@pytest.mark.parametrize("left", range(1, 9))
@pytest.mark.parametrize("measure", [size_of, lambda path: readable(path).size_bytes])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_file_has_its_size_while_it_is_packed(tmp_path, left, measure, is_packed):
    path = tmp_path / NAME
    path.write_bytes(OLD)
    if is_packed:
        pack(path)
        path.write_bytes(NEW)
    size = len(OLD) + len(NEW) * is_packed
    PackedMeanwhile.left = left
    assert size <= measure(PackedMeanwhile(path)) <= size + len(NEW) * is_packed
