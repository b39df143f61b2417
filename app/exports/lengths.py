"""Writes lengths of time as people read them."""


def length(seconds: float) -> str:
    """Return a length such as "3:10" or "1:02:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
