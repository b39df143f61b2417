"""What is written as JSON is read again, also what was written in the past."""

import pytest

from designer.runtime.effects import EFFECTS, Enter
from designer.runtime.events import EVENTS, FactsAnswered, QueuePosition
from designer.runtime.queue_events import (
    QUEUE_EFFECTS,
    QUEUE_EVENTS,
    CallbackGivenUp,
    JoinedQueue,
    LeftQueue,
    Position,
    RetryCallback,
    SettingsChanged,
    WrapUp,
    WrapUpEnded,
)

OF_THE_PAST = [
    (EFFECTS, {"type": "enter", "node": "menu", "outlet": "1"}, Enter("menu", "1")),
    (EVENTS, {"type": "told", "at": 1, "token": 2, "facts": {"free:sales": 3}}, FactsAnswered(1, 2, {"free:sales": 3})),
    (
        EVENTS,
        {"type": "queue_place", "at": 1, "place": 2, "wait_s": -1, "group": "sales"},
        QueuePosition(1, 2, -1, "sales"),
    ),
    (
        QUEUE_EVENTS,
        {
            "type": "joined",
            "at": 1,
            "group": "sales",
            "call": "c",
            "priority": 0,
            "skill": "",
            "most_waiting": 9,
            "wrap_up_s": 5,
        },
        JoinedQueue(1, "sales", "c", 0, "", 9, 5),
    ),
    (
        QUEUE_EVENTS,
        {"type": "left", "at": 1, "group": "sales", "call": "c", "callback": ""},
        LeftQueue(1, "sales", "c", ""),
    ),
    (QUEUE_EVENTS, {"type": "rested", "at": 1, "agent": "101", "token": 2}, WrapUpEnded(1, "101", 2)),
    (
        QUEUE_EVENTS,
        {"type": "again", "at": 1, "group": "sales", "number": "+491", "wrap_up_s": 0},
        RetryCallback(1, "sales", "+491", 0),
    ),
    (QUEUE_EVENTS, {"type": "as_new", "at": 1}, SettingsChanged(1)),
    (
        QUEUE_EFFECTS,
        {"type": "place", "group": "sales", "call": "c", "place": 1, "wait_s": 60},
        Position("sales", "c", 1, 60),
    ),
    (QUEUE_EFFECTS, {"type": "rest", "agent": "101", "token": 2, "after_ms": 3}, WrapUp("101", 2, 3)),
    (
        QUEUE_EFFECTS,
        {"type": "lost", "group": "sales", "number": "+491", "tries": 12},
        CallbackGivenUp("sales", "+491", 12),
    ),
]


@pytest.mark.parametrize(("codec", "written", "value"), OF_THE_PAST, ids=lambda each: getattr(each, "get", str)("type"))
def test_what_was_written_in_the_past_is_still_read(codec, written, value):
    assert codec.from_json(written) == value
    codec.check(written)
    today = codec.to_json(value)
    assert codec.from_json(today) == value
    assert codec.tag(written) == codec.tag(today) == today["type"]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ([], "not an object"),
        ({"at": 1}, "unknown type None"),
        ({"type": "nothing", "at": 1}, "unknown type 'nothing'"),
        ({"type": "told", "at": 1, "token": 2}, "facts_answered lacks 'facts'"),
        ({"type": "queue_place", "at": 1, "place": 1, "wait_s": 1, "line": 1}, "queue_position has no field 'line'"),
    ],
)
def test_what_is_no_event_is_refused(written, problem):
    with pytest.raises(ValueError, match=problem):
        EVENTS.from_json(written)
