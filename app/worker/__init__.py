"""The process that does what need not be done while somebody waits: one thread for each
task and service of ``app.ports.jobs``."""

from flask import Flask

from app.worker.cli import worker


def init_app(app: Flask) -> None:
    app.cli.add_command(worker)
