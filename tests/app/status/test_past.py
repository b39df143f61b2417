"""The wall as it was at a moment of the past."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.ports.call_records import call_records
from app.ports.calls import Busy
from app.status.as_of import as_of
from app.status.track import Red, load, reds
from tests.app.journal_of_calls import MORNING, JournalOfCalls
from tests.app.status import queue_flow
from tests.app.status.pictures import AT, ago


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


@pytest.mark.parametrize("press", ["1", "2"])
def test_a_call_is_again_as_the_record_had_it_at_each_step(in_company, journal, ingest, press):
    journal.call("a", press=press)
    lines = [json.loads(line) for line in journal.file.read_text("utf-8").splitlines()]
    journal.file.unlink()
    had = {}
    for count in range(1, len(lines) + 1):
        journal.call("a", press=press, steps=count)
        ingest()
        (had[lines[count - 1]["at"]],) = call_records().records(["a"])
    last = had[lines[-1]["at"]]
    assert last.ended_at
    for at, record in had.items():
        found = as_of(last, datetime.fromtimestamp(at / 1000, UTC))
        assert found
        assert set(found.groups) <= set(record.groups)
        known_at_the_end = {"groups": record.groups, "is_recorded": record.is_recorded}
        known_at_the_end |= {"outcome": record.outcome} if record.outcome != "talk" else {}
        assert replace(found, **known_at_the_end) == record
    assert as_of(last, last.started_at - timedelta(milliseconds=1)) is None


def test_the_wall_of_a_moment_is_shown_and_what_changed_after_it(client, journal, ingest):
    journal.call("a")
    journal.call("b", at=MORNING + timedelta(minutes=2))
    ingest()
    at, until = MORNING + timedelta(seconds=1), MORNING + timedelta(minutes=6)
    found = client.get(f"/status/past?at={ms(at)}&until={ms(until)}").json
    shown = found["snapshot"]["state"]
    assert shown["figures"]["load"]["value"] == 1
    assert shown["now"]["now"]["day"] == "2026-11-23"
    day = "/calls/?from=2026-11-23&to=2026-11-23&hours="
    assert shown["figures"]["answered"]["href"].startswith(day)
    assert shown["figures"]["load"]["href"] == ""
    assert client.get(shown["figures"]["answered"]["href"]).status_code == 200
    patches = found["patches"]
    assert [each["seq"] for each in patches] == list(range(1, len(patches) + 1))
    loads = [
        each["changed"]["figures"]["load"]["value"] for each in patches if "load" in each["changed"].get("figures", {})
    ]
    assert loads == [0, 1, 0]
    assert all(ms(at) < each["at"] <= ms(until) for each in patches)
    assert {each["epoch"] for each in patches} == {found["snapshot"]["epoch"]}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "at=x&until=y",
        f"at={ms(MORNING)}",
        f"at={ms(MORNING)}&until={ms(MORNING + timedelta(hours=2))}",
        "at=1&until=99999999999999",
    ],
)
def test_what_is_no_past_is_refused(client, query):
    answer = client.get(f"/status/past?{query}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "no_past")


def test_a_day_has_a_track(client, journal, ingest):
    journal.call("a")
    ingest()
    found = client.get("/status/past/track?day=2026-11-23").json
    assert len(found["load"]) == 288
    assert found["ends"] - found["begins"] == 86_400_000
    assert client.get("/status/past/track?day=2999-01-01").status_code == 400


def test_the_load_counts_calls_in_progress_at_each_step():
    calls = [(AT, AT + timedelta(minutes=7)), (AT + timedelta(minutes=6), None)]
    assert [count for _at, count in load(Busy(calls, ()), AT, AT + timedelta(minutes=16))] == [1, 1, 1, 1]
    assert [count for _at, count in load(Busy(calls[:1], ()), AT, AT + timedelta(minutes=16))] == [1, 1, 0, 0]


def test_a_queue_is_red_from_when_its_first_caller_waited_too_long():
    long = "sales", ago(minutes=10), ago(minutes=5)
    longer = "sales", ago(minutes=7), None
    short = "sales", ago(minutes=20), ago(minutes=19, seconds=30)
    other = "secret", ago(minutes=10), None
    waits = Busy((), [long, longer, short, other])
    assert reds(waits, ["sales"], ago(hours=1), AT, 60) == [Red("sales", ago(minutes=9), AT)]


def shown_at(client, at: datetime) -> dict:
    return client.get(f"/status/past?at={ms(at)}&until={ms(at)}").json["snapshot"]["state"]


def test_a_moment_shows_who_had_been_missed_and_nobody_had_called_back(client, config, journal, ingest):
    queue_flow.use(journal)
    queue_flow.waits(journal, "a", MORNING, steps=None)
    JournalOfCalls(config.journal_dir).call("back", at=MORNING + timedelta(minutes=10))
    ingest()
    assert shown_at(client, MORNING + timedelta(seconds=5))["missed"] == {}
    found = shown_at(client, MORNING + timedelta(minutes=5))
    (row,) = found["missed"].values()
    assert (row["call"], row["group"], row["can_call"], row["called_back_by"]) == ("a", "sales", False, "")
    assert found["figures"]["never_called_back"]["value"] == 1
    after = shown_at(client, MORNING + timedelta(minutes=20))
    assert (after["missed"], after["figures"]["never_called_back"]["value"]) == ({}, 0)


def test_who_reached_a_missed_caller_is_shown_for_ten_seconds_of_the_past(client, config, journal, ingest):
    queue_flow.use(journal)
    queue_flow.waits(journal, "a", MORNING, steps=None)
    JournalOfCalls(config.journal_dir).call("back", at=MORNING + timedelta(minutes=10))
    ingest()
    at = MORNING + timedelta(minutes=10) - timedelta(seconds=1)
    found = client.get(f"/status/past?at={ms(at)}&until={ms(at + timedelta(seconds=20))}").json
    told = [row["called_back_by"] for each in found["patches"] for row in each["changed"].get("missed", {}).values()]
    assert told
    assert set(told) <= {"101", "102"}
