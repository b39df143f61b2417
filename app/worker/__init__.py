"""Runs jobs in the background, in a process of its own.

Each task and service of ``app.ports.jobs`` has a thread.
"""

from flask import Flask

from app.worker.cli import worker


def init_app(app: Flask) -> None:
    """Register ``flask worker``."""
    app.cli.add_command(worker)
