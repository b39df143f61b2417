"""The journal of the switches, followed into the database: at least once, and without effect the second time."""

from flask import Flask

from app.journal import health, models  # noqa: F401 - models makes its tables known
from app.journal.cli import journal
from app.journal.service import ingest, lines_of, lines_of_many, newest_line
from app.ports.calls import change_counter
from app.ports.health import health_lines
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.journal import provide_lines

EVERY_S = 0.2


def init_app(app: Flask) -> None:
    app.cli.add_command(journal)
    periodic_jobs.add(app, Periodic("follow the journal", EVERY_S, ingest))
    change_counter.provide(app, newest_line)
    provide_lines(app, lines_of, lines_of_many)
    health_lines.add(app, health.LINE)
