"""Flows: drafts that may have faults, and versions that are published."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, func, select

from app.company.service import hold_company, own_company
from app.db import db, now
from app.exchange import service as exchange
from app.flow_texts import translate
from app.flows import saved_tests, translated
from app.flows.models import Flow, FlowVersion, Number, Publication
from app.ports.directory import Reference, known, make_spoken, published_uses
from app.ports.flows import Drawing
from app.slugs import free_name
from app.web.errors import Refused
from designer.drawing.compiler import Result, compile_flow
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.ids import INSIDE
from designer.runtime.program import Program

FORMAT = 1
MALFORMED = {"bad-format", "newer-format", "too-large", "bad-node", "bad-wire", "bad-note"}
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
    """A flow that leads a number, or is a part of one that does, can't be deleted."""

    status = 409
    code = "published"


def list_flows() -> list[Flow]:
    return list(db.session.scalars(select(Flow).order_by(Flow.name, Flow.id)))


def find_flow(flow_id: int) -> Flow | None:
    return db.session.scalar(select(Flow).where(Flow.id == flow_id))


def flow_references() -> list[Reference]:
    """Flows that others may call: those that have been published."""
    published = select(Flow).where(Flow.versions.any()).order_by(Flow.name, Flow.id)
    return [Reference("flow", flow.key, flow.name) for flow in db.session.scalars(published)]


def add_flow(name: str, graph: dict[str, Any] | None = None) -> Flow:
    """*graph* None begins with the start alone."""
    start = {"id": "start", "type": "start", "label": "", "settings": {}, "position": {"x": 80, "y": 200}}
    empty = {"format": FORMAT, "name": name, "entry": "start", "nodes": [start], "wires": []}
    hold_company()
    key = free_name(name, set(db.session.scalars(select(Flow.key))))
    flow = Flow(key=key, name=name, draft=graph or empty)
    db.session.add(flow)
    db.session.flush()
    return flow


def delete_flow(flow: Flow) -> None:
    hold_company()
    if flow.numbers:
        numbers = ", ".join(number.number for number in flow.numbers)
        raise StillPublished(_("%(numbers)s leads to this flow. Lead it elsewhere first.", numbers=numbers))
    if users := ", ".join(f"“{name}”" for name in published_uses("flow", flow.key)):
        raise StillPublished(_("This flow is a part of %(flows)s.", flows=users))
    db.session.delete(flow)


def check(graph: Any) -> tuple[Program | None, tuple[Diagnostic, ...]]:
    """By what the company in force has now."""
    result = compiled(graph)
    return result.program, result.diagnostics


def compiled(graph: Any) -> Result:
    """By what the company in force has now, and by its flows as they were published last."""
    return compile_flow(graph, known(), published_graphs())


def faultless(graph: Any) -> Result:
    """A result that has a program, to let calls go through it. Raises HasFaults."""
    result = compiled(graph)
    if result.program is None:
        sentence = _("The flow has faults, so no call can go through it.")
        raise HasFaults(sentence, diagnostics=translated.diagnostics(result.diagnostics))
    return result


def published_graphs() -> dict[str, Any]:
    """What a sub-flow stands for: the version of each flow that was published last, by the flow's key."""
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
    """The program, once everything that it says has a sound. Raises HasFaults with *sentence*, and what can't be
    spoken."""
    if result.program is None:
        raise HasFaults(sentence, diagnostics=translated.diagnostics(result.diagnostics))
    make_spoken(result.spoken)
    return result.program


def save_draft(flow: Flow, graph: Any, revision: int) -> tuple[Diagnostic, ...]:
    """Keep *graph* if *revision* is the newest. Raises Conflict and Malformed; returns its faults."""
    diagnostics = check(graph)[1]
    refuse_malformed(diagnostics)
    hold_company()
    check_revision(flow, revision)
    set_draft(flow, graph)
    return diagnostics


