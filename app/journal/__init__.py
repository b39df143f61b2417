"""The journal of the switches, followed into the database: at least once, and without effect the second time."""

from flask import Flask

from app.health_lines import report_health
from app.in_progress import provide_counter
from app.journal import health, models  # noqa: F401 - models makes its tables known
from app.journal.cli import journal
from app.journal.service import ingest, lines_of, lines_of_many, newest_line
from app.journal_lines import provide_lines
from app.periodic import Periodic, periodically

EVERY_S = 0.2


def init_app(app: Flask) -> None:
    app.cli.add_command(journal)
    periodically(app, Periodic("follow the journal", EVERY_S, ingest))
    provide_counter(app, newest_line)
    provide_lines(app, lines_of, lines_of_many)
    report_health(app, health.LINE)
