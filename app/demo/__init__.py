"""Places a real call without a phone: a caller and the employees' phones in Python, who listen to each other."""

from flask import Flask

from app.demo.cli import demo


def init_app(app: Flask) -> None:
    """Register ``flask demo``."""
    app.cli.add_command(demo)
