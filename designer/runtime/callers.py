"""Tells what callers say about themselves."""


def is_anonymous(caller: str) -> bool:
    """Return whether the caller hides their number."""
    return not any(character.isdigit() for character in caller)
