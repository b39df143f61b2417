"""A call on one time axis: who was in it when, and what happened."""

from datetime import UTC, datetime, timedelta

import pytest

from app.calls.models import Call, CallLeg, CallVisit, CallWait
from app.calls.timeline import Mark, timeline
from designer.runtime import effects, events
from designer.runtime.journal_entries import Step

BEGAN = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


def at(seconds):
    return BEGAN + timedelta(seconds=seconds)


def leg(name, extension="", dialled=0, answered=None, ended=None, cause="hung_up", number="", group="support"):
    return CallLeg(
        leg=name,
        extension=extension,
        number=number,
        group=group,
        dialled_at=at(dialled),
        answered_at=None if answered is None else at(answered),
        ended_at=None if ended is None else at(ended),
        cause=cause if ended is not None else "",
    )


def wait(joined, left, group="support"):
    return CallWait(group=group, joined_at=at(joined), left_at=None if left is None else at(left))


def step(second, event, *done):
    return Step(round(at(second).timestamp() * 1000), "node1", "c", 0, event, done)


def laid_out(*legs, waits=(), steps=(), notes=(), ended=408, visits=(), until=None):
    call = Call(id="c", started_at=BEGAN, ended_at=None if ended is None else at(ended), direction="inbound")
    rows = [CallVisit(block=block, at_ms=round(at(second).timestamp() * 1000)) for second, block in visits]
    call.__dict__["legs"], call.__dict__["visits"] = list(legs), rows
    return timeline(call, waits, steps, notes, until or at(999))


def spans(lane):
    return [(span.kind, span.begin_s, span.end_s) for span in lane.spans]


def test_a_caller_waits_and_talks_with_two_one_after_the_other():
    found = laid_out(
        leg("b1", "111", 46, 52, 190),
        leg("b2", "121", 190, 221, 408, group="workshop"),
        waits=[wait(14, 52)],
        visits=[(0, "start"), (9, "menu"), (14, "support")],
    )
    exchange, finn, karim = found.lanes
    assert spans(exchange) == [("flow", 0, 14), ("wait", 14, 52), ("wait", 190, 221)]
    assert exchange.spans[0].blocks == ("start", "menu")
    assert spans(finn) == [("ring", 46, 52), ("talk", 52, 190)]
    assert spans(karim) == [("ring", 190, 221), ("talk", 221, 408)]


def test_those_who_talked_come_first_and_each_person_has_one_lane():
    found = laid_out(
        leg("b1", "101", 5, None, 20, "no_answer"),
        leg("b2", "102", 5, 20, 60),
        leg("b3", "101", 30, None, 40, "busy"),
    )
    assert [lane.extension for lane in found.lanes[1:]] == ["102", "101"]
    assert [span.cause for span in found.lanes[2].spans] == ["no_answer", "busy"]


def test_phones_that_ring_together_are_one_wait():
    found = laid_out(leg("b1", "101", 5, None, 20, "no_answer"), leg("b2", "102", 6, None, 25, "no_answer"), ended=30)
    assert spans(found.lanes[0]) == [("flow", 0, 5), ("wait", 5, 25), ("flow", 25, 30)]


def test_a_call_that_goes_on_goes_up_to_now():
    found = laid_out(leg("b1", "101", 5, 10), waits=[wait(2, 10)], ended=None, until=at(60))
    assert found.length_s == 60
    assert spans(found.lanes[1])[-1] == ("talk", 10, 60)


@pytest.mark.parametrize("jump", [-3600, 3600])
def test_a_clock_that_jumped_leaves_nothing_outside_the_axis(jump):
    found = laid_out(leg("b1", "101", 5 + jump, 10 + jump, 20), waits=[wait(jump, 10)], ended=30)
    for lane in found.lanes:
        assert all(0 <= span.begin_s <= span.end_s <= 30 for span in lane.spans)


def test_a_message_is_part_of_the_call():
    record = effects.Record("r1", "message", "group:sales")
    steps = [
        step(8, events.PromptEnded(0, 1), record),
        step(40, events.CallerGone(0), effects.StopRecording("r1")),
    ]
    assert spans(laid_out(steps=steps, ended=40).lanes[0]) == [("flow", 0, 8), ("message", 8, 40)]


def test_marks_say_what_happened_and_near_ones_stand_together():
    steps = [
        step(9, events.Digit(0, "1")),
        step(10, events.Digit(0, "2"), effects.Tag("VIP")),
        step(200, events.PromptEnded(0, 1), effects.Record("r1", "call", "group:sales")),
    ]
    marks = laid_out(steps=steps, notes=[(300.0, "Good")]).marks
    assert marks == [
        (Mark(9, "key", "1"), Mark(10, "key", "2"), Mark(10, "tag", "VIP")),
        (Mark(200, "recording"),),
        (Mark(300, "note", "Good"),),
    ]


@pytest.mark.parametrize(("length_s", "step_s"), [(5, 1), (30, 5), (408, 60), (3600, 600), (90_000, 14400)])
def test_the_axis_has_a_handful_of_ticks(length_s, step_s):
    ticks = laid_out(ended=length_s).ticks
    assert ticks[:2] == [0, step_s]
    assert len(ticks) <= 8


def test_a_call_of_no_length_is_drawn():
    found = laid_out(ended=0)
    assert found.length_s == 1
    assert found.share(5) == 1
