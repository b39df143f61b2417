"""Manages flows: drafts, which may have faults, and published versions."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.company.service import lock_company, own_company
from app.db import db, now
from app.exchange import service as exchange
from app.flow_texts import translate
from app.flows import saved_tests, translated
from app.flows.models import Flow, FlowVersion, Number, Publication
from app.ports.directory import Reference, known
from app.ports.flows import published_uses
from app.ports.voice import voice
from app.slugs import free_name
from app.web.errors import Refused
from designer.drawing.compiler import Result, compile_flow
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.ids import INSIDE
from designer.runtime.program import Program

FORMAT = 1
MALFORMED = {"bad-format", "newer-format", "too-large", "bad-node", "bad-wire", "bad-note"}
"""Faults with which a graph can't even be drawn. With any other fault it can be saved as a draft."""


class Conflict(Refused):
    """Says that somebody else has saved the flow in the meantime."""

    status = 409
    code = "conflict"


class Malformed(Refused):
    """Says that what was sent is not a graph."""

    code = "malformed"


class HasFaults(Refused):
    """Says that a flow with faults can't be published."""

    code = "faults"


class StillPublished(Refused):
    """Says that a flow is in use, by a number or by another flow, and can't be deleted."""

    status = 409
    code = "published"


def list_flows() -> list[Flow]:
    """Return the company's flows by name."""
    return list(db.session.scalars(select(Flow).order_by(Flow.name, Flow.id)))


def find_flow(flow_id: int) -> Flow | None:
    """Return a flow of the company, or None."""
    return db.session.scalar(select(Flow).where(Flow.id == flow_id))


def flow_references() -> list[Reference]:
    """Return the flows that others may contain: those that have been published."""
    published = select(Flow).where(Flow.versions.any()).order_by(Flow.name, Flow.id)
    return [Reference("flow", flow.key, flow.name) for flow in db.session.scalars(published)]


def add_flow(name: str, graph: dict[str, Any] | None = None) -> Flow:
    """Create a flow; *graph* None means one with only a start."""
    start = {"id": "start", "type": "start", "label": "", "settings": {}, "position": {"x": 80, "y": 200}}
    empty = {"format": FORMAT, "name": name, "entry": "start", "nodes": [start], "wires": []}
    lock_company()
    key = free_name(name, set(db.session.scalars(select(Flow.key))))
    flow = Flow(key=key, name=name, draft=graph or empty)
    db.session.add(flow)
    db.session.flush()
    return flow


def delete_flow(flow: Flow) -> None:
    """Delete a flow. Raise StillPublished if a number or another flow uses it."""
    lock_company()
    if flow.numbers:
        numbers = ", ".join(number.number for number in flow.numbers)
        raise StillPublished(_("%(numbers)s leads to this flow. Lead it elsewhere first.", numbers=numbers))
    if users := ", ".join(f"“{name}”" for name in published_uses("flow", flow.key)):
        raise StillPublished(_("This flow is a part of %(flows)s.", flows=users))
    db.session.delete(flow)


def check(graph: Any) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """Compile against the company's current settings. Return the program (None on faults) and the diagnostics."""
    result = compiled(graph)
    return result.program, result.diagnostics


def compiled(graph: Any) -> Result:
    """Compile against the company's current settings and its published flows."""
    return compile_flow(graph, known(), published_graphs())


def faultless(graph: Any) -> Result:
    """Compile, and return a result that has a program. Raise HasFaults if the compiler finds faults."""
    result = compiled(graph)
    if result.program is None:
        sentence = _("The flow has faults, so no call can go through it.")
        raise HasFaults(sentence, diagnostics=translated.diagnostics(result.diagnostics))
    return result


def published_graphs() -> dict[str, Any]:
    """Return the graphs for which sub-flows stand: the last published version of each flow, by its key."""
    last = func.row_number().over(
        partition_by=FlowVersion.flow_id, order_by=(FlowVersion.published_at.desc(), FlowVersion.id.desc())
    )
    versions = select(FlowVersion.id, last.label("place")).subquery()
    rows = db.session.execute(
        select(Flow.key, FlowVersion.graph)
        .join(FlowVersion, FlowVersion.flow_id == Flow.id)
        .join(versions, versions.c.id == FlowVersion.id)
        .where(versions.c.place == 1)
    )
    return {key: graph for key, graph in rows}  # noqa: C416 - rows are no pairs to the type checker


def ready(result: Result, sentence: str) -> Program:
    """Return the program once everything that it says has a sound.

    Raise HasFaults with *sentence*, or what can't be spoken.
    """
    if result.program is None:
        raise HasFaults(sentence, diagnostics=translated.diagnostics(result.diagnostics))
    voice().make_spoken(result.spoken)
    return result.program


