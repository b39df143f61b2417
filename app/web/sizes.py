"""Formats sizes for people."""

from flask_babel import format_decimal

UNITS = ("bytes", "kB", "MB", "GB", "TB")


def size(size_bytes: int) -> str:
    """Return a size such as "3.4 GB", in the reader's language."""
    value, unit = float(size_bytes), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    shown = format_decimal(round(value, 1 if unit and value < 10 else None))
    return f"{shown} {UNITS[unit]}"
