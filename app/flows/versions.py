"""Going back to what was published before, and drawings that come from a file."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.company.service import hold_company
from app.db import db
from app.flow_texts import translate
from app.flows import service
from app.flows.graph_json import NotJson, TooLarge, read_json
from app.flows.models import Flow, FlowVersion
from designer.drawing.compiler import Result
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.diff import diff

PAGE = 20
NOT_IN_A_FILE_NAME = re.compile(r"[^\w-]+")


@dataclass(frozen=True)
class Told:
    """A version as the page shows it: *numbers* do it now; *changes* is what is otherwise than in the one before."""

    version: FlowVersion
    numbers: list[str]
    changes: list[str]


def list_versions(flow: Flow, page: int) -> tuple[list[Told], int]:
    """One page, the newest first, and how many pages there are."""
    numbers = in_use(flow)
    begin = (page - 1) * PAGE
    pairs = list(zip_longest(flow.versions, flow.versions[1:]))[begin : begin + PAGE]
    told = [Told(version, numbers.get(version.id, []), changes(before, version)) for version, before in pairs]
    return told, max(1, -(-len(flow.versions) // PAGE))


def in_use(flow: Flow) -> dict[int, list[str]]:
    """Which numbers do which version now, by its id."""
    numbers: dict[int, list[str]] = {}
    for number in flow.numbers:
        if number.publication:
            numbers.setdefault(number.publication.version_id, []).append(number.number)
    return numbers


def changes(before: FlowVersion | None, version: FlowVersion) -> list[str]:
    return diff(before.graph, version.graph).sentences(translate) if before else []


def unpublished(flow: Flow) -> list[str]:
    """What is otherwise in the draft than in the current version."""
    return diff(flow.current.graph, flow.draft).sentences(translate) if flow.current else []


def find_version(flow: Flow, number: int) -> FlowVersion | None:
    return db.session.scalar(select(FlowVersion).filter_by(flow_id=flow.id, version=number))


def roll_back(version: FlowVersion, author: str) -> FlowVersion:
    """Publish an older drawing again; it becomes the draft, too. The tests of the flow are about drafts to come, and
    don't hold it up.

    The version itself is in force again, as long as its drawing still compiles to the same program: else, as when a
    flow that it calls has changed, a new version of it is. Raises HasFaults.
    """
    flow = version.flow
    service.speak_first(version.graph)
    hold_company()
    sentence = _("Version %(version)s refers to what is not there any more.", version=version.version)
    result = service.compiled(version.graph)
    program = service.ready(result, sentence)
    service.set_draft(flow, version.graph)
    again = version if version.program_sha == program.sha else _anew(version, result, author)
    service.put_in_force(again, program)
    return again


def _anew(version: FlowVersion, result: Result, author: str) -> FlowVersion:
    again = service.version_of_draft(version.flow, result, author)
    again.note = _("As version %(version)s.", version=version.version)
    return again


def read_graph(data: bytes) -> Any:
    """A drawing from a file or from the clipboard. Raises Malformed."""
    try:
        return read_json(data)
    except (NotJson, TooLarge) as problem:
        raise service.Malformed(_("This is no flow: %(reason)s.", reason=problem)) from problem


def import_flow(graph: Any) -> tuple[Flow, tuple[Diagnostic, ...]]:
    """A new flow with this draft, and its faults. Raises Malformed for what can't be drawn, such as a newer format."""
    diagnostics = service.check(graph)[1]
    service.refuse_malformed(diagnostics)
    return service.add_flow(graph.get("name", "").strip()[:80] or _("Imported flow"), graph), diagnostics


def file_name(flow: Flow, version: FlowVersion | None) -> str:
    """Of an exported drawing: "main-v3.json"."""
    name = NOT_IN_A_FILE_NAME.sub("-", flow.name).strip("-").lower() or "flow"
    return f"{name}-v{version.version}.json" if version else f"{name}-draft.json"
