"""How employees are shown."""

INITIALS = 2


def initials(name: str) -> str:
    """Of the first and the last word that begin with a letter; of "" nothing."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:: max(1, len(letters) - 1)][:INITIALS]) or name[:1]
