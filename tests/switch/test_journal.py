"""One line a step, whole lines only, a file a day; what a full disk does not take waits, or is counted."""

import json
import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from designer.runtime.effects import Answer, Ended, Enter
from designer.runtime.events import Digit, FactsAnswered, Fault
from designer.runtime.journal_line import MOST_LINE_BYTES
from switch.journal import Journal
from switch.shortening import CUT
from switch.unwritten import OwnBacklog

NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC
DAY_MS = 86_400_000


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def test_a_step_is_one_line(tmp_path):
    Journal(tmp_path, "node1").step("c1", 3, Digit(NOON, "5"), (Enter("menu"), Answer()))
    assert lines(tmp_path / "2026-11-23.jsonl") == [
        {
            "v": 1,
            "switch": "node1",
            "call": "c1",
            "seq": 3,
            "at": NOON,
            "event": {"type": "digit", "at": NOON, "key": "5"},
            "effects": [{"type": "enter", "node": "menu", "outcome": ""}, {"type": "answer"}],
        }
    ]


def test_a_new_day_is_a_new_file(tmp_path):
    journal = Journal(tmp_path, "node1")
    journal.step("c1", 0, Digit(NOON, "1"), ())
    journal.step("c1", 1, Digit(NOON + DAY_MS, "2"), ())
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["2026-11-23.jsonl", "2026-11-24.jsonl"]


def test_a_line_cut_short_by_a_crash_does_not_spoil_the_next(tmp_path):
    path = tmp_path / "2026-11-23.jsonl"
    path.write_text('{"v":1,"call":"c0","seq":0,"ev')
    Journal(tmp_path, "node1").step("c1", 0, Digit(NOON, "1"), ())
    cut, whole = path.read_text().splitlines()
    assert cut == '{"v":1,"call":"c0","seq":0,"ev'
    assert json.loads(whole)["call"] == "c1"


def test_a_fault_names_what_broke(tmp_path):
    Journal(tmp_path, "node1").fault(NOON, "ksr_wheel: KeyError('x')")
    (line,) = lines(tmp_path / "2026-11-23.jsonl")
    assert line["call"] is None
    assert line["event"] == {"type": "fault", "at": NOON, "message": "ksr_wheel: KeyError('x')"}


def write_many(path, writer):
    journal = Journal(path, f"w{writer}")
    for seq in range(200):
        journal.step(f"c{writer}", seq, Digit(NOON, "1"), (Enter("x" * 500),))


def test_workers_lines_never_mix(tmp_path):
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(write_many, [tmp_path] * 4, range(4)))
    found = lines(tmp_path / "2026-11-23.jsonl")
    assert {(line["switch"], line["seq"]) for line in found} == {(f"w{w}", s) for w in range(4) for s in range(200)}


@pytest.fixture
def full_disk(tmp_path):
    """The day's file takes nothing, and has no room for anything."""
    path = tmp_path / "2026-11-23.jsonl"
    path.symlink_to("/dev/full")
    return path


def seqs(path):
    return [line["seq"] for line in lines(path)]


def test_who_writes_on_a_full_disk_is_not_told_and_the_lines_wait(tmp_path, full_disk):
    journal = Journal(tmp_path, "node1")
    for seq in range(3):
        journal.step("c1", seq, Digit(NOON, "1"), ())
    journal.catch_up(NOON)
    full_disk.unlink()
    journal.close()
    journal.step("c1", 3, Digit(NOON, "1"), ())
    assert not full_disk.exists()
    journal.catch_up(NOON)
    journal.step("c1", 4, Digit(NOON, "1"), ())
    assert seqs(full_disk) == [0, 1, 2, 3, 4]


def test_lines_for_which_there_was_no_room_anywhere_are_counted(tmp_path, full_disk):
    journal = Journal(tmp_path, "node1", OwnBacklog(most_bytes=300))
    for seq in range(5):
        journal.step("c1", seq, Digit(NOON, "1"), ())
    full_disk.unlink()
    journal.close()
    for _ in range(2):
        journal.catch_up(NOON)
    *kept, last = lines(full_disk)
    assert [line["seq"] for line in kept] == [0, 1]
    assert last["event"] == {"type": "lines_lost", "at": NOON, "lines": 3}


def test_a_folder_that_is_gone_is_no_reason_to_fail(tmp_path):
    Journal(tmp_path / "gone", "node1").step("c1", 0, Digit(NOON, "1"), ())


@pytest.mark.parametrize("how", ["removed", "moved", "folder removed"])
def test_a_file_that_is_taken_away_is_made_anew(tmp_path, how):
    path = tmp_path / "journal" / "2026-11-23.jsonl"
    path.parent.mkdir(mode=0o700)
    journal = Journal(path.parent, "node1")
    journal.step("c1", 0, Digit(NOON, "1"), ())
    if how == "moved":
        path.rename(tmp_path / "elsewhere")
    else:
        path.unlink()
    if how == "folder removed":
        path.parent.rmdir()
    for seq in (1, 2):
        journal.step("c1", seq, Digit(NOON, "1"), ())
    assert seqs(path) == [1, 2]
    assert path.parent.stat().st_mode & 0o777 == 0o700


def write_with_little_room(folder):
    """The kernel takes a part of a line, and refuses the rest."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000_000))
    journal = Journal(folder, "node1")
    for seq in range(9):
        journal.step("c1", seq, Digit(NOON, "1"), ())
    before = (folder / "2026-11-23.jsonl").read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    journal.catch_up(NOON)
    return before


def test_no_line_is_there_by_half_and_none_runs_into_another(tmp_path):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        before = pool.submit(write_with_little_room, tmp_path).result()
    assert before.endswith(b"}\n")
    assert 1 < before.count(b"\n") < 9
    assert seqs(tmp_path / "2026-11-23.jsonl") == list(range(9))


def test_who_was_cut_short_is_told_from_the_next_even_by_those_who_write_already(tmp_path):
    """The process that died was not the only one that had the file open."""
    path = tmp_path / "2026-11-23.jsonl"
    journal = Journal(tmp_path, "node1")
    journal.step("c1", 0, Digit(NOON, "1"), ())
    with path.open("ab") as file:
        file.write(b'{"v":1,"ca')
    journal.step("c1", 1, Digit(NOON, "1"), ())
    first, cut, last = path.read_text().splitlines()
    assert cut == '{"v":1,"ca'
    assert [json.loads(line)["seq"] for line in (first, last)] == [0, 1]


@pytest.mark.parametrize(
    ("event", "effects"),
    [
        (Fault(NOON, "x" * 300_000), ()),
        (Fault(NOON, "\0" * 50_000), ()),
        (Digit(NOON, "1"), tuple(Enter(f"block{place}") for place in range(9_000))),
        (FactsAnswered(NOON, 1, {f"idle:{place}": 0 for place in range(30_000)}), ()),
    ],
)
def test_a_line_that_would_be_too_long_is_shortened_and_says_so(tmp_path, event, effects):
    Journal(tmp_path, "node1").step("c1", 7, event, (*effects, Ended("fault")))
    path = tmp_path / "2026-11-23.jsonl"
    assert path.stat().st_size <= MOST_LINE_BYTES
    (line,) = lines(path)
    assert (line["call"], line["seq"], line["at"]) == ("c1", 7, NOON)
    assert line["effects"][-1] == {"type": "ended", "how": "fault"}
    assert line["shortened"] == len(effects) + 1 - len(line["effects"])
    assert len(line["effects"]) > min(len(effects), 3_000)
    if isinstance(event, Fault):
        assert line["event"]["message"] == event.message[:200] + CUT
