"""Reading on in the files that the switch writes."""

from datetime import UTC, datetime, timedelta

import pytest

from app.journal.follow import MIDNIGHT, Position, read_on
from tests.app.journal_of_calls import JournalOfCalls

LATER = datetime(2026, 12, 1, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)


def read(folder, position=None, at=LATER):
    return read_on(folder, position or Position(), at)


def test_an_empty_folder_has_no_lines(tmp_path):
    assert read(tmp_path) == ([], Position())


def test_what_was_read_is_not_read_again(tmp_path):
    journal = JournalOfCalls(tmp_path)
    journal.call("a", steps=2)
    lines, position = read(tmp_path)
    assert [line["seq"] for line in lines] == [0, 1]
    assert read(tmp_path, position) == ([], position)
    journal.call("b", steps=1)
    lines, _ = read(tmp_path, position)
    assert [line["call"] for line in lines] == ["b"]


def test_a_line_without_an_end_is_left_for_later(tmp_path):
    journal = JournalOfCalls(tmp_path)
    journal.call("a", steps=2)
    whole = journal.file.read_bytes()
    journal.file.write_bytes(whole[:-5])
    lines, position = read(tmp_path)
    assert [line["seq"] for line in lines] == [0]
    journal.file.write_bytes(whole)
    lines, _ = read(tmp_path, position)
    assert [line["seq"] for line in lines] == [1]


@pytest.mark.parametrize(
    "broken",
    [
        b'{"v":1,"switch":"node1","call":"a","se',
        b"[1, 2]",
        b"null",
        b"\xff\xfe",
        b'{"v":2,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"switch_started","at":1},"effects":[]}',
        b'{"v":1,"switch":"node1","call":"a","seq":1,"at":1,"event":{"type":"digit","at":1},"effects":[]}',
        b'{"v":1,"switch":"node1","call":"a","seq":1,"at":1,"event":{"type":"digit","at":1,"key":"1"},"effects":[{}]}',
        b'{"v":1,"switch":"node1","call":"a","seq":1,"at":"x","event":{"type":"digit","at":1,"key":"1"},"effects":[]}',
        b'{"v":1,"switch":"node1","call":null,"seq":null,"at":1,"event":{"type":"digit","at":1,"key":"1"}}',
    ],
)
def test_what_is_no_line_is_passed_over_with_a_warning_and_the_rest_is_read(tmp_path, caplog, broken):
    journal = JournalOfCalls(tmp_path)
    journal.call("a", steps=1)
    with journal.file.open("ab") as file:
        file.write(broken + b"\n")
    journal.call("b", steps=1)
    lines, _ = read(tmp_path)
    assert [line["call"] for line in lines] == ["a", "b"]
    assert "passed over" in caplog.text


def test_days_are_read_in_their_order(tmp_path):
    journal = JournalOfCalls(tmp_path)
    for day in (2, 0, 1):
        journal.call(f"day{day}", steps=1, at=NIGHT + timedelta(days=day))
    lines, position = [], Position()
    for _ in range(3):
        more, position = read(tmp_path, position)
        lines += more
    assert [line["call"] for line in lines] == ["day0", "day1", "day2"]


def test_a_line_that_is_late_at_midnight_is_not_lost(tmp_path):
    journal = JournalOfCalls(tmp_path)
    midnight = NIGHT + timedelta(seconds=1)
    journal.call("a", steps=1, at=NIGHT)
    _, position = read(tmp_path)
    journal.call("c", steps=1, at=midnight)
    assert read(tmp_path, position, midnight + timedelta(seconds=1))[0] == []
    journal.call("b", steps=1, at=NIGHT)
    calls = []
    for at in (midnight + timedelta(seconds=2), midnight + MIDNIGHT):
        lines, position = read(tmp_path, position, at)
        calls += [line["call"] for line in lines]
    assert calls == ["b", "c"]


def test_a_line_that_nobody_ends_any_more_holds_nothing_up(tmp_path, caplog):
    journal = JournalOfCalls(tmp_path)
    journal.call("a", steps=2, at=NIGHT - timedelta(hours=1))
    journal.file.write_bytes(journal.file.read_bytes()[:-5])
    _, position = read(tmp_path)
    journal.call("b", steps=1, at=NIGHT + timedelta(days=1))
    lines, _ = read(tmp_path, position)
    assert [line["call"] for line in lines] == ["b"]
    assert "cut short" in caplog.text
