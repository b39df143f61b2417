"""Brings what is published from the portal to the switch, and keeps the two the same."""

from flask import Flask

from app.db.commits import after_commit
from app.exchange import health, metrics, models, table_sizes, waking  # noqa: F401 - models makes its tables known
from app.exchange.cli import exchange, switch
from app.exchange.switching import go_live, keep_live
from app.gateways.kamailio import Kamailio, switch_table
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.metrics import metric_sources

EVERY_S = 5


def init_app(app: Flask) -> None:
    """Register the commands, the job that repairs the switch, the wake-ups, and the lines of Health."""
    switch_table.provide(app, Kamailio(app.config["ZENTRALE"]))
    after_commit.add(app, go_live)
    waking.init_app(app)
    app.cli.add_command(exchange)
    app.cli.add_command(switch)
    periodic_jobs.add(app, Periodic("keep the switch as published", EVERY_S, keep_live))
    periodic_jobs.add(app, Periodic("look how large tables are", table_sizes.EVERY_S, table_sizes.look))
    health.init_app(app)
    for source in metrics.SOURCES:
        metric_sources.add(app, source)
