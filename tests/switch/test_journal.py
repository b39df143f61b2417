"""One line a step, whole lines only, a file a day."""

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from designer.effects import Answer, Enter
from designer.events import Digit
from switch.journal import Journal

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
            "effects": [{"type": "enter", "node": "menu", "outlet": ""}, {"type": "answer"}],
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
