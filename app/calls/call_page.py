"""Gathers what the page of one call shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.calls import call_words, remarking, service
from app.calls.call_words import Names, TimelineWords
from app.calls.models import Call, CallWait
from app.calls.path_picture import path_picture
from app.calls.provided import steps
from app.calls.remark_models import CallQuality
from app.calls.timeline import Timeline, timeline
from app.db import db, now
from app.flow_texts import warning
from app.ports.callers import callers
from app.ports.calls import block_of
from app.ports.figures import figures
from app.ports.flows import drawing_of
from app.ports.recordings import RecordingOfCall, recordings

READY = "ready"


@dataclass(frozen=True, slots=True)
class Sound:
    """Describes a recording on the axis of its call. *begin_s* is where it begins there."""

    recording: RecordingOfCall
    begin_s: float
    end_s: float


def page_of(call: Call) -> dict[str, Any]:
    """Return the values of the page of *call*."""
    remarks, known = remarking.remarks_on(call), steps(call.id)
    waits = list(db.session.scalars(select(CallWait).where(CallWait.call == call.id).order_by(CallWait.place)))
    notes = [(note.at_s, note.text) for note in remarks["notes"] if note.at_s is not None]
    axis = timeline(call, waits, known, notes, now())
    names = call_words.names(callers().names_of([call.caller]))
    told = TimelineWords(names, service.labels_of(call))
    sounds, facts = _sounds(call, axis), figures().facts([call.id]).get(call.id)
    return {
        "call": call,
        "outcome": facts.outcome if facts else "",
        "outcome_label": figures().label("outcome", facts.outcome) if facts else "",
        "talking": talking_to(axis, told),
        "talkers": list(dict.fromkeys(told.lane(lane) for lane in axis.lanes[1:] if lane.has_talked)),
        "unrecorded": _unrecorded(sounds, axis),
        "names": names,
        "axis": axis,
        "told": told,
        "waited_s": facts.waited_s if facts else 0.0,
        "talked_s": facts.talked_s if facts else 0.0,
        "in_talks": call_words.in_talks(call_words.talk_count(axis)),
        "ended_by": call_words.ended_by(call, names),
        "line": _line(waits, call, names),
        "keys": [mark.text for marks in axis.marks for mark in marks if mark.kind == "key"],
        "sounds": sounds,
        "lists": callers().lists(),
        "on_lists": callers().lists_of(call.caller) if call.caller else [],
        "story": service.story_of(call),
        "warnings": [warning(each) for each in call.warnings],
        **_path(call),
        **_quality(call, names),
        **remarks,
    }


def talking_to(axis: Timeline, told: TimelineWords) -> tuple[str, float]:
    """Return with whom the caller talks now, and since which second; ("", 0.0) for nobody."""
    for lane in axis.lanes[1:]:
        for span in lane.spans:
            if span.kind == "talk" and span.end_s >= axis.length_s:
                return told.lane(lane), span.begin_s
    return "", 0.0


def _path(call: Call) -> dict[str, Any]:
    drawing = drawing_of(call.program, call.number)
    visited = [block_of(visit.block) for visit in call.visits]
    return {
        "drawing": drawing,
        "went_by_a_drawing": service.went_by_a_drawing(call),
        "picture": path_picture(visited, service.labels_of(call)),
    }


def _quality(call: Call, names: Names) -> dict[str, Any]:
    known = list(db.session.scalars(select(CallQuality).where(CallQuality.call == call.id)))
    level, word = call_words.quality_level(known)
    return {
        "quality": call_words.quality_rows(call, known, names),
        "quality_level": level,
        "quality_word": word,
    }


def _line(waits: Sequence[CallWait], call: Call, names: Names) -> list[str]:
    """Return the groups that the call went to, in their order, as people call them."""
    groups = [wait.group for wait in waits] + [leg.group for leg in call.legs]
    return [names.group(group) for group in dict.fromkeys(groups) if group]


def _sounds(call: Call, axis: Timeline) -> list[Sound]:
    found = []
    for each in recordings().recordings_of(call.id):
        begin_s = min(axis.length_s, max(0.0, (each["began_at"] - call.started_at).total_seconds()))
        end_s = min(axis.length_s, begin_s + (each["duration_s"] or 0.0))
        found.append(Sound(each, begin_s, end_s))
    return found


def _unrecorded(sounds: Sequence[Sound], axis: Timeline) -> list[tuple[float, float]]:
    """Return the stretches of the call of which there is no sound."""
    found, at_s = [], 0.0
    for sound in (each for each in sounds if each.recording["state"] == READY):
        if sound.begin_s - at_s > 1:
            found.append((at_s, sound.begin_s))
        at_s = max(at_s, sound.end_s)
    return [*found, (at_s, axis.length_s)] if axis.length_s - at_s > 1 else found
