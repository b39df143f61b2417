"""Finds out who has a wrap-up after a talk, from the steps of the queues."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from app.calls import presence
from app.calls.models import WrapUp
from app.calls.reading import Agent, Since
from app.db.upserts import connection, put, table_of
from app.moments import moment
from app.ports.calls import PresenceMoved
from designer.runtime.journal_entries import QueueStep
from designer.runtime.queue_events import InCall, Missed
from designer.runtime.queue_events import WrapUp as QueueWrapUp

MS = timedelta(milliseconds=1)
TABLE = table_of(WrapUp)


@dataclass
class WrapUps:
    """Collects the wrap-ups that a batch of lines changes.

    *changed* has by (company id, extension) when the employee's queues last changed that, and the end of the wrap-up:
    the same moment if there is none. *stretches* has all of these in their order, for the history of presence; a
    start of a switch is there without an employee. *started* is when a switch started last.
    """

    changed: dict[Agent, tuple[datetime, datetime]] = field(default_factory=dict)
    stretches: list[tuple[Agent | None, datetime, datetime]] = field(default_factory=list)
    started: datetime | None = None
    moved: list[PresenceMoved] = field(default_factory=list)
    """What was written into the history of presence."""

    def take(self, company_id: int, step: QueueStep) -> None:
        """Take one step of the queues.

        An employee who begins to talk has no wrap-up any more, and a rest after a missed call is none.
        """
        at = moment(step.at)
        if isinstance(step.event, InCall | Missed):
            self.end(company_id, step.event.agent, at)
            return
        for effect in step.effects:
            if isinstance(effect, QueueWrapUp) and effect.agent:
                self._note((company_id, effect.agent[:16]), at, moment(step.at + effect.after_ms))

    def end(self, company_id: int, extension: str, at: datetime) -> None:
        """End the wrap-up of an employee, if they have one: they talk, or chose not to be rung."""
        self._note((company_id, extension[:16]), at, at)

    def _note(self, agent: Agent, since: datetime, until: datetime) -> None:
        self.changed[agent] = since, until
        self.stretches.append((agent, since, until))

    def start(self, at: datetime, is_in_order: bool) -> None:
        """End all wrap-ups of before: a switch has started, and knows of no talk.

        Unless the lines are in order, a line that came earlier in the batch may be of later.
        """
        self.changed = {} if is_in_order else {agent: times for agent, times in self.changed.items() if times[0] > at}
        self.started = at
        self.stretches.append((None, at, at))

    def write(self, are_new: bool, own: Since | None = None) -> None:
        """Write what has changed. Lines that are not new change nothing of what came after them.

        If *own* is given, the lines are of a folder: *own* has what came from it, and is changed. A start of a switch
        in it ends nothing else.
        """
        self._write_stretches(own)
        if self.started:
            self._end(self.started, are_new, own)
        known = {} if are_new else _since(self.changed)
        new = {agent: times for agent, times in self.changed.items() if agent not in known or known[agent] <= times[0]}
        put(
            TABLE,
            [
                {"company_id": agent[0], "extension": agent[1], "since": since, "until": until}
                for agent, (since, until) in new.items()
            ],
        )
        if own is not None:
            own |= {agent: since for agent, (since, _until) in new.items()}

    def _write_stretches(self, own: Since | None) -> None:
        of_folder = set(own or ())
        for agent, since, until in self.stretches:
            companies = presence.with_wrap_ups(since) if agent is None else [agent[0]]
            self.moved += [PresenceMoved(company_id, since) for company_id in companies]
            if agent is None and own is None:
                presence.end_wrap_ups(since)
            elif agent is None:
                for each in of_folder:
                    presence.end(*each, presence.WRAP_UP, since)
            elif since < until:
                of_folder.add(agent)
                presence.begin_wrap_up(*agent, since, until)
            else:
                presence.end(*agent, presence.WRAP_UP, since)

    def _end(self, started: datetime, are_new: bool, own: Since | None) -> None:
        if own is None:
            connection().execute(delete(TABLE) if are_new else delete(TABLE).where(TABLE.c.since < started))
            return
        for (company_id, extension), since in own.items():
            agent = TABLE.c.company_id == company_id, TABLE.c.extension == extension
            connection().execute(delete(TABLE).where(*agent, TABLE.c.since == since))
        own.clear()


def _since(agents: Collection[Agent]) -> Since:
    """Return when the wrap-ups of these employees last changed, for those of whom that is known."""
    if not agents:
        return {}
    rows = connection().execute(select(TABLE.c.company_id, TABLE.c.extension, TABLE.c.since))
    return {
        (company_id, extension): since for company_id, extension, since in rows if (company_id, extension) in agents
    }
