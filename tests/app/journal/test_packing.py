"""Old files of the journal are packed, and read as before."""

import gzip
import os
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.calls.models import Call
from app.db import db, every_company, now
from app.journal import service
from app.journal.models import JournalGap
from app.journal.packing import pack_files
from app.journal.rebuilding import rebuild
from switch.journal import _write as write_line
from switch.journal_files import lines_in
from tests.app.journal_of_calls import JournalOfCalls

OVER = timedelta(days=4)


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def kinds(journal):
    return sorted(path.suffixes[-1] for path in journal.folder.iterdir())


def gaps():
    return [(gap.file, gap.reason) for gap in db.session.scalars(select(JournalGap))]


def test_files_of_days_long_over_are_packed_once_they_are_read(journal):
    journal.call("old", at=now() - OVER - timedelta(days=2))
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
    day = now() - OVER - timedelta(days=2)
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


def test_packing_a_day_again_keeps_what_was_packed_before(journal):
    day = now() - OVER - timedelta(days=2)
    for number in range(5):
        journal.call(f"old{number}", at=day)
    service.ingest()
    assert pack_files() == 1
    for name in ("late", "later"):
        JournalOfCalls(journal.folder).call(name, at=day)
        assert pack_files() == 0
        service.ingest()
        assert pack_files() == 1
    assert kinds(journal) == [".gz"]
    assert gaps() == []
    db.session.execute(Call.__table__.delete())
    db.session.commit()
    rebuild(journal.folder)
    assert sorted(db.session.scalars(select(Call.id))) == ["late", "later"] + [f"old{number}" for number in range(5)]


def test_a_late_line_beside_a_packed_day_is_no_fault(journal):
    day = now() - OVER - timedelta(days=2)
    journal.call("old", at=day)
    service.ingest()
    pack_files()
    JournalOfCalls(journal.folder).call("late", at=day)
    assert service.follow_journal().again == []
    assert set(db.session.scalars(select(Call.id))) == {"old", "late"}
    assert gaps() == []


@contextmanager
def looked_at(folder):
    """Counts how often something below *folder* is opened or listed."""
    counts, is_on = Counter(), True

    def hook(event, args):
        if is_on and event in ("open", "os.scandir", "os.listdir") and str(args[0]).startswith(str(folder)):
            counts[event] += 1

    sys.addaudithook(hook)
    yield counts
    is_on = False


def test_nothing_is_opened_and_the_folder_is_listed_once_as_long_as_nothing_is_new(journal):
    journal.call("old", at=now() - OVER - timedelta(days=40))
    data = gzip.compress(journal.file.read_bytes())
    for days in range(5, 30):
        (journal.folder / f"{(now() - timedelta(days=days)).date()}.jsonl.gz").write_bytes(data)
    journal.call("new", at=now())
    for _ in range(2):  # the second one checks the positions of the first
        service.ingest()
    with looked_at(journal.folder) as counts:
        assert service.ingest() == 0
    assert counts == {"os.scandir": 1}
    journal.call("newer", at=now(), steps=1)
    assert service.ingest() == 1


def test_what_becomes_unreadable_later_is_named(journal):
    journal.call("old", at=now() - OVER - timedelta(days=2))
    service.ingest()
    pack_files()
    service.ingest()
    packed = next(journal.folder.iterdir())
    packed.write_bytes(packed.read_bytes()[:-20])
    service.ingest()
    assert service.follow_journal().unreadable == [packed.name]


def test_a_machine_that_stops_while_it_packs_loses_nothing_and_has_nothing_twice(journal):
    """It stopped when the packed file was there, and the other had not been removed yet."""
    day = now() - OVER - timedelta(days=2)
    journal.call("old", at=day)
    plain = journal.file
    written = plain.read_bytes()
    service.ingest()
    for _ in range(2):
        pack_files()
        plain.write_bytes(written)
        assert service.ingest() == service.unread_bytes() == 0
        assert b"".join(line + b"\n" for line in lines_in(plain)) == written
    assert pack_files() == 1
    assert kinds(journal) == [".gz"]
    assert b"".join(line + b"\n" for line in lines_in(plain)) == written
    assert gaps() == []


def test_a_machine_that_stops_while_it_packs_a_torn_line_has_nothing_twice(journal):
    day = now() - OVER - timedelta(days=2)
    journal.call("old", at=day)
    plain = journal.file
    with plain.open("ab") as file:
        file.write(b'{"v":1,"switch":"no')
    written = plain.read_bytes()
    JournalOfCalls(journal.folder).call("new", at=now())
    service.ingest()
    for _ in range(2):
        assert pack_files() == 1
        plain.write_bytes(written)
        assert service.ingest() == service.unread_bytes() == 0
        assert b"".join(line + b"\n" for line in lines_in(plain)) == written + b"\n"
    assert pack_files() == 1
    assert b"".join(line + b"\n" for line in lines_in(plain)) == written + b"\n"
    assert gaps() == [(plain.name, "torn")]


def test_a_damaged_packed_file_is_left_as_it_is(journal):
    day = now() - OVER - timedelta(days=2)
    journal.call("old", at=day)
    service.ingest()
    pack_files()
    packed = next(journal.folder.iterdir())
    packed.write_bytes(packed.read_bytes()[:-20])
    JournalOfCalls(journal.folder).call("late", at=day)
    service.ingest()
    assert pack_files() == 0
    assert kinds(journal) == [".gz", ".jsonl"]
    assert set(db.session.scalars(select(Call.id))) == {"old", "late"}


def test_a_line_that_a_switch_writes_while_the_day_is_packed_is_kept(journal):
    """The switch had opened the file before, and waits for its lock."""
    day = now() - OVER - timedelta(days=2)
    journal.call("old", at=day, steps=2)
    service.ingest()
    file = os.open(journal.file, os.O_RDWR | os.O_APPEND)
    pack_files()
    with pytest.raises(FileNotFoundError):
        write_line(file, b"late\n")
    os.close(file)
