"""What waits for room on the disk: in one process, and in Kamailio's shared memory."""

import importlib
import sys
from types import SimpleNamespace

import pytest

from switch.unwritten import OwnBacklog, Unwritten


class Tables:
    """Kamailio's htables, as KEMI shows them, in a dict."""

    def __init__(self):
        self.cells = {}
        self.locks = 0

    def sht_get(self, table, key):
        return self.cells.get((table, key))

    def sht_sets(self, table, key, value):
        assert isinstance(value, str)
        self.cells[table, key] = value
        return 1

    def sht_seti(self, table, key, value):
        self.cells[table, key] = int(value)
        return 1

    def sht_rm(self, table, key):
        self.cells.pop((table, key), None)
        return 1

    def sht_lock(self, *_):
        self.locks += 1

    def sht_unlock(self, *_):
        self.locks -= 1


@pytest.fixture
def shared(monkeypatch):
    tables = Tables()
    monkeypatch.setitem(sys.modules, "KSR", SimpleNamespace(htable=tables))
    monkeypatch.delitem(sys.modules, "switch.shared_backlog", raising=False)
    yield importlib.import_module("switch.shared_backlog").SharedBacklog
    assert tables.locks == 0
    del sys.modules["switch.shared_backlog"]
    left = {key: value for key, value in tables.cells.items() if key[1] not in ("in", "out", "bytes", "lost")}
    assert left == {}


@pytest.fixture(params=["own", "shared"])
def backlog(request):
    made = OwnBacklog if request.param == "own" else request.getfixturevalue("shared")
    return made(most_bytes=100)


def line(text):
    return Unwritten("2026-11-23", text.encode())


def test_lines_go_in_the_order_in_which_they_came(backlog):
    assert backlog.is_empty()
    assert backlog.first() is None
    for text in ("one\n", "zwölf 😀\n", "three with spaces\n"):
        backlog.put(line(text))
    assert not backlog.is_empty()
    found = []
    while first := backlog.first():
        found.append(first)
        backlog.drop_first()
    assert found == [line("one\n"), line("zwölf 😀\n"), line("three with spaces\n")]
    assert backlog.is_empty()


def test_what_does_not_fit_is_counted_and_there_is_room_again_once_something_has_gone(backlog):
    for _ in range(3):
        backlog.put(line("x" * 60))
    assert backlog.lost() == 2
    backlog.drop_first()
    assert backlog.is_empty()
    backlog.put(line("x" * 100))
    assert backlog.first() == line("x" * 100)
    backlog.forget_lost(2)
    assert backlog.lost() == 0
    backlog.drop_first()
