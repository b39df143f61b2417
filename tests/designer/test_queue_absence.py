"""Queues and those who are not to be disturbed, or do not work now."""

from designer.runtime import queue
from designer.runtime.queue import RECHECK_MS
from designer.runtime.queue_events import CallBack, Recheck, RecheckDue, Refuse, SettingsChanged, WrapUpEnded
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
    queues = Company()
    queues.settings_changed(e101={"chosen": {"state": "do_not_disturb"}})
    assert offers(queues.join("a")) == [("a", "102")]
    assert offers(queues.join("b")) == []


def test_with_nobody_to_be_disturbed_the_queue_refuses():
    queues = Company()
    queues.settings_changed(e101={"chosen": {"state": "do_not_disturb"}}, e102={"hours": "later"})
    assert queues.join("a") == [Refuse("sales", "a", "nobody")]
    queues.settings_changed(e101={"chosen": {"state": "do_not_disturb"}})
    assert queues.join("b", skill="french") == [Refuse("sales", "b", "nobody")]


def test_who_takes_calls_again_gets_the_one_that_waits_at_once():
    queues = Company()
    queues.settings_changed(e101={"chosen": {"state": "do_not_disturb"}})
    queues.served("a", "102")
    queues.join("b")
    assert offers(queues.settings_changed()) == [("b", "101")]


def test_who_does_not_want_to_be_disturbed_while_somebody_waits_is_not_offered():
    queues = Company(TWO)
    queues.served("a", "101")
    queues.served("b", "102")
    queues.join("c")
    queues.settings_changed(e101={"chosen": {"state": "do_not_disturb"}})
    assert offers(queues.done("101")) == []
    assert offers(queues.done("102")) == [("c", "102")]


def test_who_begins_to_work_is_offered_whoever_waits():
    queues = Company()
    queues.own = {"101": {"hours": "soon"}}
    queues.served("a", "102")
    (recheck,) = of_kind(queues.join("b"), Recheck)
    assert (recheck.reason, queues.at + recheck.after_ms) == (queue.HOURS, 5 * MINUTE_MS)
    assert of_kind(queues.join("c"), Recheck) == []
    queues.at += recheck.after_ms - 1_000
    assert offers(queues.on(RecheckDue(queues.tick(), queue.HOURS))) == [("b", "101")]


def test_it_is_looked_again_until_somebody_works():
    queues = Company()
    queues.own = {"101": {"hours": "later"}}
    queues.served("a", "102")
    found = queues.join("b")
    for _ in range(3):
        (recheck,) = of_kind(found, Recheck)
        assert recheck.after_ms == RECHECK_MS
        queues.at += RECHECK_MS
        found = queues.on(RecheckDue(queues.at, queue.HOURS))
    assert offers(queues.done("102")) == [("b", "102")]


def test_a_promise_to_call_back_waits_for_the_hours_to_begin():
    queues = Company({"101": []})
    queues.served("a", "101")
    queues.join("b")
    queues.leave("b", callback="+491701")
    queues.own = {"101": {"hours": "soon"}}
    (recheck,) = of_kind(queues.done("101"), Recheck)
    queues.at += recheck.after_ms
    assert of_kind(queues.on(RecheckDue(queues.at, queue.HOURS)), CallBack) == [CallBack("sales", "+491701", "101", 0)]


def test_while_all_work_nobody_looks_at_the_clock():
    queues = Company()
    queues.own = {"101": {"hours": "first"}, "102": {"hours": "first"}}
    queues.served("a", "101")
    queues.served("b", "102")
    assert of_kind(queues.join("c"), Recheck) == []


def paused(until_ms=None):
    return {"chosen": {"state": "paused"} | ({"until_ms": until_ms} if until_ms else {})}


def test_a_pause_during_a_wrap_up_ends_it_and_nothing_is_offered_until_the_return():
    queues = Company()
    queues.wrap_up_s = {"sales": 30}
    queues.served("a", "101")
    queues.served("b", "102")
    queues.join("c")
    assert offers(queues.done("101")) == []
    assert offers(queues.settings_changed(e101=paused())) == []
    assert queues.state["agents"]["101"]["doing"] == "free"
    queues.at += 30_000
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", 1))) == []
    assert offers(queues.settings_changed()) == [("c", "101")]


def test_a_pause_with_an_end_is_over_by_itself_to_the_second():
    queues = Company()
    queues.own = {"102": {"hours": "later"}}
    queues.settings_changed(e102=paused(end := 90_500))
    queues.served("a", "101")
    (recheck,) = of_kind(queues.join("b"), Recheck)
    assert queues.at + recheck.after_ms == end
    queues.at = end
    assert offers(queues.on(RecheckDue(end, queue.HOURS))) == [("b", "102")]


def test_a_pause_that_ends_sooner_than_the_hours_begin_is_looked_at_then():
    queues = Company({"101": [], "102": [], "103": []})
    queues.settings_changed(e102={"hours": "soon"}, e103=paused())
    queues.served("a", "101")
    queues.join("b")
    (recheck,) = of_kind(queues.settings_changed(e102={"hours": "soon"}, e103=paused(60_000)), Recheck)
    assert queues.at + recheck.after_ms == 60_000


def test_nobody_looks_at_the_clock_for_a_pause_without_an_end():
    queues = Company()
    queues.settings_changed(e102=paused())
    queues.served("a", "101")
    assert of_kind(queues.join("b"), Recheck) == []
