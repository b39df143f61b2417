"""Keeps how the parts of the exchange were when they were looked at last."""

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app
from flask_babel import force_locale

from app.db import every_company
from app.port import Memory
from app.ports.health import check_health
from app.status.live.rooms import rooms
from app.status.live.sight import Sight
from app.status.picture import Rows
from app.web.socketio import socketio

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


def tend(sights: Collection[Sight]) -> None:
    """Look at the parts in the background where it is time to, and let those who see them know."""
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # outlives this context
    for language in {each.language for each in sights if each.sees_health}:
        if is_due(language):
            _healthy().at[language] = time.monotonic()
            socketio.start_background_task(_look, app, language)


def _look(app: Flask, language: str) -> None:
    with app.app_context(), every_company():
        look(language)
        for sight in set(rooms().browsers.values()):
            if sight.sees_health:
                rooms().wake(sight.company_id)


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
