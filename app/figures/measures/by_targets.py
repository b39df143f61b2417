"""Puts the targets of the company into the words of figures."""

from collections.abc import Callable

from flask_babel import LazyString

from app.company.service import targets_to_name
from app.company.targets import Targets


def named(say: Callable[[Targets], str]) -> LazyString:
    """Return what *say* says of the targets of the company in force, whenever it is read."""
    return LazyString(lambda: say(targets_to_name()))
