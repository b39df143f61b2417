"""Serves the pages of prompts, and JSON for the canvas."""

from app.voice.routes import prompt_sounds, prompts  # noqa: F401 - they add their pages
from app.voice.routes.api import api
from app.voice.routes.blueprint import voice

__all__ = ["api", "voice"]
