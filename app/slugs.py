"""Makes the names by which flows refer to things. They come from the thing's label and never change."""

import re
import unicodedata
from collections.abc import Collection

MOST_CHARACTERS = 36
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def free_name(label: str, taken: Collection[str]) -> str:
    """Return a name made from *label* that is not in *taken*: "Größere Firmen" becomes "groessere-firmen"."""
    plain = unicodedata.normalize("NFKD", label.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_CHARACTERS].strip("-") or "unnamed"
    numbered = (base if index == 1 else f"{base}-{index}" for index in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)
