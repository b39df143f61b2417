"""Tells Prometheus how many calls there are, and how they ended lately."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, select

from app.calls.models import Call, CallWait
from app.db import db, now
from app.ports.metrics import Gauge, MetricSource, gauge

LATELY = timedelta(minutes=5)
OUTCOMES = ("talk", "voicemail", "callback", "missed", "refused", "none")


def _read() -> Iterable[Gauge]:
    open_calls = select(func.count(Call.id)).where(Call.ended_at.is_(None))
    waiting = select(func.count(CallWait.call), func.min(CallWait.joined_at)).join(Call, Call.id == CallWait.call)
    count, since = db.session.execute(waiting.where(CallWait.left_at.is_(None), Call.ended_at.is_(None))).one()
    longest_s = max(0.0, (now() - since).total_seconds()) if since else 0.0
    ended = select(Call.outcome, func.sum(Call.count)).where(Call.ended_at >= now() - LATELY).group_by(Call.outcome)
    lately = {outcome or "none": float(calls) for outcome, calls in db.session.execute(ended)}
    return (
        gauge("calls_in_progress", "Calls in progress.", float(db.session.scalar(open_calls) or 0)),
        gauge("callers_waiting", "Callers who wait in a queue.", float(count)),
        gauge("longest_wait_seconds", "How long the caller who waits longest has waited, in seconds.", longest_s),
        Gauge(
            "calls_ended_in_5_minutes",
            "Calls that ended in the last five minutes, by outcome: talk, voicemail, callback (promised), missed, "
            "refused, or none (nobody was asked for).",
            tuple(((each,), lately.get(each, 0.0)) for each in OUTCOMES),
            ("outcome",),
        ),
    )


SOURCE = MetricSource("calls", _read)
