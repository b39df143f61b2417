"""A clock that is set back during a call makes no time negative."""

from datetime import UTC, datetime

from app.calls.models import Call
from app.db import company_scope, db
from app.journal.service import ingest
from tests.app.recordings.conftest import Switch

BEFORE, AFTER = datetime(2026, 10, 25, 2, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def taken_in(app, company_id, talks_at, ends_at):
    node1 = Switch(app.config["ZENTRALE"].journal_dir)
    node1.arrive("a", at=BEFORE)
    node1.talk("a", at=talks_at)
    node1.end("a", at=ends_at)
    with app.app_context(), company_scope(company_id):
        ingest()
        call = db.session.get(Call, "a")
        return call.waited_s, call.talked_s


def test_the_wait(app, company_id):
    assert taken_in(app, company_id, AFTER, AFTER) == (0, 1)


def test_the_talk(app, company_id):
    assert taken_in(app, company_id, BEFORE, AFTER) == (2, 0)


def test_what_the_page_says(app, client, company_id):
    taken_in(app, company_id, AFTER, AFTER)
    assert "-" not in "".join(part.split("<")[0] for part in client.get("/calls/").text.split('class="number">'))
