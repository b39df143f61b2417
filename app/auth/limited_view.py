"""Says to supervisors who are limited to some groups which these are."""

from babel.lists import format_list
from flask_babel import get_locale
from flask_login import current_user

from app.auth.models import User
from app.ports.directory import labels


def seen_groups() -> str | None:
    """Return the groups to which the user is limited, as ``groups_seen_by`` does."""
    return groups_seen_by(current_user)


def groups_seen_by(user: User) -> str | None:
    """Return the groups to which *user* is limited, as "Sales and Support": "" for none, None for no limit."""
    groups = user.sees_groups
    if groups is None:
        return None
    called = labels()
    return str(format_list(sorted(called.get(("group", name), name) for name in groups), locale=get_locale()))
