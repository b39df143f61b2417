"""Keeps how the parts of the exchange were when they were looked at last."""

import time
from dataclasses import dataclass, field

from flask_babel import force_locale

from app.port import Memory
from app.ports.health import check_health
from app.status.picture import Rows

AGAIN_S = 15.0


@dataclass
class Healthy:
    """Holds the rows of the section "health" by language, and when they were made by ``time.monotonic``."""

    rows: dict[str, Rows] = field(default_factory=dict)
    at: dict[str, float] = field(default_factory=dict)


_healthy: Memory[Healthy] = Memory(Healthy)


def rows(language: str) -> Rows:
    """Return what was found last; nothing before the first look."""
    return _healthy().rows.get(language, {})


def is_due(language: str) -> bool:
    """Return whether it is time to look."""
    return time.monotonic() - _healthy().at.get(language, -AGAIN_S) >= AGAIN_S


def note_look(language: str) -> None:
    """Note that somebody is about to look."""
    _healthy().at[language] = time.monotonic()


def look(language: str) -> None:
    """Look at all parts, which takes a moment."""
    with force_locale(language):
        found = check_health()
    _healthy().rows[language] = {
        each.name: {
            "label": each.label,
            "state": str(each.finding.state),
            "said": each.finding.said,
            "to_do": each.finding.to_do,
        }
        for each in found
    }
