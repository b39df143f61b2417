"""Lets a part of a page be brought again when what it shows has changed: the page doesn't ask again and again.

An element says what it shows, as ``data-part="call:abc"``, and how it is brought when "part-changed" happens to it
(``app/frontend/parts.ts``). A feature says who may look at such a thing, and when it has changed.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass

from app.port import Registry


@dataclass(frozen=True, slots=True)
class Viewer:
    """Describes the signed-in user: their id, that of the employee who they are, None for nobody, and whether they have
    a right."""

    user_id: int
    employee_id: int | None
    may: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class PagePart:
    """Describes a *kind* of parts.

    *may* says whether somebody may look at the part that has a name. *stamps* gives for each of *names* what
    is another one once anything of it has changed: whatever groups are in force, since nothing else is told of it.
    """

    kind: str
    may: Callable[[Viewer, str], bool]
    stamps: Callable[[Collection[str]], Mapping[str, Hashable]]


def of_calls(name: str) -> list[str]:
    """Return the calls of the part "talked", whose name they are: it changes once somebody talks with one of their
    callers."""
    return [each for each in name.split(",") if each]


page_parts: Registry[PagePart] = Registry("parts of pages", key=lambda each: each.kind)
