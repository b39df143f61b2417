"""Finds out who has a wrap-up after a talk, from the steps of the queues."""

from dataclasses import dataclass, field
from datetime import datetime

from app.calls import presence
from app.calls.reading import Agent
from app.moments import moment
from app.ports.calls import PresenceMoved
from designer.runtime.journal_entries import QueueStep
from designer.runtime.queue_events import InCall, Missed
from designer.runtime.queue_events import WrapUp as QueueWrapUp


@dataclass
class WrapUps:
    """Collects the wrap-ups that a batch of lines changes.

    *stretches* has by employee, in their order, when their queues changed that, and the end of the wrap-up: the same
    moment if there is none. A start of a switch is there without an employee.
    """

    stretches: list[tuple[Agent | None, datetime, datetime]] = field(default_factory=list)
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
                agent = company_id, effect.agent[:16]
                self.stretches.append((agent, at, moment(step.at + effect.after_ms)))

    def end(self, company_id: int, extension: str, at: datetime) -> None:
        """End the wrap-up of an employee, if they have one: they talk, or chose not to be rung."""
        self.stretches.append(((company_id, extension[:16]), at, at))

    def start(self, at: datetime) -> None:
        """End all wrap-ups of before: a switch has started, and knows of no talk."""
        self.stretches.append((None, at, at))

    def write(self, own: set[Agent] | None = None) -> None:
        """Write what has changed into the history of presence.

        If *own* is given, the lines are of a folder: *own* has those whose wrap-ups came from it, and is changed. A
        start of a switch in it ends nothing else.
        """
        for agent, since, until in self.stretches:
            companies = presence.with_wrap_ups(since) if agent is None else [agent[0]]
            self.moved += [PresenceMoved(company_id, since) for company_id in companies]
            if agent is None:
                _end_all(since, own)
            elif since < until:
                presence.begin_wrap_up(*agent, since, until)
                if own is not None:
                    own.add(agent)
            else:
                presence.end(*agent, presence.WRAP_UP, since)
                if own is not None:
                    own.discard(agent)


def _end_all(at: datetime, own: set[Agent] | None) -> None:
    if own is None:
        presence.end_wrap_ups(at)
        return
    for agent in own:
        presence.end(*agent, presence.WRAP_UP, at)
    own.clear()
