"""Wakes all processes of the portal after each commit that changed what somebody looks at."""

from flask import Flask

from app.company.stale import take_changed
from app.db.commits import after_commit
from app.gateways.wakes import LocalWakes, RedisWakes
from app.ports.waking import take_noted, wakes
from config import Config


def init_app(app: Flask) -> None:
    """Provide the wake-ups, and send them after each commit."""
    settings: Config = app.config["ZENTRALE"]
    wakes.provide(app, RedisWakes(settings.redis_url) if settings.redis_url else LocalWakes(settings.run_dir))
    after_commit.add(app, _tell)


def _tell() -> None:
    for word in take_noted() | {str(company_id) for company_id in take_changed()}:
        wakes().send(word)
