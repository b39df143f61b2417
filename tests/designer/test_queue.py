"""The queues of a company: who is next, who is offered, who rests."""

import copy
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.runtime import promises, queue
from designer.runtime.members import members_of
from designer.runtime.queue_events import (
    CallBack,
    CallBackAnswered,
    CallBackBegan,
    CallbackGivenUp,
    Done,
    HelpBegan,
    HelpEnded,
    InCall,
    JoinedQueue,
    LeftQueue,
    Missed,
    Over,
    Position,
    Promoted,
    RecheckDue,
    Refuse,
    Reserved,
    RetryCallback,
    Talks,
    WrapUp,
    WrapUpEnded,
)
from tests.designer.drawing import DIRECTORY
from tests.designer.stepped_queues import TWO, SteppedQueues, full_house, of_kind, offers


def test_who_comes_while_somebody_is_free_is_offered():
    assert offers(SteppedQueues().join("a")) == [("a", "101")]


def test_who_came_first_goes_first():
    queues = full_house()
    assert offers(queues.join("a") + queues.join("b")) == []
    assert offers(queues.done("102")) == [("a", "102")]
    assert offers(queues.done("101")) == [("b", "101")]


def test_a_higher_priority_goes_before():
    queues = full_house()
    queues.join("a")
    queues.join("vip", priority=5)
    assert offers(queues.done("101")) == [("vip", "101")]


def test_the_employee_who_has_been_free_longest_is_offered():
    queues = full_house()
    queues.done("102")
    queues.done("101")
    assert offers(queues.join("a")) == [("a", "102")]


def test_only_somebody_with_the_skill_is_offered():
    queues = SteppedQueues()
    assert offers(queues.join("a", skill="french")) == [("a", "101")]
    assert offers(queues.join("b", skill="french")) == []
    assert offers(queues.join("c")) == [("c", "102")]


def test_who_waits_for_a_skill_does_not_hold_up_the_others():
    queues = full_house()
    queues.join("a", skill="french")
    queues.join("b")
    assert offers(queues.done("102")) == [("b", "102")]


@pytest.mark.parametrize(("members", "skill"), [({}, ""), (TWO, "chinese")])
def test_nobody_could_ever_take_it(members, skill):
    assert SteppedQueues(members).join("a", skill=skill) == [Refuse("sales", "a", "nobody")]


def test_the_queue_is_full():
    queues = full_house()
    queues.join("a", most=2)
    queues.join("b", most=2)
    assert queues.join("c", most=2) == [Refuse("sales", "c", "full")]
    queues.leave("a")
    assert of_kind(queues.join("c", most=2), Refuse) == []


def test_who_waits_already_does_not_wait_twice():
    queues = full_house()
    queues.join("a")
    assert queues.join("a") == []
    assert len(queues.state["waiting"]) == 1


def test_after_a_talk_an_employee_rests():
    queues = SteppedQueues({"101": []})
    queues.join("a", wrap_up_s=7)
    queues.talks("a", "101")
    queues.join("b")
    (rest,) = of_kind(queues.done("101"), WrapUp)
    assert (rest.agent, rest.after_ms) == ("101", 7_000)
    assert queues.on(WrapUpEnded(queues.tick(), "101", rest.token + 1)) == []
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", rest.token))) == [("b", "101")]


def test_a_rest_that_is_over_already_ends_nothing_else():
    queues = SteppedQueues({"101": []})
    queues.join("a")
    queues.talks("a", "101")
    assert queues.on(WrapUpEnded(queues.tick(), "101", 0)) == []
    assert queues.state["agents"]["101"]["doing"] == "talking"


def test_who_does_not_answer_rests_and_the_caller_keeps_the_place():
    queues = SteppedQueues()
    queues.join("a")
    queues.join("b")
    queues.join("c")
    found = queues.missed("a", "101")
    assert of_kind(found, WrapUp) == [WrapUp("101", 1, queue.MISSED_WRAP_UP_MS)]
    assert offers(queues.on(WrapUpEnded(queues.tick(), "101", 1))) == [("a", "101")]


def test_another_one_is_offered_at_once():
    queues = SteppedQueues()
    queues.join("a")
    assert offers(queues.missed("a", "101")) == [("a", "102")]


