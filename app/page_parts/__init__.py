"""Tells open pages which of their parts to bring again."""

from flask import Flask

from app.page_parts import events


def init_app(app: Flask) -> None:
    """Register the namespace."""
    events.init_app(app)
