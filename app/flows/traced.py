"""Shows one real call on the drawing of the version that it went through."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.call_story import Story, ending
from app.db import db
from app.flows import service
from app.flows.models import Flow, FlowVersion
from app.ports.calls import CallPath, block_of
from app.ports.journal import lines_of
from app.web.errors import Refused
from designer.drawing.ids import INSIDE
from designer.drawing.outlets import Outlets, outlets_of

JsonObject = dict[str, Any]


class VersionGone(Refused):
    """Says that no version of the flow is the one that the call went through."""

    status = 404
    code = "version_gone"


def trace(flow: Flow, walk: CallPath) -> JsonObject:
    """Return the drawing and the "steps" of the call: see ``told_steps``. Raise VersionGone."""
    version = _version(flow, walk)
    story = Story(service.labels_of(version.graph, version.inner))
    began = walk.started_at.timestamp() * 1000
    return {
        "id": walk.call,
        "caller": walk.caller,
        "caller_name": walk.caller_name,
        "number": walk.number,
        "at": walk.started_at.isoformat(),
        "seconds": (walk.ended_at - walk.started_at).total_seconds() if walk.ended_at else None,
        "ending": ending(walk.ended),
        "version": version.version,
        "graph": version.graph,
        "steps": told_steps(story, outlets_of(version.graph), lines_of(walk.call), began),
    }


def _version(flow: Flow, walk: CallPath) -> FlowVersion:
    """Return the version. Of several with the same program, it is the newest that existed when the call came."""
    same = select(FlowVersion).where(FlowVersion.flow_id == flow.id, FlowVersion.program_sha == walk.program)
    found = list(db.session.scalars(same.order_by(FlowVersion.version.desc())))
    if not found:
        raise VersionGone(_("The drawing that this call went through is not there any more."))
    return next((version for version in found if version.created_at <= walk.started_at), found[-1])


def told_steps(story: Story, ways: Outlets, lines: Iterable[JsonObject], began: float) -> list[JsonObject]:
    """Return what happened at each block of the drawing: {"at_s", "node", "place", "outlet", "sentences"}.

    "outlet" is the one by which the call left the previous block, "" if unknown, and None if it was here already.
    "place" names the block of a sub-flow, and is "" on the drawing itself.
    """
    telling = _Telling(story, ways)
    for line in lines:
        at_s = max(0.0, (line["at"] - began) / 1000)
        for happened in (line["event"], *line["effects"]):
            if happened["type"] == "enter":
                telling.enter(at_s, happened["node"], happened.get("outcome", happened.get("outlet", "")))
            elif sentence := story.tell(happened):
                telling.say(at_s, sentence)
    return telling.steps


class _Telling:
    """Collects the steps."""

    def __init__(self, story: Story, ways: Outlets) -> None:
        self.steps: list[JsonObject] = []
        self._story, self._ways = story, ways
        self._before: list[str] = []
        """Said before the call came to any block."""

    def enter(self, at_s: float, node: str, outcome: str) -> None:
        inside = INSIDE in node
        here = self.steps[-1]["node"] if self.steps else ""
        outlet = None if inside else self._ways.outlet(here, outcome, node)
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
