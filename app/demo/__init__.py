"""A real call without a telephone: a caller and the employees' phones in Python, who listen to each other."""

from flask import Flask

from app.demo.cli import demo


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
