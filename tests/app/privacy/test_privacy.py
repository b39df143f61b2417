"""A person's data is deleted everywhere while the calls still count; old data goes by itself."""

import gzip
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.calls.models import Call, CallSteps
from app.calls.remark_models import CallNote
from app.calls.remarking import write_note as write
from app.company.models import Company
from app.db import company_scope, db, every_company, now
from app.figures.forgetting import forget_outside
from app.figures.merging import merge_company
from app.figures.models import FigureTerm
from app.journal.masking import mask_files
from app.journal.models import JournalGap
from app.journal.packing import pack_files
from app.journal.rebuilding import rebuild
from app.journal.service import ingest
from app.messages.models import Message
from app.ports.calls import calls
from app.ports.figures import Question, figures
from app.privacy.keeping import forget_old
from app.recordings.models import Recording
from tests.app.journal_of_calls import NUMBER

CALLER = "+4917012345"
LONG_AGO = timedelta(days=40)


@pytest.fixture
def scope(app, company_id):
    with app.app_context(), company_scope(company_id):
        yield
        db.session.remove()


@pytest.fixture
def old(app, journal):
    """A missed call with a message, and another person's."""
    journal.call("theirs", press="2", at=now() - LONG_AGO, caller=CALLER)
    journal.call("other", at=now() - LONG_AGO, caller="+4917099999")
    take(app)


def take(app):
    with app.app_context(), every_company():
        ingest()
        db.session.remove()


def forms_of(client):
    return client.post("/settings/privacy/person", data={"number": "0170 12345"})


def write_note(call):
    actor = SimpleNamespace(id=1, name="Vera")
    write(db.session.scalars(select(Call).where(Call.id == call)).one(), actor, "He wants his money back.")
    db.session.commit()


def notes():
    with every_company():
        return [(each.call, each.text) for each in db.session.scalars(select(CallNote)) if each.text]


def record():
    with every_company():
        rows = select(Call.id, Call.caller, Call.number, Call.outcome, Call.ended).order_by(Call.id)
        return {row.id: tuple(row)[1:] for row in db.session.execute(rows)}


def test_the_page_says_what_there_is_and_takes_the_person_out_of_everything(client, app, old, journal, scope):
    write_note("theirs")
    write_note("other")
    take(app)
    before = record()
    page = forms_of(client).text
    assert f"Delete the data of {CALLER}?" in page
    assert "in 1 call" in page
    wrong = client.post("/settings/privacy/person/delete", data={"number": CALLER, "confirm": "+49170"})
    assert wrong.status_code == 422
    done = client.post("/settings/privacy/person/delete", data={"number": CALLER, "confirm": CALLER})
    assert done.status_code == 302
    take(app)
    after = record()
    assert after["theirs"] == ("", *before["theirs"][1:])
    assert after["theirs"][1] == NUMBER
    assert after["other"] == before["other"]
    with every_company():
        assert [each.call for each in db.session.scalars(select(Message)) if each.call == "theirs"] == []
        assert [each.call for each in db.session.scalars(select(Recording))] == ["other"]
    assert "17012345" not in "".join(json.dumps(str(step)) for step in calls().steps("theirs"))
    assert calls().steps("theirs")
    assert [call for call, _text in notes()] == ["other"]
    assert forms_of(client).status_code == 422


def test_the_person_goes_from_the_journal_too_and_a_rebuild_brings_nobody_back(app, client, old, journal, scope):
    client.post("/settings/privacy/person/delete", data={"number": CALLER, "confirm": CALLER})
    take(app)
    before = record()
    pack_files()
    assert mask_files() == 1
    assert mask_files() == 0
    packed = "".join(gzip.decompress(path.read_bytes()).decode() for path in journal.folder.glob("*.gz"))
    assert "17012345" not in packed
    assert "+4917099999" in packed
    take(app)
    assert record() == before
    assert db.session.scalars(select(JournalGap)).all() == []
    rebuild(journal.folder)
    assert record() == before
    with every_company():
        assert db.session.scalars(select(CallSteps.call)).all()


def test_old_calls_lose_the_person_as_the_company_wants_and_new_ones_do_not(app, client, old, journal, scope):
    journal.call("new", at=now() - timedelta(hours=1), caller=CALLER)
    take(app)
    saved = client.post("/settings/privacy", data={"keeps_calls_days": "30", "keeps_recordings_days": ""})
    assert saved.status_code == 302
    assert forget_old() == 2
    take(app)
    assert {call: caller for call, (caller, *_) in record().items()} == {"theirs": "", "other": "", "new": CALLER}
    assert forget_old() == 0


def test_recordings_may_go_before_the_calls(app, client, old, scope):
    with every_company():
        assert set(db.session.scalars(select(Recording.call))) == {"theirs", "other"}
    client.post("/settings/privacy", data={"keeps_calls_days": "365", "keeps_recordings_days": "30"})
    assert forget_old() == 2
    with every_company():
        assert db.session.scalars(select(Recording.call)).all() == []
    assert record()["theirs"][0] == CALLER


def test_recordings_can_not_be_kept_longer_than_calls(client, scope, company_id):
    refused = client.post("/settings/privacy", data={"keeps_calls_days": "30", "keeps_recordings_days": "90"})
    assert refused.status_code == 422
    assert "Choose a shorter time" in refused.text
    assert db.session.get(Company, company_id).keeps_calls_days is None


def test_a_number_that_nobody_called_from_is_said(client, scope):
    found = client.post("/settings/privacy/person", data={"number": "030 999999"})
    assert found.status_code == 422
    assert "No call that is over" in found.text


def test_a_call_in_progress_and_another_companys_stay(app, client, journal, scope):
    journal.call("open", at=now() - timedelta(minutes=20), steps=2, caller=CALLER)
    journal.call("foreign", at=now() - LONG_AGO, caller=CALLER, company="1002")
    take(app)
    assert forms_of(client).status_code == 422


def test_statistics_count_the_calls_as_before_and_forget_the_number(app, client, old, scope, company_id):
    first = (now() - LONG_AGO - timedelta(days=2)).date()
    selection = figures().selection({"from": [first.isoformat()], "to": [now().date().isoformat()]})

    def counts(*splits):
        answer = figures().ask(Question(selection, ("calls", "missed"), splits))
        return answer.total.values, {row.keys[0]: row.values for row in answer.rows if splits}

    merge_company(company_id)
    total, _ = counts()
    _, before = counts("outside")
    assert CALLER in before
    client.post("/settings/privacy/person/delete", data={"number": CALLER, "confirm": CALLER})
    take(app)
    merge_company(company_id)
    forget_outside(company_id)
    assert counts()[0] == total
    _, after = counts("outside")
    assert CALLER not in after
    assert after.keys() & {"+4917099999"}
    with every_company():
        terms = set(db.session.scalars(select(FigureTerm.value)))
    assert CALLER not in terms
    assert "+4917099999" in terms
