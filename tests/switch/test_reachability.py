"""The journal tells when the last phone of an employee is gone, and when one is back."""

import json
import sqlite3

import pytest

from app.exchange.location_database import prepared
from designer.runtime.journal_entries import entry_in
from switch.journal import Journal
from tests.switch.shared_memory import loaded

NOON = 1_795_435_200_000  # 2026-11-23 12:00 UTC
HOUR_MS = 3_600_000
DESK, BROWSER, OTHER = "1001-101", "1001-101-web", "1001-102"


class Exchange:
    """Phones that register, and a look at them every other second."""

    def __init__(self, module, tables, folder):
        self.module, self.tables, self.folder = module, tables, folder
        self.registered, self.now, self.steady, self.took_ms = set(), NOON, 0, 0
        for account, extension in ((DESK, "101"), (BROWSER, "101"), (OTHER, "102")):
            self.give(account, extension)
        self.start()

    def give(self, account, extension, **more):
        entry = {"company": "1001", "extension": extension, "ha1": "", **more}
        self.tables.cells["routing", f"a:{account}"] = json.dumps(entry)

    def start(self, *survivors):
        """As after a restart of Kamailio: shared memory is empty, except for what is published."""
        self.tables.cells = {key: value for key, value in self.tables.cells.items() if key[0] == "routing"}
        journal, file = Journal(self.folder, "node1"), self.folder / "reachable.json"
        self.looks = self.module.Reachability(journal, "node1", file, self._is_registered, survivors)

    def _is_registered(self, account):
        return account in self.registered

    def register(self, account):
        self.registered.add(account)
        self.module.note(account)

    def pass_s(self, seconds):
        for _ in range(seconds // 2):
            self.now += 2_000
            self.steady += 2_000
            self.looks.turn(self.now, lambda: self.steady + self.took_ms)

    def lines(self):
        found = [
            entry_in(line) for path in sorted(self.folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()
        ]
        return [(each.extension, each.state) for each in found]


@pytest.fixture
def exchange(tmp_path):
    with loaded("switch.reachability") as (module, memory):
        made = Exchange(module, memory, tmp_path)
        made.pass_s(2)
        yield made


def test_a_phone_that_registers_again_and_again_is_news_once(exchange):
    for _ in range(3):
        exchange.register(DESK)
        exchange.pass_s(10)
    assert exchange.lines() == [("101", "phone_back")]


def test_a_phone_that_is_gone_is_lost_once_and_back_once(exchange):
    exchange.register(DESK)
    exchange.pass_s(2)
    exchange.registered.clear()
    exchange.pass_s(60)
    exchange.register(DESK)
    exchange.pass_s(10)
    assert exchange.lines() == [("101", "phone_back"), ("101", "phone_lost"), ("101", "phone_back")]


def test_the_last_of_two_phones_counts(exchange):
    exchange.register(DESK)
    exchange.register(BROWSER)
    exchange.pass_s(2)
    exchange.registered.discard(DESK)
    exchange.pass_s(20)
    assert exchange.lines() == [("101", "phone_back")]
    exchange.registered.discard(BROWSER)
    exchange.pass_s(20)
    assert exchange.lines() == [("101", "phone_back"), ("101", "phone_lost")]


def test_a_browser_that_loads_its_page_again_was_never_gone(exchange):
    exchange.register(BROWSER)
    exchange.pass_s(2)
    exchange.registered.clear()
    exchange.pass_s(4)
    exchange.register(BROWSER)
    exchange.pass_s(20)
    assert exchange.lines() == [("101", "phone_back")]


def test_an_account_that_is_removed_or_over_is_gone(exchange):
    exchange.register(OTHER)
    exchange.give(BROWSER, "101", until_ms=exchange.now + 10_000)
    exchange.register(BROWSER)
    exchange.pass_s(2)
    del exchange.tables.cells["routing", f"a:{OTHER}"]
    exchange.pass_s(30)
    assert sorted(exchange.lines()[2:]) == [("101", "phone_lost"), ("102", "phone_lost")]


def test_a_restart_is_no_news(exchange):
    exchange.register(DESK)
    exchange.register(OTHER)
    exchange.pass_s(2)
    before = exchange.lines()
    exchange.registered.discard(OTHER)  # by TCP, which comes back only later
    exchange.start()
    exchange.pass_s(30)
    exchange.register(OTHER)
    exchange.pass_s(100)
    assert exchange.lines() == before
    exchange.registered.clear()
    exchange.pass_s(100)
    assert sorted(exchange.lines()[len(before) :]) == [("101", "phone_lost"), ("102", "phone_lost")]


def test_a_phone_that_does_not_come_back_after_a_restart_is_lost(exchange):
    exchange.register(DESK)
    exchange.pass_s(2)
    exchange.registered.clear()
    exchange.start()
    exchange.pass_s(58)
    assert exchange.lines() == [("101", "phone_back")]
    exchange.pass_s(10)
    assert exchange.lines() == [("101", "phone_back"), ("101", "phone_lost")]


def test_a_file_that_cannot_be_read_is_none(exchange):
    (exchange.folder / "reachable.json").write_text('{"accounts": 5')
    exchange.start()
    exchange.register(DESK)
    exchange.pass_s(4)
    assert exchange.lines() == [("101", "phone_back")]


def test_a_phone_that_registered_just_before_a_restart_and_is_still_there_is_told(exchange):
    exchange.register(DESK)
    exchange.start(DESK, OTHER)
    exchange.pass_s(2)
    assert exchange.lines() == [("101", "phone_back")]
    exchange.start(DESK, OTHER)
    exchange.pass_s(100)
    assert exchange.lines() == [("101", "phone_back")]


def test_the_accounts_in_the_database_of_locations_are_known(tmp_path):
    with loaded("switch.locations") as (module, _):
        assert module.accounts_in(tmp_path / "location.db") == set()
        with sqlite3.connect(prepared(tmp_path / "location.db")) as database:
            for ruid, account in enumerate((DESK, DESK, OTHER)):
                database.execute("INSERT INTO location (ruid, username) VALUES (?, ?)", (str(ruid), account))
        assert module.accounts_in(tmp_path / "location.db") == {DESK, OTHER}


def test_a_clock_that_is_set_makes_no_phone_lost_sooner_or_later(exchange):
    exchange.register(DESK)
    exchange.pass_s(2)
    exchange.registered.clear()
    exchange.pass_s(2)
    exchange.now += HOUR_MS
    exchange.pass_s(2)
    assert exchange.lines() == [("101", "phone_back")]
    exchange.now -= 2 * HOUR_MS
    exchange.pass_s(60)
    assert exchange.lines() == [("101", "phone_back"), ("101", "phone_lost")]
