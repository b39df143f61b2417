"""Finds out who has a wrap-up after a talk, from the steps of the queues."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select

from app.calls.models import WrapUp
from app.calls.reading import Agent
from app.db import db, now
from app.db.upserts import connection, put, table_of
from app.moments import moment
from app.ports.calls import LiveWrapUp
from designer.runtime.journal_entries import QueueStep
from designer.runtime.queue_events import InCall, Missed
from designer.runtime.queue_events import WrapUp as QueueWrapUp

MS = timedelta(milliseconds=1)
TABLE = table_of(WrapUp)


@dataclass
class WrapUps:
    """Collects the wrap-ups that a batch of lines changes.

    *changed* has the end by (company id, extension); None if there is no wrap-up any more.
    """

    changed: dict[Agent, datetime | None] = field(default_factory=dict)
    is_forgotten: bool = False

    def take(self, company_id: int, step: QueueStep) -> None:
        """Take one step of the queues.

        An employee who begins to talk has no wrap-up any more, and a rest after a missed call is none.
        """
        if isinstance(step.event, InCall | Missed):
            self.changed[company_id, step.event.agent[:16]] = None
            return
        for effect in step.effects:
            if isinstance(effect, QueueWrapUp) and effect.agent:
                self.changed[company_id, effect.agent[:16]] = moment(step.at + effect.after_ms)

    def forget_all(self) -> None:
        """End all wrap-ups: a switch has started, and knows of no talk before."""
        self.changed.clear()
        self.is_forgotten = True

    def write(self, own: dict[Agent, datetime] | None = None) -> None:
        """Write what has changed.

        If *own* is given, the lines are of a folder: *own* has the wrap-ups that came from it, and is changed. All
        others stay: they are what the worker knows of now.
        """
        if own is not None:
            self._write_own(own)
            return
        if self.is_forgotten:
            connection().execute(delete(TABLE))
        for agent, until in self.changed.items():
            if until is None:
                connection().execute(delete(TABLE).where(*_of(agent)))
        _put({agent: until for agent, until in self.changed.items() if until is not None})

    def _write_own(self, own: dict[Agent, datetime]) -> None:
        ended = [*own] if self.is_forgotten else [agent for agent, until in self.changed.items() if until is None]
        for agent in ended:
            if until := own.pop(agent, None):
                connection().execute(delete(TABLE).where(*_of(agent), TABLE.c.until == until))
        known = {(row.company_id, row.extension) for row in connection().execute(select(TABLE))}
        new = {agent: until for agent, until in self.changed.items() if until and (agent in own or agent not in known)}
        _put(new)
        own |= new


def _of(agent: Agent) -> tuple[ColumnElement[bool], ...]:
    return TABLE.c.company_id == agent[0], TABLE.c.extension == agent[1]


def _put(begun: dict[Agent, datetime]) -> None:
    put(TABLE, [{"company_id": each[0], "extension": each[1], "until": until} for each, until in begun.items()])


def wrap_ups() -> list[LiveWrapUp]:
    """Return who has a wrap-up after a talk, soonest back first."""
    at = now()
    rows = db.session.scalars(select(WrapUp).where(WrapUp.until > at).order_by(WrapUp.until))
    return [{"extension": each.extension, "left_ms": (each.until - at) // MS} for each in rows]
