"""Callers whom nobody has called back, and who has just reached one of them."""

from datetime import timedelta

import pytest

from app.db import now
from app.status import sums
from app.status.reading import make
from app.status.sight import Sight
from designer.runtime.effects import Bridge, Dial
from designer.runtime.events import CallArrived, LegAnswered
from switch.journal import Journal
from tests.app.journal_of_calls import JournalOfCalls
from tests.app.status import queue_flow

CALLER, PETRA = "+4917012345", "+493023125991"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """The sums are asked for as often as the test wants."""
    monkeypatch.setattr(sums.Kept, "due", lambda _self, at: at)


@pytest.fixture
def wall(in_company, company_id, ingest):
    def wall(after_s=0.0):
        ingest()
        return make(Sight(company_id, None, "en"), now() + timedelta(seconds=after_s)).state

    return wall


@pytest.fixture
def gives_up(journal):
    queue_flow.use(journal)
    return lambda name, ago, **how: queue_flow.waits(journal, name, queue_flow.today(ago), steps=None, **how)


def test_whoever_gave_up_is_listed_once_with_all_their_calls(wall, gives_up):
    gives_up("a", 300)
    gives_up("b", 200)
    gives_up("c", 100, caller="+4917055555")
    found = wall()
    assert list(found["missed"]) == ["+4917055555", CALLER]
    row = found["missed"][CALLER]
    assert (row["calls"], row["call"], row["group"], row["can_call"], row["called_back_by"]) == (
        2,
        "b",
        "sales",
        True,
        "",
    )
    assert found["figures"]["never_called_back"]["value"] == 3


def test_callers_without_a_number_cannot_be_called_back_and_are_not_listed(wall, gives_up):
    gives_up("a", 300, caller="anonymous")
    assert wall()["missed"] == {}


def test_somebody_who_was_reached_is_shown_with_who_it_was_for_ten_seconds(config, wall, gives_up):
    gives_up("a", 300)
    assert CALLER in wall()["missed"]
    JournalOfCalls(config.journal_dir).call("back", at=queue_flow.today(60))
    row = wall(after_s=2)["missed"][CALLER]
    assert row["called_back_by"] in ("101", "102")
    assert wall(after_s=13)["missed"] == {}


def test_who_is_called_back_is_missed_no_more(config, wall, gives_up):
    gives_up("a", 300, caller=PETRA)
    found = wall()
    assert (found["missed"][PETRA]["can_call"], found["figures"]["never_called_back"]["value"]) == (True, 1)
    at = round(queue_flow.today(60).timestamp() * 1000)
    journal = Journal(config.journal_dir, "node2")
    arrived = CallArrived(at, "back", "1001", PETRA, "", PETRA, "p", "d", "callback", "109")
    journal.step("back", 0, arrived, [Dial("l1", "", (), PETRA)])
    journal.step("back", 1, LegAnswered(at + 5000, "l1"), [Bridge("l1")])
    found = wall(after_s=2)
    assert found["missed"][PETRA]["called_back_by"] == "109"
    assert found["figures"]["never_called_back"]["value"] == 0
    assert wall(after_s=13)["missed"] == {}
