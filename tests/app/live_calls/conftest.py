"""Four people, their journal, and acts by JSON."""

import pytest

from app.auth.models import User
from app.db import company_scope, db, now
from app.journal import service
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from designer.runtime.effects import Answer, Join
from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import PresenceChanged
from switch.journal import Journal

JSON = {"Accept": "application/json"}


@pytest.fixture
def people(app, company_id):
    """Anna, 101, is the user and in no group; Ben and Cem are of Sales, Dora of Support."""
    with app.app_context(), company_scope(company_id):
        anna = add_employee("101", "Anna")[0]
        ben, cem, dora = (add_employee(*each)[0] for each in (("102", "Ben"), ("103", "Cem"), ("104", "Dora")))
        add_group("Sales", [ben, cem])
        add_group("Support", [dora])
        db.session.query(User).one().employee_id = anna.id
        db.session.commit()


@pytest.fixture
def journal(config, people):
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    journal = Journal(config.journal_dir, "node1")
    yield journal
    journal.close()


@pytest.fixture
def ms():
    return round(now().timestamp() * 1000) - 60_000


@pytest.fixture
def act(app, client):
    """Sends a request, once the journal is read; returns (status, code or None, sentence, undo)."""

    def act(path, body=None, method="post"):
        with app.app_context():
            service.ingest()
        answer = getattr(client, method)(f"/live/{path}", json=body or {}, headers=JSON)
        error = answer.json.get("error", {})
        return (
            answer.status_code,
            error.get("code"),
            error.get("message", answer.json.get("said")),
            answer.json.get("undo"),
        )

    return act


@pytest.fixture
def waits(journal, ms):
    """A call that waits for Sales."""
    arrived = CallArrived(ms, "c1", "1001", "+493012345", "", "+4930555010", "p", "d", "inbound")
    journal.step("c1", 0, arrived, [Answer(), Join("sales", 0, "", 10, 0)])
    return "c1"


@pytest.fixture
def phone(journal, ms):
    def phone(extension, state="phone_back"):
        journal.note(PresenceChanged(ms, "node1", "1001", extension, state, "", 0))

    return phone
