"""The process that does what need not be done while somebody waits: one thread for each of ``app.periodic``'s tasks and
services."""

from flask import Flask

from app.periodic import Periodic, periodically
from app.worker.cli import show_life, worker

SIGN_S = 5


def init_app(app: Flask) -> None:
    app.cli.add_command(worker)
    periodically(app, Periodic("show that the worker is alive", SIGN_S, show_life))
