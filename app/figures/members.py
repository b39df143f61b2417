"""Says who is in groups."""

from collections.abc import Collection

from app.db.groups import groups_in_force
from app.figures.once import once
from app.ports.colleagues import extensions_of


def members_of(groups: Collection[str]) -> set[str]:
    """Return the extensions of those who are in any of *groups* now."""
    return once(("members", frozenset(groups), groups_in_force()), lambda: extensions_of(groups))