def save_draft(flow: Flow, graph: Any, revision: int) -> tuple[Diagnostic, ...]:
    """Save *graph* if *revision* is the newest, and return its faults. Raise Conflict if somebody else has saved it
    meanwhile, or Malformed if *graph* is none."""
    diagnostics = check(graph)[1]
    refuse_malformed(diagnostics)
    lock_company()
    check_revision(flow, revision)
    set_draft(flow, graph)
    return diagnostics


def set_draft(flow: Flow, graph: dict[str, Any]) -> None:
    """Replace the draft. The drawing also has the flow's name."""
    flow.draft = graph
    flow.name = graph.get("name", "").strip()[:80] or flow.name
    flow.revision += 1


def refuse_malformed(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Raise Malformed if the graph can't be drawn."""
    malformed = [diagnostic for diagnostic in diagnostics if diagnostic.code in MALFORMED]
    if malformed:
        sentence = _("This is not a flow: %(reason)s.", reason=translated.message(malformed[0]))
        raise Malformed(sentence, diagnostics=translated.diagnostics(diagnostics))


def publish(flow: Flow, author: str, revision: int | None = None, note: str = "") -> FlowVersion:
    """Publish the draft as a version on all numbers of the flow, and return it.

    Raise Conflict, HasFaults, TestsFailed, or what can't be spoken.
    """
    prepare_speech(flow.draft)
    lock_company()
    if revision is not None:
        check_revision(flow, revision)
    result = compiled(flow.draft)
    if result.program is not None:
        saved_tests.refuse_failing_tests(flow, result, labels_of(flow.draft, result.inner))
    program = ready(result, _("The flow has faults and can't be published."))
    version = version_of_draft(flow, result, author)
    version.note = note or version.note
    activate(version, program)
    return version


def prepare_speech(graph: dict[str, Any]) -> None:
    """Make the sounds that the flow needs before anything is locked, because that takes seconds.

    Raise what can't be spoken.
    """
    result = compiled(graph)
    if result.program is not None:
        voice().make_spoken(result.spoken)


def activate(version: FlowVersion, program: Program) -> None:
    """Let all numbers of the flow run *version*, from the next call on."""
    version.published_at = now()
    for number in version.flow.numbers:
        publish_on(number, version, program)


def publish_on(number: Number, version: FlowVersion, program: Program) -> None:
    """Let *number* run *version*, which compiles to *program*."""
    if number.publication is None:
        number.publication = Publication(version=version)
    number.publication.version, number.publication.published_at = version, now()
    exchange.set_program(number.number, own_company().customer_number, program)


def labels_of_draft(flow: Flow) -> dict[str, str]:
    """Return {node id: label} of the draft."""
    return labels_of(flow.draft, compiled(flow.draft).inner)


def labels_of(graph: dict[str, Any], inner: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return {node id: label} of a drawing, with what its result has as *inner*.

    A node of a sub-flow is named with the nodes that contain it: "Greeting: Menu".
    """
    types = translated.type_labels()
    labels = {node["id"]: node.get("label") or types[node["type"]] for node in graph["nodes"]}
    for node_id in sorted(inner):
        label, type_label = inner[node_id]
        caller = node_id.rpartition(INSIDE)[0]
        labels[node_id] = f"{labels[caller]}: {label or translate(type_label)}"
    return labels


def version_of_draft(flow: Flow, result: Result, author: str) -> FlowVersion:
    """Return the current version if the drawing is unchanged, else a new one.

    *result*, which has a program, is what the draft compiles to.
    """
    return version_of(flow, flow.draft, result, author)


def version_of(flow: Flow, graph: dict[str, Any], result: Result, author: str) -> FlowVersion:
    """Return the version of any drawing of the flow, like ``version_of_draft``."""
    assert result.program is not None
    current, sha = flow.current, result.program.sha
    if current and current.graph == graph and current.program_sha == sha:
        return current
    count = db.session.scalar(select(func.max(FlowVersion.version)).where(FlowVersion.flow_id == flow.id)) or 0
    version = FlowVersion(
        flow=flow,
        version=count + 1,
        graph=graph,
        program_sha=sha,
        inner=dict(result.inner),
        author=author,
        created_at=now(),
    )
    db.session.add(version)
    db.session.flush()
    db.session.refresh(flow, ["versions"])
    return version


def check_revision(flow: Flow, revision: int) -> None:
    """Raise Conflict unless *revision* is the newest."""
    if revision != flow.revision:
        raise Conflict(_("Somebody else has changed this flow in between."), revision=flow.revision)
