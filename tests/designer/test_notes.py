"""Notes are read as strictly as blocks, told when they change, and change nothing about a call."""

import pytest

from designer.drawing.compiler import compile_flow
from designer.drawing.diff_notes import note_changes
from designer.drawing.graph import parse
from designer.drawing.notes import MOST_NOTES
from tests.designer.drawing import KNOWN, flow, node

GRAPH = flow([node("bye", "hangup")])


def note(note_id="note-1", **changes):
    whole = {"text": "Ask Anna", "color": "blue", "position": {"x": 0, "y": 0}, "size": {"width": 240, "height": 90}}
    return {"id": note_id, **whole, **changes}


def faults(*notes):
    return [(fault.code, fault.field) for fault in parse({**GRAPH, "notes": list(notes)})[1]]


def test_a_drawing_with_notes_is_the_same_program():
    with_notes = compile_flow({**GRAPH, "notes": [note()]}, KNOWN).program
    without = compile_flow(GRAPH, KNOWN).program
    assert with_notes
    assert without
    assert with_notes.sha == without.sha


def test_what_a_note_may_leave_out():
    bare = {"id": "a", "position": {"x": 0, "y": 0}, "size": {"width": 1, "height": 1}}
    assert faults(bare, note()) == []


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({}, "notes"),
        ("note", "notes"),
        (note("a/b"), "notes"),
        (note(7), "notes"),
        (note(text=None), "text"),
        (note(text="x" * 2001), "text"),
        (note(text="\0"), "text"),
        (note(color="pink"), "color"),
        (note(color=[]), "color"),
        (note(position={"x": 0}), "position"),
        (note(position={"x": float("inf"), "y": 0}), "position"),
        (note(size={"width": 0, "height": 5}), "size"),
        (note(size={"width": True, "height": 5}), "size"),
        (note(size=None), "size"),
        (note(shape="round"), "shape"),
    ],
)
def test_a_bad_note_is_named(bad, field):
    assert faults(bad) == [("bad-note", field)]


def test_notes_are_a_list_with_a_name_each():
    assert [fault.code for fault in parse({**GRAPH, "notes": {}})[1]] == ["bad-format"]
    assert faults(note(), note()) == [("bad-note", "notes")]


def test_too_many_notes_are_refused():
    many = [note(f"n{index}") for index in range(MOST_NOTES + 1)]
    assert faults(*many) == [("too-large", "notes")]
    assert faults(*many[:-1]) == []


def told(before, after):
    return [str(change.words) for change in note_changes(before, after)]


def test_notes_come_and_go_and_change():
    assert told(None, [note()]) == ["The note “Ask Anna” is new"]
    assert told([note()], []) == ["The note “Ask Anna” is gone"]
    assert told([note()], [note(text="Ask\nBen", color="red")]) == [
        "The note “Ask Anna” says “Ask Ben” now",
        "A note is red now, blue before",
    ]


def test_a_moved_note_is_no_change():
    moved = note(position={"x": 9, "y": 9}, size={"width": 900, "height": 90})
    assert told([note()], [moved]) == []


def test_a_long_note_is_told_in_short():
    (sentence,) = told([], [note(text="word " * 100)])
    assert len(sentence) < 90
