"""Queues and those who are not to be disturbed, or do not work now."""

from designer.runtime import queue
from designer.runtime.queue import RECHECK_MS
from designer.runtime.queue_events import CallBack, Recheck, RecheckDue, Refuse, SettingsChanged
from tests.designer.stepped_queues import TWO, SteppedQueues, of_kind, offers

MINUTE_MS = 60_000
MIDNIGHT_TO_ONE = {"zone": "here", "week": [[[0, 60]]] * 7}
FROM_FIVE_PAST = {"zone": "here", "week": [[[5, 60]]] * 7}
FROM_TWO = {"zone": "here", "week": [[[120, 180]]] * 7}


class Company(SteppedQueues):
    """*own* is what employees have set up; the clock begins at midnight."""

    def __init__(self, members=None, **others):
        super().__init__(members, **others)
        self.own = {}

    def directory(self):
        found = super().directory()
        for extension, own in self.own.items():
            found["employees"][extension] |= own
        calendars = {"first": MIDNIGHT_TO_ONE, "soon": FROM_FIVE_PAST, "later": FROM_TWO}
        return {**found, "calendars": calendars, "zones": {"here": [[0, 0]]}}

    def settings_changed(self, **own):
        """*own* by extension, as "e101", from now on."""
        self.own = {name.removeprefix("e"): each for name, each in own.items()}
        return self.on(SettingsChanged(self.tick()))


def test_who_is_not_to_be_disturbed_is_offered_nobody():
    line = Company()
    line.settings_changed(e101={"dnd": True})
    assert offers(line.join("a")) == [("a", "102")]
    assert offers(line.join("b")) == []


def test_with_nobody_to_be_disturbed_the_queue_refuses():
    line = Company()
    line.settings_changed(e101={"dnd": True}, e102={"hours": "later"})
    assert line.join("a") == [Refuse("sales", "a", "nobody")]
    line.settings_changed(e101={"dnd": True})
    assert line.join("b", skill="french") == [Refuse("sales", "b", "nobody")]


def test_who_takes_calls_again_gets_the_one_that_waits_at_once():
    line = Company()
    line.settings_changed(e101={"dnd": True})
    line.served("a", "102")
    line.join("b")
    assert offers(line.settings_changed()) == [("b", "101")]


def test_who_does_not_want_to_be_disturbed_while_somebody_waits_is_not_offered():
    line = Company(TWO)
    line.served("a", "101")
    line.served("b", "102")
    line.join("c")
    line.settings_changed(e101={"dnd": True})
    assert offers(line.done("101")) == []
    assert offers(line.done("102")) == [("c", "102")]


def test_who_begins_to_work_is_offered_whoever_waits():
    line = Company()
    line.own = {"101": {"hours": "soon"}}
    line.served("a", "102")
    (recheck,) = of_kind(line.join("b"), Recheck)
    assert (recheck.reason, line.at + recheck.after_ms) == (queue.HOURS, 5 * MINUTE_MS)
    assert of_kind(line.join("c"), Recheck) == []
    line.at += recheck.after_ms - 1_000
    assert offers(line.on(RecheckDue(line.tick(), queue.HOURS))) == [("b", "101")]


def test_it_is_looked_again_until_somebody_works():
    line = Company()
    line.own = {"101": {"hours": "later"}}
    line.served("a", "102")
    found = line.join("b")
    for _ in range(3):
        (recheck,) = of_kind(found, Recheck)
        assert recheck.after_ms == RECHECK_MS
        line.at += RECHECK_MS
        found = line.on(RecheckDue(line.at, queue.HOURS))
    assert offers(line.done("102")) == [("b", "102")]


def test_a_promise_to_call_back_waits_for_the_hours_to_begin():
    line = Company({"101": []})
    line.served("a", "101")
    line.join("b")
    line.leave("b", callback="+491701")
    line.own = {"101": {"hours": "soon"}}
    (recheck,) = of_kind(line.done("101"), Recheck)
    line.at += recheck.after_ms
    assert of_kind(line.on(RecheckDue(line.at, queue.HOURS)), CallBack) == [CallBack("sales", "+491701", "101", 0)]


def test_while_all_work_nobody_looks_at_the_clock():
    line = Company()
    line.own = {"101": {"hours": "first"}, "102": {"hours": "first"}}
    line.served("a", "101")
    line.served("b", "102")
    assert of_kind(line.join("c"), Recheck) == []
