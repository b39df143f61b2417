"""Serves the page of the company itself; other features add theirs."""

from app.settings.routes.company import settings

__all__ = ["settings"]
