"""Reads and changes the company's progress in the guide. Nothing here commits."""

from sqlalchemy import select

from app.db import db
from app.flows.models import Flow
from app.flows.service import find_flow
from app.guide.models import GuideProgress


def progress() -> GuideProgress:
    """Return the company's progress. A new one is stored only if a function below changes it."""
    return db.session.scalar(select(GuideProgress).limit(1)) or GuideProgress(skipped=[], is_closed=False)


def skip(name: str) -> None:
    """Mark a step as skipped."""
    kept = _stored()
    kept.skipped = [*{*kept.skipped, name}]


def resume(name: str) -> None:
    """Unmark a skipped step, because somebody works on it."""
    if name in progress().skipped:
        kept = _stored()
        kept.skipped = [each for each in kept.skipped if each != name]


def close(is_closed: bool) -> None:
    """Put the guide away, or bring it back."""
    _stored().is_closed = is_closed


def drawn_flow() -> Flow | None:
    """Return the flow that the guide drew, or None."""
    flow_id = progress().flow_id
    return find_flow(flow_id) if flow_id is not None else None


def remember_flow(flow: Flow) -> None:
    """Remember the flow that the guide drew."""
    _stored().flow_id = flow.id


def _stored() -> GuideProgress:
    kept = progress()
    db.session.add(kept)
    db.session.flush()
    return kept
