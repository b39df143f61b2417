"""Health says when recordings are not made in time, or can't be made at all."""

from datetime import timedelta

import pytest

from app.db import db, every_company, now
from app.ports.health import State, health_checks
from app.recordings.models import RecordedFile, Recording


@pytest.fixture
def finding(app):
    def finding():
        return {check.name: check for check in health_checks()}["recordings"].check()

    with app.test_request_context(), every_company():
        yield finding
        db.session.remove()


def add(company_id, name, ended, state="pending"):
    at = now() - ended
    row = {"call": "c", "switch": "node1", "kind": "call", "owner": "group:sales", "caller": "", "number": ""}
    db.session.add(Recording(id=name, company_id=company_id, began_at=at, ended_at=at, **row))
    db.session.add(RecordedFile(company_id=company_id, recording=name, state=state))
    db.session.commit()


@pytest.mark.parametrize(("minutes", "state"), [(1, State.OK), (20, State.WARNING), (120, State.FAULT)])
def test_one_that_waits_for_long_is_said(finding, company_id, minutes, state):
    add(company_id, "waits", timedelta(minutes=minutes))
    assert finding().state == state


def test_one_that_could_not_be_made_is_a_warning_for_a_week(finding, company_id):
    add(company_id, "broken", timedelta(days=8), "failed")
    assert finding().state == State.OK
    add(company_id, "new", timedelta(days=1), "failed")
    found = finding()
    assert found.state == State.WARNING
    assert "1 recording of the last seven days" in found.said
