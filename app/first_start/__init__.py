"""Prepares the installation before its processes start: the database and, the first time, a demo company."""

from flask import Flask

from app.exchange.cli import first_start
from app.first_start.start import FirstStart
from app.ports.jobs import Periodic, periodic_jobs

EVERY_S = 5


def init_app(app: Flask) -> None:
    """Register the preparation, and the job that repeats it if the database was away."""
    found = FirstStart()
    first_start.provide(app, found)
    periodic_jobs.add(app, Periodic("prepare a database that was away", EVERY_S, found.finish_preparing))
