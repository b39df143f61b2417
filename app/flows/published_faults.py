"""Finds faults in published flows that arose after publishing, because something they refer to has changed."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.flows.models import FlowVersion, Number, Publication
from app.flows.service import labels_of, published_graphs
from app.ports.directory import known
from app.ports.flows import Consequence
from designer.drawing.compiler import compile_flow


def published_faults() -> list[Consequence]:
    """Return the faults, for ``app.ports.flows``."""
    published = _published()
    if not published:
        return []
    names, graphs = known(), published_graphs()
    return [
        fault for version, numbers in published.values() for fault in _faults(version, tuple(numbers), names, graphs)
    ]


def _published() -> dict[int, tuple[FlowVersion, list[str]]]:
    """Return the published versions by id, each with the numbers it answers."""
    rows = db.session.execute(
        select(FlowVersion, Number.number)
        .join(Publication, Publication.version_id == FlowVersion.id)
        .join(Number, Number.id == Publication.number_id)
        .options(joinedload(FlowVersion.flow))
        .order_by(Number.number)
    )
    found: dict[int, tuple[FlowVersion, list[str]]] = {}
    for version, number in rows:
        found.setdefault(version.id, (version, []))[1].append(number)
    return found


def _faults(
    version: FlowVersion, numbers: tuple[str, ...], names: dict[str, set[str]], graphs: dict[str, object]
) -> Iterator[Consequence]:
    diagnostics = compile_flow(version.graph, names, graphs).diagnostics
    labels = labels_of(version.graph, version.inner) if diagnostics else {}
    for each in diagnostics:
        yield Consequence(version.flow_id, version.flow.name, numbers, labels.get(each.node or "", ""), each)
