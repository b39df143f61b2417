"""What people do to queues: take a caller, send one to a colleague, move one forward, let another group help."""

import pytest

from designer.runtime import queue_acts
from designer.runtime.queue_events import HelpBegan, HelpEnded, Position, Promoted, Reserved, Withdraw
from tests.designer.stepped_queues import SteppedQueues, full_house, of_kind, offers


def reserve(queues, call, agent):
    return queues.on(Reserved(queues.tick(), call, agent))


def promote(queues, call, to):
    return queues.on(Promoted(queues.tick(), call, to))


def refusal(queues, act):
    return queue_acts.refusal(queues.directory(), queues.state, act)


def line(queues, group="sales"):
    return [each["call"] for each in queue_acts.in_line(queues.state["waiting"]) if each["group"] == group]


def test_somebody_of_no_group_takes_a_caller_and_talks():
    queues = full_house()
    queues.join("a")
    queues.join("b")
    assert offers(reserve(queues, "b", "120")) == [("b", "120")]
    queues.talks("b", "120")
    assert line(queues) == ["a"]
    assert queues.state["agents"]["120"]["doing"] == "talking"


def test_whoever_is_rung_for_the_caller_is_withdrawn_first_and_has_missed_nothing():
    queues = SteppedQueues()
    assert offers(queues.join("a")) == [("a", "101")]
    found = reserve(queues, "a", "120")
    assert (of_kind(found, Withdraw), offers(found)) == ([Withdraw("sales", "a", "101")], [])
    assert offers(queues.missed("a", "101")) == [("a", "120")]
    assert queues.state["agents"]["101"]["doing"] == "free"


def test_whoever_answers_before_the_withdrawal_talks():
    queues = SteppedQueues()
    queues.join("a")
    reserve(queues, "a", "120")
    queues.talks("a", "101")
    assert line(queues) == []
    assert refusal(queues, Reserved(0, "a", "120")) == "talking:101"
    assert queues.state["agents"].get("120", {"doing": "free"})["doing"] == "free"


def test_a_caller_who_is_not_taken_after_all_keeps_the_place():
    queues = full_house()
    queues.join("a")
    queues.join("b")
    reserve(queues, "a", "120")
    queues.missed("a", "120")
    assert line(queues) == ["a", "b"]
    assert offers(queues.done("101")) == [("a", "101")]


def test_of_two_who_take_a_caller_the_first_one_does():
    queues = full_house()
    queues.join("a")
    reserve(queues, "a", "120")
    assert refusal(queues, Reserved(0, "a", "121")) == "taken:120"
    assert refusal(queues, Promoted(0, "a", "top")) == "taken:120"


def test_a_caller_who_hangs_up_meanwhile_is_gone():
    queues = full_house()
    queues.join("a")
    queues.over("a")
    assert refusal(queues, Reserved(0, "a", "120")) == "gone"
    assert reserve(queues, "a", "120") == []


def test_nobody_in_a_call_can_take_one_and_a_claim_is_lost_with_the_next_call():
    queues = full_house()
    queues.join("a")
    assert refusal(queues, Reserved(0, "a", "101")) == "busy"
    assert reserve(queues, "a", "101") == []
    queues = SteppedQueues({"101": [], "102": []})
    queues.join("a")
    reserve(queues, "a", "120")
    queues.in_call("own", "120")
    assert offers(queues.missed("a", "101")) == [("a", "102")]


def test_wrap_up_is_no_obstacle_to_taking_a_caller():
    queues = SteppedQueues({"101": []})
    queues.wrap_up_s = {"sales": 60}
    queues.served("a", "101")
    queues.join("b")
    assert offers(queues.done("101")) == []
    assert refusal(queues, Reserved(0, "b", "101")) == ""
    assert offers(reserve(queues, "b", "101")) == [("b", "101")]


@pytest.mark.parametrize(
    ("call", "to", "after"),
    [("c", "up", ["a", "c", "b"]), ("c", "top", ["c", "a", "b"]), ("b", "top", ["b", "a", "c"])],
)
def test_a_caller_is_moved_forward_whatever_the_priority(call, to, after):
    queues = full_house()
    queues.join("a", priority=2)
    queues.join("b")
    queues.join("c")
    positions = {each.call: each.position for each in of_kind(promote(queues, call, to), Position)}
    assert line(queues) == after
    assert positions == {each: after.index(each) + 1 for each in positions}
    assert offers(queues.done("101"))[0][0] == after[0]


def test_those_who_came_at_the_same_moment_change_places_too():
    queues = full_house()
    for call in ("a", "b", "c"):
        queues.at = 50_000
        queues.join(call)
    promote(queues, "c", "top")
    assert line(queues) == ["c", "a", "b"]
    promote(queues, "b", "up")
    assert line(queues) == ["c", "b", "a"]


def test_a_move_changes_nothing_for_another_group():
    queues = full_house()
    queues.others = {"support": {"103": []}}
    queues.join("x", group="support")
    queues.join("a")
    queues.join("y", group="support")
    queues.join("b")
    promote(queues, "b", "top")
    assert line(queues, "support") == ["x", "y"]
    assert line(queues) == ["b", "a"]


def test_the_first_in_line_can_not_be_moved():
    queues = full_house()
    queues.join("a")
    assert refusal(queues, Promoted(0, "a", "up")) == "is_first"
    assert promote(queues, "a", "up") == []


def helped():
    """Two wait for Sales, where all talk, and 103 of Support is free."""
    queues = full_house()
    queues.others = {"support": {"103": []}}
    queues.join("a")
    queues.join("b")
    return queues


def test_another_group_helps_until_nobody_waits():
    queues = helped()
    assert refusal(queues, HelpBegan(0, "sales", "support")) == ""
    assert offers(queues.on(HelpBegan(queues.tick(), "sales", "support"))) == [("a", "103")]
    assert refusal(queues, HelpBegan(0, "sales", "support")) == "helps_already"
    queues.talks("a", "103")
    assert queues.state["helpers"] == {"sales": ["support"]}
    assert offers(queues.done("103")) == [("b", "103")]
    queues.talks("b", "103")
    assert queues.state["helpers"] == {}
    queues.done("103")
    assert offers(queues.join("c")) == []


def test_help_is_undone():
    queues = helped()
    queues.on(HelpBegan(queues.tick(), "sales", "support"))
    queues.talks("a", "103")
    assert refusal(queues, HelpEnded(0, "sales", "support")) == ""
    queues.on(HelpEnded(queues.tick(), "sales", "support"))
    assert offers(queues.done("103")) == []
    assert refusal(queues, HelpEnded(0, "sales", "support")) == "helps_no_more"


def test_nobody_helps_where_nobody_waits_or_with_nobody():
    queues = helped()
    assert refusal(queues, HelpBegan(0, "support", "sales")) == "nobody_waits"
    queues.others = {"support": {}}
    assert refusal(queues, HelpBegan(0, "sales", "support")) == "nobody_there"


def test_a_caller_who_was_sent_on_waits_as_long_as_before():
    queues = full_house()
    queues.others = {"support": {"103": []}}
    queues.join("x", group="support")
    queues.talks("x", "103")
    first = queues.at
    queues.join("a")
    queues.join("y", group="support")
    queues.leave("a")
    queues.join("a", group="support", since=first)
    assert line(queues, "support") == ["a", "y"]
