"""Shows one real call on the drawing of the version that it went through."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.call_story import Happening, Story, ending, seconds
from app.db import db
from app.flows import service
from app.flows.models import Flow, FlowVersion
from app.ports.calls import CallPath, block_of, calls
from app.web.errors import Refused
from designer.drawing.ids import INSIDE
from designer.drawing.outlets import Outlets, outlets_of
from designer.runtime.effects import Enter

JsonObject = dict[str, Any]


class VersionGone(Refused):
    """Says that no version of the flow is the one that the call went through."""

    status = 404
    code = "version_gone"


def trace(flow: Flow, call: CallPath) -> JsonObject:
    """Return the drawing and the "steps" of the call: see ``story_steps``. Raise VersionGone if that version is
    gone."""
    version = _version(flow, call)
    story = Story(service.labels_of(version.graph, version.inner))
    began_ms = call.started_at.timestamp() * 1000
    steps = [(step.event, step.effects) for step in calls().steps(call.call)]
    return {
        "id": call.call,
        "caller": call.caller,
        "caller_name": call.caller_name,
        "number": call.number,
        "at": call.started_at.isoformat(),
        "seconds": max(0.0, (call.ended_at - call.started_at).total_seconds()) if call.ended_at else None,
        "ending": ending(call.ended),
        "version": version.version,
        "graph": version.graph,
        "steps": story_steps(story, outlets_of(version.graph), steps, began_ms),
    }


def _version(flow: Flow, call: CallPath) -> FlowVersion:
    """Return the version. Of several with the same program, it is the newest that existed when the call came."""
    same = select(FlowVersion).where(FlowVersion.flow_id == flow.id, FlowVersion.program_sha == call.program)
    found = list(db.session.scalars(same.order_by(FlowVersion.version.desc())))
    if not found:
        raise VersionGone(_("The drawing that this call went through is not there any more."))
    return next((version for version in found if version.created_at <= call.started_at), found[-1])


def story_steps(story: Story, outlets: Outlets, steps: Iterable[Happening], began_ms: float) -> list[JsonObject]:
    """Return what happened at each block of the drawing: {"at_s", "node", "place", "outlet", "sentences"}.

    "outlet" is the one by which the call left the previous block, "" if unknown, and None if it was here already.
    "place" names the block of a sub-flow, and is "" on the drawing itself.
    """
    writer = _StepWriter(story, outlets)
    for event, done in steps:
        at_s = seconds(event, began_ms)
        for happened in (event, *done):
            if isinstance(happened, Enter):
                writer.enter(at_s, happened.node, happened.outcome)
            elif sentence := story.sentence(happened):
                writer.say(at_s, sentence)
    return writer.steps


class _StepWriter:
    """Collects the steps."""

    def __init__(self, story: Story, outlets: Outlets) -> None:
        self.steps: list[JsonObject] = []
        self._story, self._outlets = story, outlets
        self._before: list[str] = []
        """Said before the call came to any block."""

    def enter(self, at_s: float, node: str, outcome: str) -> None:
        inside = INSIDE in node
        here = self.steps[-1]["node"] if self.steps else ""
        outlet = None if inside else self._outlets.outlet(here, outcome, node)
        self._add(at_s, block_of(node), self._story.node(node) if inside else "", outlet, self._before)
        self._before = []

    def say(self, at_s: float, sentence: str) -> None:
        if not self.steps:
            self._before.append(sentence)
        elif self.steps[-1]["at_s"] == at_s:
            self.steps[-1]["sentences"].append(sentence)
        else:
            self._add(at_s, self.steps[-1]["node"], self.steps[-1]["place"], None, [sentence])

    def _add(self, at_s: float, node: str, place: str, outlet: str | None, sentences: list[str]) -> None:
        self.steps.append({"at_s": at_s, "node": node, "place": place, "outlet": outlet, "sentences": sentences})