@pytest.mark.parametrize("event", [Missed(0, "a", "102"), Talks(0, "a", "102"), Done(0, "101"), Talks(0, "x", "101")])
def test_what_is_not_so_changes_nothing(event):
    queues = SteppedQueues()
    queues.join("a")
    waiting = copy.deepcopy(queues.state["waiting"])
    assert offers(queues.on(event)) == []
    assert queues.state["waiting"] == waiting
    assert queues.state["agents"]["101"]["doing"] == "offered"


def test_who_leaves_sets_the_offered_employee_free():
    queues = SteppedQueues({"101": []})
    queues.join("a")
    queues.join("b")
    assert offers(queues.leave("a")) == [("b", "101")]
    assert queues.leave("a") == []


def test_a_callback_keeps_its_place_and_is_served():
    queues = full_house()
    queues.join("a", wrap_up_s=3)
    queues.join("b")
    assert of_kind(queues.leave("a", "+49170"), Position) == []
    found = queues.done("101")
    assert of_kind(found, CallBack) == [CallBack("sales", "+49170", "101", 3)]
    assert offers(found) == []
    assert queues.state["agents"]["101"]["doing"] == "talking"
    assert offers(queues.done("102")) == [("b", "102")]
    assert of_kind(queues.done("101"), WrapUp)[0].after_ms == 3_000


def test_a_callback_that_the_employee_missed_is_tried_again():
    queues = full_house({"101": []})
    queues.join("a")
    queues.leave("a", "+49170")
    queues.done("101")
    (rest,) = of_kind(queues.missed("", "101"), WrapUp)
    queues.on(RetryCallback(queues.tick(), "sales", "+49170", 3))
    found = queues.on(WrapUpEnded(queues.tick(), "101", rest.token))
    assert of_kind(found, CallBack) == [CallBack("sales", "+49170", "101", 3)]


def test_who_is_offered_may_still_be_called_back():
    queues = SteppedQueues({"101": []})
    queues.join("a")
    assert of_kind(queues.leave("a", "+49170"), CallBack) == [CallBack("sales", "+49170", "101", 0)]


def test_places_are_told_when_they_change():
    queues = full_house()
    assert of_kind(queues.join("a"), Position) == [Position("sales", "a", 1, -1)]
    assert of_kind(queues.join("b"), Position) == [Position("sales", "b", 2, -1)]
    assert of_kind(queues.join("vip", priority=1), Position) == [
        Position("sales", "vip", 1, -1),
        Position("sales", "a", 2, -1),
        Position("sales", "b", 3, -1),
    ]
    assert of_kind(queues.leave("a"), Position) == [Position("sales", "b", 2, -1)]


def test_the_wait_is_estimated_from_the_last_talks():
    queues = full_house({"101": []})
    queues.join("a")
    queues.join("b")
    queues.at += 58_000
    found = queues.done("101")
    assert of_kind(found, Position) == [Position("sales", "a", 1, 61), Position("sales", "b", 2, 122)]


def test_only_the_last_talks_tell_how_long_one_takes():
    queues = SteppedQueues({"101": []})
    for number in range(queue.MOST_TALKS + 5):
        queues.served(f"c{number}", "101")
        queues.done("101")
    assert len(queues.state["talks_ms"]["sales"]) == queue.MOST_TALKS


def test_members_are_those_who_have_a_phone():
    employees = {**DIRECTORY["employees"], "102": {"name": "Jörg", "phones": []}}
    assert members_of({**DIRECTORY, "employees": employees}, "sales") == {"101": ["french"]}
    assert members_of(DIRECTORY, "lost") == {}


def test_somebody_who_left_the_group_is_not_offered():
    queues = full_house()
    queues.join("a")
    queues.members = {"101": []}
    assert offers(queues.done("102")) == []
    assert offers(queues.done("101")) == [("a", "101")]


