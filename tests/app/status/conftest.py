"""Fixtures for what the portal sends to those who look."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.company.models import Company
from app.db import db, now
from app.status.live.rooms import rooms

LONGEST_AGO = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def today(request):
    """Around its midnight the company is in New York, so that what happened a moment ago happened today."""
    here = now().astimezone(ZoneInfo("Europe/Berlin"))
    if "app" in request.fixturenames and (here - LONGEST_AGO).date() != (here + LONGEST_AGO).date():
        with request.getfixturevalue("app").app_context():
            db.session.query(Company).filter_by(customer_number="1001").one().zone = "America/New_York"
            db.session.commit()


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
