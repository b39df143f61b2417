"""Looks at the parts of the exchange every now and then, as long as somebody sees them on a wall."""

from collections.abc import Collection
from typing import cast

from flask import Flask, current_app

from app.db import every_company
from app.status import healthy
from app.status.live.rooms import rooms
from app.status.sight import Sight
from app.web.socketio import socketio


def tend(sights: Collection[Sight]) -> None:
    """Look at the parts in the background where it is time to, and let those who see them know."""
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # outlives this context
    for language in {each.language for each in sights if each.sees_health}:
        if healthy.is_due(language):
            healthy.note_look(language)
            socketio.start_background_task(_look, app, language)


def _look(app: Flask, language: str) -> None:
    with app.app_context(), every_company():
        healthy.look(language)
        for sight in set(rooms().browsers.values()):
            if sight.sees_health:
                rooms().wake(sight.company_id)
