"""Which drawings refer to what: read off the catalogue's reference fields, so that a new node type is known at once."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import select

from app.db import db
from app.flows.models import FlowVersion, Publication
from app.flows.service import published_graphs
from designer import describe


def references_in(graph: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(kind, name) of everything that a graph which compiles refers to."""
    for node in graph["nodes"]:
        for field, kinds in _reference_fields().get(node["type"], ()):
            value = node.get("settings", {}).get(field)
            if not value:
                continue
            kind, _colon, name = value.partition(":") if len(kinds) > 1 else (kinds[0], "", value)
            yield kind, name


def flows_published_with(kind: str, name: str) -> list[str]:
    """Names of the flows that lead a number now and refer to it."""
    versions = db.session.scalars(select(FlowVersion).join(Publication, Publication.version_id == FlowVersion.id))
    graphs = published_graphs()
    return sorted({each.flow.name for each in versions.unique() if (kind, name) in _with_sub_flows(each.graph, graphs)})


def _with_sub_flows(graph: dict[str, Any], graphs: dict[str, Any]) -> set[tuple[str, str]]:
    """What a graph refers to, and what the flows that it calls refer to."""
    found: set[tuple[str, str]] = set()
    due = [graph]
    while due:
        new = set(references_in(due.pop())) - found
        found |= new
        due += [graphs[name] for kind, name in new if kind == "flow" and name in graphs]
    return found


@cache
def _reference_fields() -> dict[str, list[tuple[str, list[str]]]]:
    """Node type -> [(field, kinds)]. With several kinds the value is "kind:name"."""
    return {
        node["type"]: [(field["name"], field["refers_to"]) for field in node["fields"] if field["kind"] == "reference"]
        for node in describe()
    }
