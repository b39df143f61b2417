"""Defines the names that a drawing's nodes and notes have within it."""

from typing import Any, TypeGuard

INSIDE = "/"
"""Separates a node from those of the flow that it calls; no id contains it."""

MOST_ID_CHARACTERS = 64


def is_id(value: Any) -> TypeGuard[str]:
    """Return whether *value* can be the id of a node or note."""
    if not isinstance(value, str) or not value.isprintable():
        return False
    return 0 < len(value) <= MOST_ID_CHARACTERS and INSIDE not in value
