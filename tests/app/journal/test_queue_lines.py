"""The lines of queues in a period, of a file in which most lines are of other times."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest

from app.journal.queue_lines import LATE
from app.ports.journal import queue_lines as lines_of

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
"""When the hour begins that is asked for."""

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def searched(monkeypatch):
    """The search begins in files of a few lines."""
    monkeypatch.setattr(import_module("app.journal.queue_lines"), "NEAR_BYTES", 500)


@pytest.fixture
def found(app, config):
    """What is found of an hour in a file with a line for each of these moments, minutes after nine."""

    def found(minutes):
        config.journal_dir.mkdir(parents=True, exist_ok=True)
        text = "".join(line(NINE + timedelta(minutes=each)) for each in minutes)
        (config.journal_dir / "2026-11-24.jsonl").write_text(text, "utf-8")
        with app.app_context():
            entries = list(lines_of()("1001", NINE, NINE + HOUR))
        return [round((each.at / 1000 - NINE.timestamp()) / 60) for each in entries]

    return found


def line(at: datetime) -> str:
    moment = round(at.timestamp() * 1000)
    event = {"type": "wrap_up_ended", "at": moment, "agent": "101", "token": 1}
    queue = {"type": "queue", "at": moment, "company": "1001", "event": event}
    whole = {"v": 1, "switch": "node1", "call": None, "seq": None, "at": moment, "event": queue, "effects": []}
    return json.dumps(whole, separators=(",", ":")) + "\n"


def test_the_lines_of_an_hour_are_found_in_a_long_day(found):
    assert found(range(-540, 900)) == list(range(60))


def test_a_line_that_was_written_late_is_found(found):
    late = int(LATE.total_seconds() // 60)
    assert found([*range(-100, 60), *range(60, 60 + late), 58, *range(60 + late, 300)]) == [*range(60), 58]


def test_nothing_is_lost_when_the_clock_ran_ahead_for_a_while(found):
    assert found([*range(-300, 20), *range(300, 304), *range(20, 80)]) == list(range(60))
    assert found([*range(-300, 20), *range(300, 500), *range(20, 80)]) == list(range(60))
    assert found([*range(-300, -10), *range(300, 500), *range(-10, 80)]) == list(range(60))


def test_nothing_is_lost_when_the_clock_went_back(found):
    assert found([*range(120), *range(30, 200)]) == [*range(60), *range(30, 60)]
