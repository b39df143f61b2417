"""Replaces one thing by another in drafts and published flows, for example before an employee is deleted."""

from collections.abc import Collection, Iterator
from typing import Any

from flask_babel import gettext as _

from app.company.service import lock_company
from app.flows import service
from app.flows.models import Flow
from app.flows.uses import reference_fields, references_in
from app.ports.directory import known
from app.ports.flows import Thing
from app.web.errors import Refused
from designer.drawing.compiler import compile_flow
from designer.drawing.fields import reference_to

Graph = dict[str, Any]


class DoesNotFit(Refused):
    """Says that a block can't refer to such a thing."""

    code = "does_not_fit"


def replace_uses(old: Thing, new: Thing, flow_ids: Collection[int], author: str) -> None:
    """Replace *old* by *new*, as ``app.ports.directory`` describes.

    A published flow gets a new version without the other changes of its draft; so do the flows that contain it.
    Raise DoesNotFit, HasFaults, or what can't be spoken.
    """
    lock_company()
    flows = service.list_flows()
    renewed: dict[str, Graph] = {}
    for flow in flows:
        if flow.id in flow_ids:
            service.set_draft(flow, replaced(flow.draft, old, new, flow.name))
            if flow.current and old in references_in(flow.current.graph):
                renewed[flow.key] = replaced(flow.current.graph, old, new, flow.name)
    _publish(flows, renewed, author)


def replaced(graph: Graph, old: Thing, new: Thing, flow: str) -> Graph:
    """Return the drawing with *new* in the place of *old*. Raise DoesNotFit if the block can't refer to *new*."""
    return {**graph, "nodes": [_replaced_in(node, old, new, flow) for node in graph["nodes"]]}


def _replaced_in(node: Graph, old: Thing, new: Thing, flow: str) -> Graph:
    changes = {}
    for field, kinds in reference_fields().get(node["type"], ()):
        if old[0] in kinds and node.get("settings", {}).get(field) == reference_to(*old, kinds):
            if new[0] not in kinds:
                label = node.get("label") or node["type"]
                raise DoesNotFit(_("In “%(flow)s”, “%(block)s” needs an employee.", flow=flow, block=label))
            changes[field] = reference_to(*new, kinds)
    return {**node, "settings": {**node["settings"], **changes}} if changes else node


def _publish(flows: list[Flow], renewed: dict[str, Graph], author: str) -> None:
    graphs = service.published_graphs() | renewed
    names = known()
    for flow in _with_callers(flows, graphs, set(renewed)):
        graph = graphs[flow.key]
        sentence = _("“%(flow)s” would have faults. Change it on the canvas instead.", flow=flow.name)
        result = compile_flow(graph, names, graphs)
        program = service.ready(result, sentence)
        service.activate(service.version_of(flow, graph, result, author), program)


def _with_callers(flows: list[Flow], graphs: dict[str, Graph], keys: set[str]) -> Iterator[Flow]:
    """Yield the changed flows and those that contain them, inner ones first."""
    affected = set(keys)
    while found := {key for key in graphs if key not in affected and affected & _called(graphs[key])}:
        affected |= found
    due = [flow for flow in flows if flow.key in affected]
    while due:
        flow = next((each for each in due if not _called(graphs[each.key]) & {other.key for other in due}), due[0])
        due.remove(flow)
        yield flow


def _called(graph: Graph) -> set[str]:
    return {name for kind, name in references_in(graph) if kind == "flow"}
