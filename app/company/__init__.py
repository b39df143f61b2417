"""Companies: whose exchange it is."""

from flask import Flask

from app.company import models  # noqa: F401 - makes its tables known


def init_app(app: Flask) -> None:
    """Nothing of its own on the menu yet."""