def set_draft(flow: Flow, graph: dict[str, Any]) -> None:
    """The drawing also says what the flow is called."""
    flow.draft = graph
    flow.name = graph.get("name", "").strip()[:80] or flow.name
    flow.revision += 1


def refuse_malformed(diagnostics: tuple[Diagnostic, ...]) -> None:
    malformed = [diagnostic for diagnostic in diagnostics if diagnostic.code in MALFORMED]
    if malformed:
        sentence = _("This is not a flow: %(reason)s.", reason=translated.message(malformed[0]))
        raise Malformed(sentence, diagnostics=translated.diagnostics(diagnostics))


def publish(flow: Flow, author: str, revision: int | None = None, note: str = "") -> FlowVersion:
    """Make a version of the draft, and let all numbers of the flow do it.

    Raises Conflict, HasFaults, TestsFailed, and what can't be spoken."""
    speak_first(flow.draft)
    hold_company()
    if revision is not None:
        check_revision(flow, revision)
    result = compiled(flow.draft)
    if result.program is not None:
        saved_tests.refuse_red(flow, result, labels_of(flow.draft, result.inner))
    program = ready(result, _("The flow has faults and can't be published."))
    version = version_of_draft(flow, result, author)
    version.note = note or version.note
    put_in_force(version, program)
    return version


def speak_first(graph: dict[str, Any]) -> None:
    """What it says, before anything is changed: that takes seconds, in which nobody has to wait. Raises what can't be
    spoken."""
    result = compiled(graph)
    if result.program is not None:
        make_spoken(result.spoken)


def put_in_force(version: FlowVersion, program: Program) -> None:
    """All numbers of the flow do *version* from the next call on."""
    version.published_at = now()
    for number in version.flow.numbers:
        lead(number, version, program)


def lead(number: Number, version: FlowVersion, program: Program) -> None:
    """Let *number* do *version*, which compiles to *program*."""
    if number.publication is None:
        number.publication = Publication(version=version)
    number.publication.version, number.publication.published_at = version, now()
    exchange.set_program(number.number, own_company().customer_number, program)


def drawing_of_program(program_sha: str, number: str = "") -> Drawing | None:
    """See ``app.ports.flows``."""
    query = (
        select(FlowVersion)
        .outerjoin(Number, and_(Number.flow_id == FlowVersion.flow_id, Number.number == number))
        .where(FlowVersion.program_sha == program_sha)
        .order_by(Number.id.is_(None), FlowVersion.id.desc())
    )
    version = db.session.scalar(query.limit(1))
    if version is None:
        return None
    return Drawing(version.flow_id, version.graph, labels_of(version.graph, version.inner))


def labels_of_draft(flow: Flow) -> dict[str, str]:
    return labels_of(flow.draft, compiled(flow.draft).inner)


def labels_of(graph: dict[str, Any], inner: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Node id -> label of a drawing, with what its result has as *inner*. A node of a sub-flow is named with the nodes
    that lead into it: "Greeting: Menu"."""
    types = translated.type_labels()
    labels = {node["id"]: node.get("label") or types[node["type"]] for node in graph["nodes"]}
    for node_id in sorted(inner):
        label, type_label = inner[node_id]
        caller = node_id.rpartition(INSIDE)[0]
        labels[node_id] = f"{labels[caller]}: {label or translate(type_label)}"
    return labels


def version_of_draft(flow: Flow, result: Result, author: str) -> FlowVersion:
    """The current version when the drawing is still the same, else a new one; *result*, which has a program, is what
    the draft compiles to."""
    return version_of(flow, flow.draft, result, author)


def version_of(flow: Flow, graph: dict[str, Any], result: Result, author: str) -> FlowVersion:
    """Like ``version_of_draft``, for any drawing of the flow."""
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
    if revision != flow.revision:
        raise Conflict(_("Somebody else has changed this flow in between."), revision=flow.revision)
