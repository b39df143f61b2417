"""The page about the company itself; the other features add theirs."""

from app.settings.routes.company import settings

__all__ = ["settings"]
