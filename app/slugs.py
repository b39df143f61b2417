"""Names for flows to refer to: made out of what people call a thing, and never changed."""

import re
import unicodedata
from collections.abc import Collection

MOST_CHARACTERS = 36
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def free_name(label: str, taken: Collection[str]) -> str:
    """A name out of *label* that is not one of *taken*: "Größere Firmen" gives "groessere-firmen"."""
    plain = unicodedata.normalize("NFKD", label.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST_CHARACTERS].strip("-") or "unnamed"
    numbered = (base if index == 1 else f"{base}-{index}" for index in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)
