"""Provides ``app.ports.calls``."""

from app.calls.service import ids_of_groups, in_progress, past_calls, path_of, paths_through, texts_in_use
from app.calls.wrapping_up import wrap_ups

__all__ = ["ids_of_groups", "in_progress", "past_calls", "path_of", "paths_through", "texts_in_use", "wrap_ups"]
