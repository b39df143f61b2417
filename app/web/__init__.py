"""Makes what all pages are made of: assets, errors, forms, languages, the menu and security."""

from importlib import import_module

from flask import Flask

PARTS = (
    *("i18n", "uploads", "security", "errors", "assets", "menu", "saving", "socketio", "proxies", "health"),
    "bounded_json",
)
"""In the order in which they look at a request: ``uploads`` comes before whatever reads a form."""


def init_app(app: Flask) -> None:
    """Wire all parts."""
    for name in PARTS:
        import_module(f"app.web.{name}").init_app(app)
