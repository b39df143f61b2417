"""Finds which drawings refer to what, by the catalogue's reference fields, so that new node types are included."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select

from app.db import db
from app.flows import translated
from app.flows.models import Flow, FlowVersion, Publication
from app.flows.service import list_flows, published_graphs
from app.ports.flows import Use
from designer.drawing.catalog import describe
from designer.drawing.fields import referred


def references_in(graph: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of everything that a graph refers to."""
    for node in graph["nodes"]:
        yield from references_of(node)


def references_of(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of what a node refers to, skipping invalid values of a draft."""
    for field, kinds in reference_fields().get(node["type"], ()):
        value = node.get("settings", {}).get(field)
        if not value or not isinstance(value, str):
            continue
        yield referred(value, kinds)


def all_uses() -> list[Use]:
    """Return all uses, for ``app.ports.directory``."""
    graphs: dict[str, list[tuple[dict[str, Any], bool]]] = {}
    for key, graph in _graphs_of_calls():
        graphs.setdefault(key, []).append((graph, True))
    labels = translated.type_labels()
    found: dict[tuple[int, str, str, str], Use] = {}
    for flow in list_flows():
        for graph, is_published in (*graphs.get(flow.key, ()), (flow.draft, False)):
            for use in _uses_in(flow, graph, is_published, labels):
                found.setdefault((use.flow_id, use.node, use.kind, use.name), use)
    return list(found.values())


def _uses_in(flow: Flow, graph: dict[str, Any], is_published: bool, labels: Mapping[str, str]) -> Iterator[Use]:
    for node in graph["nodes"]:
        label = node.get("label") or labels.get(node["type"], node["type"])
        for kind, name in references_of(node):
            yield Use(kind, name, flow.id, flow.name, node["id"], label, is_published)


def _graphs_of_calls() -> list[tuple[str, dict[str, Any]]]:
    """Return (key, drawing) of each flow that a call to a number may reach now, itself or as part of another."""
    rows = db.session.execute(
        select(Flow.key, FlowVersion.graph)
        .join(FlowVersion, FlowVersion.flow_id == Flow.id)
        .where(FlowVersion.id.in_(select(Publication.version_id)))
    )
    newest = published_graphs()
    found = [(key, graph) for key, graph in rows]
    parts: set[str] = set()
    due = [graph for _key, graph in found]
    while due:
        new = {name for kind, name in references_in(due.pop()) if kind == "flow" and name in newest} - parts
        parts |= new
        due += [newest[name] for name in new]
    return found + [(name, newest[name]) for name in sorted(parts)]


@cache
def reference_fields() -> dict[str, list[tuple[str, list[str]]]]:
    """Return {node type: [(field, kinds)]}. With several kinds the value is "kind:name"."""
    return {
        node["type"]: [(field["name"], field["refers_to"]) for field in node["fields"] if field["kind"] == "reference"]
        for node in describe()
    }
