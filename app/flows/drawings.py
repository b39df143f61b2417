"""Finds the drawings that calls go through, for ``app.ports.flows``."""

from datetime import datetime
from typing import Any

from flask_babel import get_locale
from sqlalchemy import Row, and_, select

from app.db import db
from app.flows.models import Flow, FlowVersion, Number
from app.flows.service import labels_of
from app.port import Memory
from app.ports.flows import Drawing, Programs

MOST_DRAWINGS = 64

_recent: Memory[dict[tuple[Any, ...], Drawing]] = Memory(dict)
"""Drawings that were asked for lately. A version never changes, and the canvas asks again whenever a call does."""


def drawing_of_program(program_sha: str, number: str = "") -> Drawing | None:
    """Return the newest drawing that compiled to the program, of the flow of *number* if that has one."""
    query = (
        select(FlowVersion.id, FlowVersion.flow_id, FlowVersion.company_id, FlowVersion.created_at)
        .outerjoin(Number, and_(Number.flow_id == FlowVersion.flow_id, Number.number == number))
        .where(FlowVersion.program_sha == program_sha)
        .order_by(Number.id.is_(None), FlowVersion.id.desc())
    )
    row = db.session.execute(query.limit(1)).one_or_none()
    return _drawing(row) if row else None


def programs() -> Programs:
    """Return which flows and programs the company in force has."""
    names = db.session.execute(select(Flow.id, Flow.name).order_by(Flow.name)).all()
    versions = db.session.execute(
        select(FlowVersion.program_sha, FlowVersion.flow_id).order_by(FlowVersion.published_at, FlowVersion.id)
    ).all()
    numbers = db.session.execute(select(Number.number, Number.flow_id)).all()
    leads = {number: flow_id for number, flow_id in numbers if flow_id is not None}
    return Programs(dict(names), tuple((program, flow_id) for program, flow_id in versions), leads)


def _drawing(row: Row[int, int, int, datetime]) -> Drawing:
    recent, key = _recent(), (*row, str(get_locale()))
    if key not in recent:
        version = db.session.get_one(FlowVersion, row.id)
        recent[key] = _drawing_of(version)
        if len(recent) > MOST_DRAWINGS:
            del recent[next(iter(recent))]
    return recent[key]


def _drawing_of(version: FlowVersion) -> Drawing:
    labels = labels_of(version.graph, version.inner)
    return Drawing(version.flow_id, version.graph, labels, version.version)
