"""Reads the JSON that requests bring."""

from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider


class BoundedJson(DefaultJSONProvider):
    """Provides JSON as Flask does, but takes what is nested too deeply for no JSON."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return the value. Raise ValueError for what is no JSON."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as problem:
            raise ValueError("it is nested too deeply") from problem


def init_app(app: Flask) -> None:
    """Let requests be read like this."""
    app.json = BoundedJson(app)
