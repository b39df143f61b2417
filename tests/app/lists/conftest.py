"""A flow, as the tests of flows have it, and a list of callers."""

import pytest

from app.db import company_scope, db
from app.lists.models import CallerEntry
from tests.app.flows.conftest import flow_id  # noqa: F401

VIPS = {"label": "VIPs", "many": "+49 (170) 123-45, Anna\n\n+49171* \nAnonymous"}


@pytest.fixture
def rows(app, company_id):
    """(entry, note) of all lists."""

    def rows():
        with app.app_context(), company_scope(company_id):
            return [(each.entry, each.note) for each in db.session.query(CallerEntry).order_by(CallerEntry.id)]

    return rows


@pytest.fixture
def vips(client):
    client.post("/settings/lists/new", data=VIPS)
    return "/settings/lists/1"
