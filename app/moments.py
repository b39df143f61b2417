"""Moments, as the journal writes them and as the database keeps them."""

from datetime import UTC, datetime


def moment(at_ms: int) -> datetime:
    """Return the time so many milliseconds after 1970 UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)
