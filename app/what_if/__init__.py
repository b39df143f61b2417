"""Answers what would have been with more people in a group, by playing what happened again."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the question."""
