"""Flows: drafts that may have faults, and versions that are published."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.account.service import own_company
from app.db import db, now
from app.errors import Refused
from app.exchange import service as exchange
from app.flows.models import Flow, FlowVersion, Number, Publication
from app.references import known
from designer import Diagnostic, Program, compile_flow, describe

FORMAT = 1
MALFORMED = {"bad-format", "newer-format", "too-large", "bad-node", "bad-wire"}
"""With one of these a graph can't even be drawn; with any other fault it can be saved as a draft."""


class Conflict(Refused):
    """Somebody else saved in between."""

    status = 409
    code = "conflict"


class Malformed(Refused):
    """Not a graph at all."""

    code = "malformed"


class HasFaults(Refused):
    """A flow with faults can't be published."""

    code = "faults"


class StillPublished(Refused):
    """A flow that leads a number can't be deleted."""

    status = 409
    code = "published"


def list_flows() -> list[Flow]:
    return list(db.session.scalars(select(Flow).order_by(Flow.name, Flow.id)))


def add_flow(name: str, graph: dict[str, Any] | None = None) -> Flow:
    """*graph* None begins with the start alone."""
    start = {"id": "start", "type": "start", "label": "", "settings": {}, "position": {"x": 80, "y": 200}}
    empty = {"format": FORMAT, "name": name, "entry": "start", "nodes": [start], "wires": []}
    flow = Flow(name=name, draft=graph or empty)
    db.session.add(flow)
    db.session.flush()
    return flow


def delete_flow(flow: Flow) -> None:
    if flow.numbers:
        numbers = ", ".join(number.number for number in flow.numbers)
        raise StillPublished(_("%(numbers)s leads to this flow. Lead it elsewhere first.", numbers=numbers))
    db.session.delete(flow)


def check(graph: Any) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """By what the company in force has now."""
    result = compile_flow(graph, known())
    return result.program, result.diagnostics


def save_draft(flow: Flow, graph: Any, revision: int) -> tuple[Diagnostic, ...]:
    """Keep *graph* if *revision* is the newest. Raises Conflict and Malformed; returns its faults."""
    _check_revision(flow, revision)
    diagnostics = check(graph)[1]
    refuse_malformed(diagnostics)
    flow.draft = graph
    flow.name = graph.get("name", "").strip()[:80] or flow.name
    flow.revision += 1
    return diagnostics


def refuse_malformed(diagnostics: tuple[Diagnostic, ...]) -> None:
    if any(diagnostic.code in MALFORMED for diagnostic in diagnostics):
        raise Malformed(_("This is not a flow."), diagnostics=[each.to_json() for each in diagnostics])


def publish(flow: Flow, author: str, revision: int | None = None) -> FlowVersion:
    """Make a version of the draft, and let all numbers of the flow do it. Raises Conflict and HasFaults."""
    if revision is not None:
        _check_revision(flow, revision)
    program, diagnostics = check(flow.draft)
    if program is None:
        sentence = _("The flow has faults and can't be published.")
        raise HasFaults(sentence, diagnostics=[each.to_json() for each in diagnostics])
    version = _version(flow, program, author)
    for number in flow.numbers:
        lead(number, version, program)
    return version


def lead(number: Number, version: FlowVersion, program: Program) -> None:
    """Let *number* do *version*, which compiles to *program*."""
    if number.publication is None:
        number.publication = Publication(version=version)
    number.publication.version, number.publication.published_at = version, now()
    exchange.set_program(number.number, own_company().customer_number, program)


def labels_of_program(program_sha: str) -> dict[str, str]:
    """Node id -> label of the newest drawing that compiled to this program; {} when there is none."""
    newest = select(FlowVersion).where(FlowVersion.program_sha == program_sha).order_by(FlowVersion.id.desc()).limit(1)
    version = db.session.scalar(newest)
    if version is None:
        return {}
    types = {node["type"]: node["label"] for node in describe()}
    return {node["id"]: node.get("label") or types[node["type"]] for node in version.graph["nodes"]}


def _version(flow: Flow, program: Program, author: str) -> FlowVersion:
    """The newest version when the drawing is still the same, else a new one."""
    newest = flow.versions[0] if flow.versions else None
    if newest and newest.graph == flow.draft and newest.program_sha == program.sha:
        return newest
    count = db.session.scalar(select(func.max(FlowVersion.version)).where(FlowVersion.flow_id == flow.id)) or 0
    version = FlowVersion(
        flow=flow, version=count + 1, graph=flow.draft, program_sha=program.sha, author=author, created_at=now()
    )
    db.session.add(version)
    db.session.flush()
    db.session.refresh(flow, ["versions"])
    return version


def _check_revision(flow: Flow, revision: int) -> None:
    if revision != flow.revision:
        raise Conflict(_("Somebody else has changed this flow in between."), revision=flow.revision)
