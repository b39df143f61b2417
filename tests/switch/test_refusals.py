"""Refused calls are lines of the journal, and a flood of them is a line a second."""

import importlib
import sys
from types import SimpleNamespace

import pytest

from designer.runtime.journal_entries import CallRefused, entry_in
from switch.journal import Journal
from tests.switch.test_unwritten import Tables

NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC


class Counting(Tables):
    def sht_inc(self, table, key):
        self.cells[table, key] = self.cells.get((table, key), 0) + 1
        return self.cells[table, key]


@pytest.fixture
def module(monkeypatch):
    """``switch.refusals`` with tables in a dict."""
    monkeypatch.setitem(sys.modules, "KSR", SimpleNamespace(htable=Counting()))
    monkeypatch.delitem(sys.modules, "switch.refusals", raising=False)
    yield importlib.import_module("switch.refusals")
    del sys.modules["switch.refusals"]


def refuse(module, status, caller="+49301"):
    if module.is_first(status):
        module.sample(NOON, status, "1001", caller, "+4930555010", "inbound")


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