CALLS = st.sampled_from([f"c{number}" for number in range(8)])
GROUPS = st.sampled_from(["sales", "support"])
AGENTS = st.sampled_from(["101", "102", "103", "104"])
EVENTS = st.one_of(
    st.builds(
        JoinedQueue,
        st.just(0),
        GROUPS,
        CALLS,
        st.integers(0, 2),
        st.sampled_from(["", "french"]),
        st.integers(1, 9),
        st.integers(0, 1),
    ),
    st.builds(LeftQueue, st.just(0), st.just(""), CALLS, st.sampled_from(["", "", "+49170", "+49171"])),
    st.builds(Talks, st.just(0), CALLS, AGENTS),
    st.builds(Missed, st.just(0), CALLS | st.just(""), AGENTS),
    st.builds(Done, st.just(0), AGENTS),
    st.builds(InCall, st.just(0), CALLS, AGENTS, GROUPS | st.just("")),
    st.builds(Over, st.just(0), CALLS),
    st.builds(WrapUpEnded, st.just(0), AGENTS, st.integers(0, 6)),
    st.builds(RecheckDue, st.just(0), st.sampled_from([queue.HOURS, promises.CALLBACK])),
    st.builds(RetryCallback, st.just(0), GROUPS, st.just("+49172"), st.just(0), st.integers(0, 40)),
    st.builds(Reserved, st.just(0), CALLS, AGENTS | st.just("999")),
    st.builds(Promoted, st.just(0), CALLS, st.sampled_from(["up", "top"])),
    st.builds(HelpBegan, st.just(0), GROUPS, GROUPS),
    st.builds(HelpEnded, st.just(0), GROUPS, GROUPS),
    st.builds(CallBackBegan, st.just(0), st.sampled_from(["+49170", "+49172"]), AGENTS),
    st.builds(CallBackAnswered, st.just(0), st.sampled_from(["+49170", "+49172"]), AGENTS),
    st.sampled_from(["next talks", "next is missed"]),
)
MEMBERS = st.dictionaries(st.sampled_from(["101", "102", "103"]), st.sampled_from([[], ["french"]]))


def likely(queues, word):
    """An event about whoever is offered now: by chance alone it would hardly ever come."""
    offered = [entry for entry in queues.state["waiting"] if entry["offered"]]
    if not offered:
        return Done(0, "101")
    kind = Talks if word == "next talks" else Missed
    return kind(0, offered[0]["call"], offered[0]["offered"])


@given(MEMBERS, MEMBERS, st.dictionaries(GROUPS, st.sampled_from([1, 600])), st.lists(EVENTS, max_size=60))
@settings(max_examples=600, deadline=None)
def test_whatever_happens_nobody_is_lost_or_has_two_callers(sales, support, wrap_up_s, happened):
    support = {name: sales.get(name, skills) for name, skills in support.items()}
    queues, again = SteppedQueues(sales, support=support), SteppedQueues(sales, support=support)
    queues.wrap_up_s = again.wrap_up_s = wrap_up_s
    waits = Counter()
    for word in happened:
        event = likely(queues, word) if isinstance(word, str) else word
        before = copy.deepcopy(queues.state)
        found = queues.on(event)
        assert again.on(event) == found
        assert again.state == queues.state
        waits = follow(waits, before, event, found)
        assert waits == Counter(entry["call"] or entry["callback"] for entry in queues.state["waiting"])
        check(queues)


def follow(waits, before, event, found):
    """Who should wait now: those who joined and were not refused, did not leave and do not talk."""
    waits = Counter(waits)
    if isinstance(event, JoinedQueue) and not waits[event.call] and not of_kind(found, Refuse):
        waits[event.call] += 1
    if isinstance(event, LeftQueue) and waits[event.call]:
        waits[event.call] -= 1
        if event.callback:
            waits[event.callback] += 1
    if isinstance(event, Over) and waits[event.call]:
        waits[event.call] -= 1
    offered = {entry["call"]: entry["offered"] for entry in before["waiting"]}
    if isinstance(event, Talks) and offered.get(event.call) == event.agent:
        waits[event.call] -= 1
    if isinstance(event, RetryCallback):
        waits[event.number] += 1
    if isinstance(event, CallBackAnswered):
        del waits[event.number]
    for each in of_kind(found, CallBack | CallbackGivenUp):
        waits[each.number] -= 1
    return +waits


def check(queues):
    """Who is offered is offered once, and an employee for whom somebody who can be served waits is not idle."""
    skills_of = {"sales": queues.members, **queues.others}
    offered = [entry["offered"] for entry in queues.state["waiting"] if entry["offered"]]
    assert len(offered) == len(set(offered))
    doing = {name: agent["doing"] for name, agent in queues.state["agents"].items()}
    assert sorted(offered) == sorted(name for name, what in doing.items() if what == "offered")
    for entry in queues.state["waiting"]:
        for name, skills in skills_of[entry["group"]].items():
            can = not entry["skill"] or entry["skill"] in skills
            is_in_call = bool(queues.state["agents"][name]["calls"]) if name in doing else False
            is_due = entry["due"] <= queues.at
            is_at_work = doing.get(name) in ("offered", "talking", "wrap_up") or is_in_call
            assert entry["offered"] or not is_due or not can or is_at_work
