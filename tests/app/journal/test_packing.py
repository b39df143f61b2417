"""Old files of the journal are packed, and read as before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.calls.models import Call
from app.db import db, every_company, now
from app.journal import service
from app.journal.packing import KEPT_PLAIN, pack_files
from app.journal.rebuilding import rebuild
from tests.app.journal_of_calls import JournalOfCalls


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def kinds(journal):
    return sorted(path.suffixes[-1] for path in journal.folder.iterdir())


def test_files_of_days_long_over_are_packed_once_they_are_read(journal):
    journal.call("old", at=now() - KEPT_PLAIN - timedelta(days=2))
    journal.call("new", at=now())
    assert pack_files() == 0
    service.ingest()
    assert pack_files() == 1
    assert kinds(journal) == [".gz", ".jsonl"]
    assert pack_files() == service.ingest() == 0
    db.session.connection().execute(Call.__table__.update().values(caller="changed"))
    db.session.commit()
    rebuild(journal.folder)
    assert set(db.session.scalars(select(Call.caller))) == {"+4917012345"}


def test_what_a_switch_still_adds_to_a_packed_day_is_read_and_rebuilt(journal):
    day = now() - KEPT_PLAIN - timedelta(days=2)
    journal.call("old", at=day)
    service.ingest()
    assert pack_files() == 1
    JournalOfCalls(journal.folder).call("late", at=day)
    service.ingest()
    assert set(db.session.scalars(select(Call.id))) == {"old", "late"}
    for table in (Call.__table__,):
        db.session.execute(table.delete())
    db.session.commit()
    rebuild(journal.folder)
    assert set(db.session.scalars(select(Call.id))) == {"old", "late"}
