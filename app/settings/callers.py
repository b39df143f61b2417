"""Lists of callers as people write them, one a line, and as the directory keeps them."""

import re
from collections.abc import Iterator

from flask_babel import gettext as _

ANONYMOUS = "anonymous"
MOST_ENTRIES = 1_000
ENTRY = re.compile(r"\+?[0-9]{1,20}\*?")


def parse_callers(text: str) -> list[str]:
    """As ``models.CallerList`` keeps them. Raises ValueError with a sentence for each bad line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    found: list[str] = []
    faults = list(_take(lines, found))
    if len(found) > MOST_ENTRIES:
        faults.append(_("A list has at most %(most)s entries.", most=MOST_ENTRIES))
    if faults:
        raise ValueError(" ".join(faults))
    return found


def write_callers(entries: list[str]) -> str:
    return "\n".join(entries)


def _take(lines: list[tuple[int, str]], found: list[str]) -> Iterator[str]:
    """Fills *found*; yields what is wrong."""
    seen: set[str] = set()
    for number, line in lines:
        entry = ANONYMOUS if line.lower() == ANONYMOUS else re.sub(r"[ ()/.-]", "", line)
        if entry != ANONYMOUS and not ENTRY.fullmatch(entry):
            yield _(
                "Line %(number)s: “%(line)s” is not like +4917012345, +49170* or anonymous.",
                number=number,
                line=line[:40],
            )
        elif entry in seen:
            yield _("Line %(number)s: “%(line)s” is there twice.", number=number, line=line[:40])
        else:
            seen.add(entry)
            found.append(entry)
