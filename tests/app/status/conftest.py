"""Fixtures for what the portal sends to those who look."""

import pytest

from app.status.live.rooms import rooms


@pytest.fixture
def look(app, company_id):
    """What the background task does once something was committed."""

    def look():
        with app.app_context():
            rooms().wake(company_id)
            for room in rooms()._rooms.values():
                room.sent_at = 0.0
            rooms().look()

    return look
