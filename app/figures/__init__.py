"""Counts calls: one definition of each figure, over one record, for every page that shows any."""

from flask import Flask

from app.figures import duty_days, provided
from app.figures.forgetting import forget_all
from app.figures.merging import mark, merge_all
from app.ports.calls import CallsChanged, PresenceMoved, Subscriber, subscribers
from app.ports.figures import figures
from app.ports.jobs import Periodic, periodic_jobs

MERGE_S = 10.0
HOUR_S = 3600.0


def init_app(app: Flask) -> None:
    """Wire the feature into the application."""
    figures.provide(app, provided)
    subscribers.add(app, Subscriber((CallsChanged,), mark))
    subscribers.add(app, Subscriber((PresenceMoved,), duty_days.mark))
    periodic_jobs.add(app, Periodic("store the facts of calls", MERGE_S, merge_all))
    periodic_jobs.add(app, Periodic("forget numbers of nobody", HOUR_S, forget_all))
