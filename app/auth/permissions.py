"""What people may do by their role, where it is more than looking."""

from flask_login import current_user

DRAWING = frozenset({"operator", "owner", "manager"})
"""Draw, publish, and lead numbers to flows; everybody else looks."""


def may_draw() -> bool:
    """Of who is signed in."""
    return current_user.is_authenticated and current_user.role in DRAWING
