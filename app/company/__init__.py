"""Defines the company: the tenant to which all other rows belong."""

from flask import Flask

from app.company import models  # noqa: F401 - makes its tables known


def init_app(app: Flask) -> None:
    """Do nothing: the company has no pages of its own."""
