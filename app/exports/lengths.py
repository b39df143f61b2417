"""Writes lengths of time as people read them."""


def length(seconds: float) -> str:
    """Return a length such as "3:10" or "1:02:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def time_of_day(minutes: float) -> str:
    """Return the time so many *minutes* after midnight, such as "08:05"."""
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"
