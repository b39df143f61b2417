"""Abbreviates names."""

INITIALS = 2


def initials(name: str) -> str:
    """Return the initials of the first and the last word that begin with a letter; "" for no name."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:: max(1, len(letters) - 1)][:INITIALS]) or name[:1]
