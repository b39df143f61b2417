"""The journal of the switches, followed into the database: at least once, and without effect the second time."""

from flask import Flask

from app.journal import health, models  # noqa: F401 - models makes its tables known
from app.journal.cli import journal
from app.journal.service import ingest, lines_of, lines_of_many, newest_line
from app.ports.health import report_health
from app.ports.jobs import Periodic, periodically
from app.ports.journal import provide_lines
from app.ports.live_calls import provide_counter

EVERY_S = 0.2


def init_app(app: Flask) -> None:
    app.cli.add_command(journal)
    periodically(app, Periodic("follow the journal", EVERY_S, ingest))
    provide_counter(app, newest_line)
    provide_lines(app, lines_of, lines_of_many)
    report_health(app, health.LINE)
