"""Keeps which groups help the queues of others now, from the steps of the queues."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select

from app.calls.models import QueueHelp
from app.db.upserts import connection, put, table_of

TABLE = table_of(QueueHelp)
Queue = tuple[int, str]
"""A company's id, and the name of a group."""


@dataclass
class Help:
    """Collects the help that a batch of lines begins or ends, by queue: since when, and the helpers."""

    changed: dict[Queue, tuple[datetime, list[str]]] = field(default_factory=dict)
    started: datetime | None = None

    def take(self, company_id: int, group: str, at: datetime, helpers: Sequence[str]) -> None:
        """Take one change."""
        self.changed[company_id, group[:60]] = at, [each[:60] for each in helpers]

    def start(self, at: datetime) -> None:
        """End all help of before: a switch has started, and knows of no queue."""
        self.changed = {queue: each for queue, each in self.changed.items() if each[0] > at}
        self.started = at

    def write(self) -> None:
        """Write what has changed. An older line that is read once more changes nothing."""
        if self.started:
            connection().execute(delete(TABLE).where(TABLE.c.since <= self.started))
        if not self.changed:
            return
        rows = connection().execute(select(TABLE.c.company_id, TABLE.c.group_name, TABLE.c.since))
        known = {(company_id, group): since for company_id, group, since in rows}
        put(
            TABLE,
            [
                {"company_id": queue[0], "group_name": queue[1], "since": since, "helpers": helpers}
                for queue, (since, helpers) in self.changed.items()
                if queue not in known or known[queue] <= since
            ],
        )
