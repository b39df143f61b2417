"""Reads the journal of the switches into the record of calls."""

from flask import Flask

from app.heartbeat import JOURNAL
from app.journal import health, metrics
from app.journal.cli import journal
from app.journal.hiding import hide, remember
from app.journal.masking import mask_files
from app.journal.noting import note
from app.journal.packing import pack_files
from app.journal.queue_lines import queue_lines
from app.journal.service import ingest_what_comes
from app.ports import journal as port
from app.ports.calls import PersonalDataDeleted, subscribe
from app.ports.health import health_checks
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.metrics import metric_sources

AFTER_S = 0.04
"""Between two readings, so that lines written at the same time are taken together."""

PACK_EVERY_S = 3600.0


def init_app(app: Flask) -> None:
    """Wire the feature into the application."""
    app.cli.add_command(journal)
    port.note.provide(app, note)
    port.hide.provide(app, hide)
    port.queue_lines.provide(app, queue_lines)
    periodic_jobs.add(app, Periodic("follow the journal", AFTER_S, ingest_what_comes, JOURNAL))
    periodic_jobs.add(app, Periodic("pack the journal", PACK_EVERY_S, pack_files))
    periodic_jobs.add(app, Periodic("mask the journal", PACK_EVERY_S, mask_files))
    subscribe(app, remember, PersonalDataDeleted)
    health_checks.add(app, health.CHECK)
    metric_sources.add(app, metrics.SOURCE)
