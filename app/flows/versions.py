"""Rolls back to published versions, and imports drawings."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from app.company.service import lock_company
from app.db import db
from app.flow_texts import translate
from app.flows import service
from app.flows.graph_json import NotJson, TooLarge, read_json
from app.flows.models import Flow, FlowVersion
from app.paging import page_count
from app.ports.directory import labels
from designer.drawing.compiler import Result
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.diff import LabelOf, diff

PAGE = 20
NOT_IN_A_FILE_NAME = re.compile(r"[^\w-]+")


@dataclass(frozen=True)
class VersionRow:
    """Describes a version on the page: *numbers* run it now; *changes* are the differences from the version before."""

    version: FlowVersion
    numbers: list[str]
    changes: list[str]


def list_versions(flow: Flow, page: int) -> tuple[list[VersionRow], int]:
    """Return one page of versions, the newest first, and the number of pages."""
    numbers = in_use(flow)
    begin = (page - 1) * PAGE
    pairs = list(zip_longest(flow.versions, flow.versions[1:]))[begin : begin + PAGE]
    label_of = labeller()
    rows = [
        VersionRow(version, numbers.get(version.id, []), _changes(before, version, label_of))
        for version, before in pairs
    ]
    return rows, page_count(len(flow.versions), PAGE)


def in_use(flow: Flow) -> dict[int, list[str]]:
    """Return the numbers that run each version now, by its id."""
    numbers: dict[int, list[str]] = {}
    for number in flow.numbers:
        if number.publication:
            numbers.setdefault(number.publication.version_id, []).append(number.number)
    return numbers


def labeller() -> LabelOf:
    """Return a function that tells what people call what a setting refers to."""
    known = labels()
    return lambda kind, name: known.get((kind, name), name)


def _changes(before: FlowVersion | None, version: FlowVersion, label_of: LabelOf) -> list[str]:
    return diff(before.graph, version.graph, label_of).sentences(translate) if before else []


def unpublished(flow: Flow) -> list[str]:
    """Return the differences between the current version and the draft, in sentences."""
    return diff(flow.current.graph, flow.draft, labeller()).sentences(translate) if flow.current else []


def find_version(flow: Flow, number: int) -> FlowVersion | None:
    """Return a version of the flow, or None."""
    return db.session.scalar(select(FlowVersion).filter_by(flow_id=flow.id, version=number))


def roll_back(version: FlowVersion, author: str) -> FlowVersion:
    """Publish an older drawing again, also as the draft, and return the version. Raise HasFaults if the flow has
    faults.

    The flow's tests do not apply, because they are about future drafts. The version itself is used if its drawing
    still compiles to the same program. If not, for example because a flow that it contains has changed, a new
    version is.
    """
    flow = version.flow
    service.prepare_speech(version.graph)
    lock_company()
    sentence = _("Version %(version)s refers to what is not there any more.", version=version.version)
    result = service.compiled(version.graph)
    program = service.ready(result, sentence)
    service.set_draft(flow, version.graph)
    again = version if version.program_sha == program.sha else _anew(version, result, author)
    service.activate(again, program)
    return again


def _anew(version: FlowVersion, result: Result, author: str) -> FlowVersion:
    again = service.version_of_draft(version.flow, result, author)
    again.note = _("As version %(version)s.", version=version.version)
    return again


def read_graph(data: bytes) -> Any:
    """Return a drawing from a file or the clipboard. Raise Malformed if it is no drawing."""
    try:
        return read_json(data)
    except (NotJson, TooLarge) as problem:
        raise service.Malformed(_("This is no flow: %(reason)s.", reason=problem)) from problem


def import_flow(graph: Any) -> tuple[Flow, tuple[Diagnostic, ...]]:
    """Create a flow with this draft. Return it and its faults.

    Raise Malformed for a graph that can't be drawn, for example one of a newer format.
    """
    diagnostics = service.check(graph)[1]
    service.refuse_malformed(diagnostics)
    return service.add_flow(graph.get("name", "").strip()[:80] or _("Imported flow"), graph), diagnostics


def file_name(flow: Flow, version: FlowVersion | None) -> str:
    """Return the name of an exported drawing, such as "main-v3.json"."""
    name = NOT_IN_A_FILE_NAME.sub("-", flow.name).strip("-").lower() or "flow"
    return f"{name}-v{version.version}.json" if version else f"{name}-draft.json"
