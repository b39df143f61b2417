"""Refused calls are lines of the journal, and a flood of them is a line a second."""

import pytest

from designer.runtime.journal_entries import CallRefused, entry_in
from switch.journal import Journal
from tests.switch.shared_memory import loaded

NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC


@pytest.fixture
def module():
    """``switch.refusals``."""
    with loaded("switch.refusals") as (found, _memory):
        yield found


def refuse(module, status, caller="+49301", company="1001", why=""):
    if module.is_wanted(status, why):
        module.note(NOON, status, company, caller, "+4930555010", "inbound", why)


def entries(folder):
    return [entry_in(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]


def test_a_flood_is_a_line_a_second_for_each_kind(module, tmp_path):
    now = NOON
    refusals = module.Refusals(Journal(tmp_path, "node1"), "node1")
    refusals.turn(now)
    for _ in range(3):
        for number in range(100):
            refuse(module, 503, f"+4930{number}")
            refusals.turn(now)
        refuse(module, 404)
        now += module.EVERY_MS
        refusals.turn(now)
        refusals.turn(now)
    found = entries(tmp_path)
    assert [(each.status, each.count, each.caller) for each in found] == [(404, 1, "+49301"), (503, 100, "+49300")] * 3
    assert len({each.call for each in found}) == 6
    assert all(isinstance(each, CallRefused) and each.company == "1001" for each in found)


def test_while_nobody_is_refused_nothing_is_written(module, tmp_path):
    now = NOON
    refusals = module.Refusals(Journal(tmp_path, "node1"), "node1")
    for _ in range(3):
        refusals.turn(now)
        now += module.EVERY_MS
    assert entries(tmp_path) == []


def test_each_company_has_a_line_of_its_own(module, tmp_path):
    refusals = module.Refusals(Journal(tmp_path, "node1"), "node1")
    refusals.turn(NOON)
    for company in ("1001", "1002", "1001", ""):
        refuse(module, 404, company=company)
    refusals.turn(NOON + module.EVERY_MS)
    assert [(each.company, each.count) for each in entries(tmp_path)] == [("", 1), ("1001", 2), ("1002", 1)]


def test_each_reason_has_a_line_of_its_own(module, tmp_path):
    refusals = module.Refusals(Journal(tmp_path, "node1"), "node1")
    refusals.turn(NOON)
    for why in ("media_down", "", "disk_full", "media_down"):
        refuse(module, 503, why=why)
    refusals.turn(NOON + module.EVERY_MS)
    assert [(each.why, each.count) for each in entries(tmp_path)] == [("", 1), ("disk_full", 1), ("media_down", 2)]


def test_a_flood_of_one_reason_is_no_flood_of_another(module, tmp_path):
    refusals = module.Refusals(Journal(tmp_path, "node1"), "node1")
    refusals.turn(NOON)
    for number in range(module.MOST_SAMPLES + 7):
        refuse(module, 503, company=str(number), why="disk_full")
    refuse(module, 503, company="1001")
    refusals.turn(NOON + module.EVERY_MS)
    found = [each for each in entries(tmp_path) if each.company in ("", "1001")]
    assert [(each.why, each.count) for each in found] == [("", 1), ("disk_full", 7)]


def test_a_flood_is_counted_without_looking_whose_it_is(module, tmp_path):
    refusals = module.Refusals(Journal(tmp_path, "node1"), "node1")
    refusals.turn(NOON)
    for number in range(module.MOST_SAMPLES + 700):
        refuse(module, 503, company=str(number % 10_000))
    refusals.turn(NOON + module.EVERY_MS)
    found = entries(tmp_path)
    assert len(found) == module.MOST_SAMPLES + 1
    assert sum(each.count for each in found) == module.MOST_SAMPLES + 700
    refusals.turn(NOON + 2 * module.EVERY_MS)
    assert entries(tmp_path) == found
