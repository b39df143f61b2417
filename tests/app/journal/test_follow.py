"""Reading on in the files that the switch writes."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from app.journal.follow import (
    CHUNK_BYTES,
    CUT,
    MIDNIGHT,
    NO_LINE,
    TOO_LONG,
    TORN,
    left_behind,
    of_the_future,
    read_on,
    strangers,
    unreadable,
)
from designer.runtime.journal_line import MOST_LINE_BYTES
from switch.journal_files import journal_files, pack
from tests.app.journal_of_calls import JournalOfCalls

LATER = datetime(2026, 12, 1, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)


class Reader:
    """Reads a folder on, and remembers what it has read."""

    def __init__(self, folder):
        self.folder = folder
        self.read = {}
        self.gaps = []

    def lines(self, at=LATER):
        """All that can be read by now."""
        found = []
        while part := read_on(self.folder, self.read, at):
            assert part.until > self.read.get(part.file, 0) or part.until == 0
            self.read[part.file] = part.until
            found += [each.line for each in part.lines]
            self.gaps += part.gaps
        return found

    def calls(self, at=LATER):
        return [line["call"] for line in self.lines(at)]

    @property
    def reasons(self):
        return [gap.reason for gap in self.gaps]


@pytest.fixture
def reader(tmp_path):
    return Reader(tmp_path)


@pytest.fixture
def journal(tmp_path):
    return JournalOfCalls(tmp_path)


def append(path, data):
    with path.open("ab") as file:
        file.write(data)


def test_an_empty_folder_has_no_lines(reader):
    assert reader.lines() == []


def test_what_was_read_is_not_read_again(reader, journal):
    journal.call("a", steps=2)
    assert [line["seq"] for line in reader.lines()] == [0, 1]
    assert reader.lines() == []
    journal.call("b", steps=1)
    assert reader.calls() == ["b"]


def test_a_line_without_an_end_is_left_for_later(reader, journal):
    journal.call("a", steps=2)
    whole = journal.file.read_bytes()
    journal.file.write_bytes(whole[:-5])
    assert [line["seq"] for line in reader.lines()] == [0]
    journal.file.write_bytes(whole)
    assert [line["seq"] for line in reader.lines()] == [1]
    assert reader.gaps == []


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b'{"v":1,"switch":"node1","call":"a","se', TORN),
        (b"[1, 2]", TORN),
        (b"null", TORN),
        (b"\xff\xfe", TORN),
        (b"[" * 200_000 + b"}", NO_LINE),
        (
            b'{"v":2,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"switch_started","at":1},"effects":[]}',
            NO_LINE,
        ),
        (
            b'{"v":1,"switch":"node1","call":"a","seq":1,"at":1,"event":{"type":"digit","at":1},"effects":[]}',
            NO_LINE,
        ),
        (
            b'{"v":1,"switch":"node1","call":"a","seq":1,"at":1,'
            b'"event":{"type":"digit","at":1,"key":"1"},"effects":[{}]}',
            NO_LINE,
        ),
        (
            b'{"v":1,"switch":"node1","call":"a","seq":1,"at":"x",'
            b'"event":{"type":"digit","at":1,"key":"1"},"effects":[]}',
            NO_LINE,
        ),
        (
            b'{"v":1,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"digit","at":1,"key":"1"}}',
            NO_LINE,
        ),
        (
            b'{"v":1,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"lines_lost","at":1,"lines":"x"}}',
            NO_LINE,
        ),
        (b'{"v":1,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"lines_lost","at":1}}', NO_LINE),
        (
            b'{"v":1,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"lines_lost","at":1,"lines":1%s}}'
            % (b"0" * 30),
            NO_LINE,
        ),
        (
            b'{"v":1,"switch":"node1","call":null,"seq":null,"at":1%s,"event":{"type":"switch_started","at":1}}'
            % (b"0" * 30),
            NO_LINE,
        ),
        (b'{"v":1,"pad":"' + b"x" * MOST_LINE_BYTES + b'"}', TOO_LONG),
        (b'{"v":1,"pad":"' + b"x" * 3 * CHUNK_BYTES + b'"}', TOO_LONG),
    ],
)
def test_what_is_no_line_is_set_aside_and_the_rest_is_read(reader, journal, broken, reason):
    journal.call("a", steps=1)
    place = journal.file.stat().st_size
    append(journal.file, broken + b"\n")
    journal.call("b", steps=1)
    assert reader.calls() == ["a", "b"]
    (gap,) = reader.gaps
    assert (gap.offset, gap.size_bytes, gap.reason) == (place, len(broken) + 1, reason)


def test_the_longest_line_of_all_is_read(reader, journal):
    journal.call("a", steps=1)
    line = journal.file.read_bytes().rstrip(b"}\n")
    journal.file.write_bytes((line + b',"pad":"').ljust(MOST_LINE_BYTES - 3, b"x") + b'"}\n')
    assert reader.calls() == ["a"]
    journal.file.write_bytes((line + b',"pad":"').ljust(MOST_LINE_BYTES - 2, b"x") + b'"}\n')
    reader.read = {}
    assert reader.calls() == []
    assert reader.reasons == [TOO_LONG]


def test_a_line_that_is_too_long_waits_for_its_end_and_holds_nothing_up_at_midnight(reader, journal):
    append(journal.folder / "2026-11-23.jsonl", b"x" * 2 * CHUNK_BYTES)
    assert (reader.calls(NIGHT), reader.gaps) == ([], [])
    journal.call("b", steps=1, at=NIGHT)
    assert reader.calls(NIGHT) == ["b"]
    assert reader.reasons == [TOO_LONG]


def test_days_are_read_in_their_order(reader, journal):
    for day in (2, 0, 1):
        journal.call(f"day{day}", steps=1, at=NIGHT + timedelta(days=day))
    assert reader.calls() == ["day0", "day1", "day2"]


def test_a_line_that_is_late_at_midnight_comes_before_those_of_the_new_day(reader, journal):
    midnight = NIGHT + timedelta(seconds=1)
    journal.call("a", steps=1, at=NIGHT)
    assert reader.calls() == ["a"]
    journal.call("c", steps=1, at=midnight)
    assert reader.calls(midnight + timedelta(seconds=1)) == []
    journal.call("b", steps=1, at=NIGHT)
    assert reader.calls(midnight + timedelta(seconds=2)) == ["b"]
    assert reader.calls(midnight + MIDNIGHT) == ["c"]


def test_a_line_that_comes_long_after_its_day_is_read_all_the_same(reader, journal):
    """The disk was full for hours, and the switch has written what waited."""
    journal.call("a", steps=1, at=NIGHT)
    journal.call("b", steps=1, at=NIGHT + timedelta(days=1))
    assert reader.calls() == ["a", "b"]
    journal.call("c", steps=1, at=NIGHT)
    journal.call("d", steps=1, at=NIGHT + timedelta(days=1))
    assert reader.calls() == ["c", "d"]
    assert left_behind(reader.folder, reader.read) == 0


def test_a_line_that_nobody_ends_any_more_holds_nothing_up(reader, journal):
    journal.call("a", steps=2, at=NIGHT - timedelta(hours=1))
    journal.file.write_bytes(journal.file.read_bytes()[:-5])
    assert reader.calls() == ["a"]
    journal.call("b", steps=1, at=NIGHT + timedelta(days=1))
    assert reader.calls() == ["b"]
    assert reader.reasons == [TORN]


def test_a_file_that_is_suddenly_shorter_is_read_again(reader, journal):
    journal.call("a", steps=1)
    journal.call("b", steps=1)
    reader.lines()
    size = journal.file.stat().st_size
    first = journal.file.read_bytes().splitlines(keepends=True)[0]
    journal.file.write_bytes(first)
    assert left_behind(reader.folder, reader.read) == len(first)
    assert reader.calls() == ["a"]
    journal.call("c", steps=1)
    assert reader.calls() == ["c"]
    (gap,) = reader.gaps
    assert (gap.offset, gap.size_bytes, gap.reason) == (len(first), size - len(first), CUT)


def test_what_is_no_file_holds_nothing_up(reader, journal):
    (reader.folder / "2026-11-22.jsonl").mkdir()
    (reader.folder / "2026-11-24.jsonl").symlink_to("nowhere")
    journal.call("a", steps=1)
    assert reader.calls() == ["a"]
    assert left_behind(reader.folder, reader.read) == 0
    assert unreadable(reader.folder) == ["2026-11-22.jsonl", "2026-11-24.jsonl"]


STRANGERS = ["2026-1-1.jsonl", "20261123.jsonl", "2026-11-31.jsonl", "copy-1.jsonl", "notes.jsonl", "zzz.jsonl"]


def test_what_is_of_no_day_is_not_read_and_holds_nothing_up(reader, journal):
    journal.call("a", steps=1)
    for name in STRANGERS:
        shutil.copy(journal.folder / "2026-11-23.jsonl", journal.folder / name)
    assert reader.calls() == ["a"]
    journal.call("b", steps=1)
    assert reader.calls() == ["b"]
    assert strangers(reader.folder) == sorted(STRANGERS)
    assert set(reader.read) == {"2026-11-23.jsonl"}


YEARS = timedelta(days=3_300)


@pytest.mark.parametrize("wrong", [NIGHT + YEARS, NIGHT - YEARS])
def test_days_with_a_wrong_clock_hide_none_with_the_right_one(reader, journal, wrong):
    for day in range(5):
        journal.call(f"wrong{day}", steps=1, at=wrong + timedelta(days=day))
    assert reader.calls(wrong + timedelta(days=5)) == [f"wrong{day}" for day in range(5)]
    journal.call("right", steps=1, at=NIGHT)
    assert reader.calls(NIGHT) == ["right"]
    journal.call("more", steps=1, at=NIGHT)
    assert reader.calls(NIGHT) == ["more"]
    assert left_behind(reader.folder, reader.read) == 0


def test_days_to_come_are_read_at_once_and_named(reader, journal):
    """The machine started with a wrong clock, and somebody has set it right."""
    journal.call("a", steps=1, at=NIGHT)
    journal.call("b", steps=1, at=NIGHT + YEARS)
    assert reader.calls(NIGHT) == ["a", "b"]
    assert of_the_future(reader.folder, NIGHT) == [f"{(NIGHT + YEARS).date()}.jsonl"]
    assert of_the_future(reader.folder, NIGHT + YEARS) == []


def test_a_file_of_long_ago_that_grew_is_read_on(reader, journal):
    """A database that was restored knows only a part of the files of some days ago."""
    for day in range(5):
        journal.call(f"day{day}", steps=1, at=NIGHT + timedelta(days=day))
    reader.lines()
    journal.call("more", steps=1, at=NIGHT)
    assert reader.calls() == ["more"]


def test_a_packed_file_is_read_like_any_other(reader, journal):
    journal.call("a", steps=2, at=NIGHT)
    journal.call("b", steps=1, at=NIGHT + timedelta(days=1))
    packed = pack(journal.folder / "2026-11-23.jsonl")
    assert [path.name for path in journal_files(reader.folder)] == [packed.name, "2026-11-24.jsonl"]
    assert reader.calls() == ["a", "a", "b"]
    assert reader.lines() == []
    assert left_behind(reader.folder, reader.read) == 0
    assert strangers(reader.folder) == []


def test_what_is_left_is_counted(reader, journal):
    journal.call("a", steps=1, at=NIGHT)
    journal.call("b", steps=1, at=NIGHT + timedelta(days=1))
    sizes = [path.stat().st_size for path in sorted(reader.folder.iterdir())]
    assert left_behind(reader.folder, {}) == sum(sizes)
    reader.read = {"2026-11-23.jsonl": sizes[0]}
    assert left_behind(reader.folder, reader.read) == sizes[1]
