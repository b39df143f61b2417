"""Checks where something is drawn on the canvas, which changes nothing about what a call does."""

from typing import Any

NOWHERE = '{"x": 0, "y": 0}'


def is_position(value: Any) -> bool:
    """Return whether *value* is {"x": number, "y": number}."""
    return isinstance(value, dict) and value.keys() == {"x", "y"} and all(_is_finite(n) for n in value.values())


def is_size(value: Any) -> bool:
    """Return whether *value* is {"width": number, "height": number}, both above 0."""
    if not isinstance(value, dict) or value.keys() != {"width", "height"}:
        return False
    return all(_is_finite(n) and n > 0 for n in value.values())


def _is_finite(value: Any) -> bool:
    """Return whether *value* is a number that a canvas can show. It is compared before anything else, because a whole
    number of JSON may be too large for a float."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
