"""Finds calls, and says what happened in them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from app.call_story import Sentence, Story
from app.calls.models import Call
from app.calls.provided import steps
from app.db import db
from app.ports.directory import labels
from app.ports.flows import node_labels
from designer.runtime.directory import Prompt


def has_calls() -> bool:
    """Return whether there is any call that the user may see."""
    return db.session.scalar(select(Call.id).limit(1)) is not None


def people() -> dict[str, str]:
    """Return the labels of employees, such as "Anna (101)", by extension."""
    return {name: label for (kind, name), label in labels().items() if kind == "employee"}


WITHOUT_A_DRAWING = {
    "internal": {
        "ring": lazy_gettext("Ring the phone"),
        "busy": lazy_gettext("Busy"),
        "message": lazy_gettext("Take a message"),
        "end": lazy_gettext("Hang up"),
    },
    "callback": {"call": lazy_gettext("Call back"), "end": lazy_gettext("Hang up")},
}
"""The labels of the blocks that calls of this direction go through if nobody has drawn them a flow."""


def labels_of(call: Call) -> dict[str, str]:
    """Return the labels, by node id, of the drawing that the call went through, or of the blocks that nobody drew."""
    known = WITHOUT_A_DRAWING.get(call.direction, {})
    return node_labels(call.program) or {name: str(label) for name, label in known.items()}


def went_by_a_drawing(call: Call) -> bool:
    """Return whether the call went through blocks that somebody drew."""
    return any(visit.block not in WITHOUT_A_DRAWING.get(call.direction, {}) for visit in call.visits)


def story_of(call: Call, prompts: Mapping[str, Prompt] | None = None) -> list[Sentence]:
    """Return the call in sentences; with the directory's *prompts*, these include what was spoken."""
    told = ((step.event, step.effects) for step in steps(call.id))
    return list(Story(labels_of(call), prompts).sentences(told, call.started_at.timestamp() * 1000))


def next_run() -> int:
    """Return the number of the next ``journal rebuild``."""
    return (db.session.scalar(select(func.max(Call.fold_run))) or 0) + 1
