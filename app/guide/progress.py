"""What the guide remembers of the company in force. Nothing is committed."""

from sqlalchemy import select

from app.db import db
from app.flows.models import Flow
from app.flows.service import find_flow
from app.guide.models import GuideProgress


def progress() -> GuideProgress:
    """A new one is kept with the next commit only if it is changed by one of the functions below."""
    return db.session.scalar(select(GuideProgress).limit(1)) or GuideProgress(skipped=[], is_closed=False)


def skip(name: str) -> None:
    kept = _kept()
    kept.skipped = [*{*kept.skipped, name}]


def resume(name: str) -> None:
    """Who works on a step that was skipped does not skip it any more."""
    if name in progress().skipped:
        kept = _kept()
        kept.skipped = [each for each in kept.skipped if each != name]


def close(is_closed: bool) -> None:
    _kept().is_closed = is_closed


def drawn_flow() -> Flow | None:
    flow_id = progress().flow_id
    return find_flow(flow_id) if flow_id is not None else None


def remember_flow(flow: Flow) -> None:
    _kept().flow_id = flow.id


def _kept() -> GuideProgress:
    kept = progress()
    db.session.add(kept)
    db.session.flush()
    return kept
