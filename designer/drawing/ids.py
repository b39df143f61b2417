"""The names that a drawing's nodes and notes have within it."""

from typing import Any, TypeGuard

INSIDE = "/"
"""Stands between a node and those of the flow that it calls; so no id has it."""

MOST_ID_CHARACTERS = 64


def is_id(value: Any) -> TypeGuard[str]:
    if not isinstance(value, str) or not value.isprintable():
        return False
    return 0 < len(value) <= MOST_ID_CHARACTERS and INSIDE not in value
