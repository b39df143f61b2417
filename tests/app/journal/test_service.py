"""From the files into the database: nothing twice, nothing lost."""

import json
import logging

import pytest
from sqlalchemy import func, select

from app.calls.models import Call
from app.db import db, every_company
from app.journal import service
from app.journal.models import JournalLine, JournalPosition


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context():
        yield
        db.session.remove()


def count():
    return db.session.scalar(select(func.count(JournalLine.id)))


def rows():
    with every_company():
        calls = db.session.scalars(select(Call).order_by(Call.id))
        return [{name: value for name, value in vars(call).items() if name[0] != "_"} for call in calls]


def test_lines_come_in_once(journal):
    journal.call("a")
    lines = len(journal.file.read_text().splitlines())
    assert service.ingest() == lines
    assert service.ingest() == 0
    assert count() == lines


def test_a_portal_that_was_away_catches_up(journal):
    journal.call("a", steps=3)
    service.ingest()
    journal.call("b")
    assert service.ingest() > 0
    assert {row["id"] for row in rows()} == {"a", "b"}
    assert next(row for row in rows() if row["id"] == "a")["ended"] is None


def test_reading_everything_again_changes_nothing(journal):
    journal.call("a")
    service.ingest()
    before, lines = rows(), count()
    db.session.delete(db.session.scalars(select(JournalPosition)).one())
    db.session.commit()
    assert service.ingest() == 0
    assert (rows(), count()) == (before, lines)


def test_deriving_again_gives_the_same_rows(journal):
    for name, press in (("a", "1"), ("b", "2"), ("c", "9")):
        journal.call(name, press)
    journal.call("d", steps=4)
    service.ingest()
    before = rows()
    assert len(before) == 4
    assert service.rebuild() == count()
    db.session.expire_all()
    assert rows() == before


def test_a_broken_line_does_not_keep_the_rest_out(journal, caplog):
    journal.call("a")
    with journal.file.open("ab") as file:
        file.write(b'{"v":1,"switch":"node1","call":"x"\n')
    journal.call("b")
    with caplog.at_level(logging.WARNING):
        service.ingest()
    assert {row["id"] for row in rows()} == {"a", "b"}
    assert "passed over" in caplog.text


def test_a_call_of_an_unknown_company_is_kept_as_lines_only(journal):
    journal.call("a", company="7777")
    assert service.ingest() > 0
    assert rows() == []


def test_the_command_says_how_many_lines_came(app, journal):
    journal.call("a", steps=2)
    result = app.test_cli_runner().invoke(args=["journal", "ingest"])
    assert json.loads(result.output) == {"lines": 2}
    result = app.test_cli_runner().invoke(args=["journal", "rebuild"])
    assert json.loads(result.output) == {"lines": 2}
