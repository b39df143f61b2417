"""Refused calls that belong to no company are the operator's to see."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.auth.models import User
from app.calls import strays
from app.calls.models import Call, StrayCall
from app.db import company_scope, db, every_company, now
from app.flows.models import Number
from app.journal.rebuilding import rebuild
from app.journal.service import ingest
from app.phone_numbers import readable
from designer.runtime.journal_entries import CallRefused
from switch.journal import Journal

NOBODYS, CALLER = "+4930999999", "+4917012345"


@pytest.fixture
def operator(app, company_id):
    """A browser in which the operator of the installation is signed in."""
    with app.app_context(), company_scope(company_id):
        user = User(name="Otto", email="otto@operator.example", role="operator", password_hash="-")
        db.session.add(user)
        db.session.commit()
        db.session.refresh(user)
        db.session.expunge(user)
    return app.test_client(user=user)


@pytest.fixture
def refused(app, config):
    """Takes in the lines of refused calls: (number, count, at)."""

    def note(*lines, status=404, why=""):
        journal = Journal(config.journal_dir, "node1")
        for place, (number, count, at) in enumerate(lines):
            at_ms = round(at.timestamp() * 1000) + place
            journal.note(CallRefused(at_ms, "node1", f"r{place}", "", CALLER, number, "inbound", status, count, why))
        with app.app_context():
            ingest()

    return note


def test_the_operator_finds_them(operator, refused):
    refused((NOBODYS, 7, now()), ("+4930888888", 1, now()))
    page = operator.get("/companies/stray-calls?text=999999").text
    assert NOBODYS in page
    assert readable(CALLER) in page
    assert "The number leads nowhere." in page
    assert "+4930888888" not in page
    assert "/companies/stray-calls" in operator.get("/companies/").text


def test_the_operator_is_told_why_each_was_refused(operator, refused):
    refused((NOBODYS, 7, now()), status=503, why="disk_full")
    assert "disk was full." in operator.get("/companies/stray-calls").text


def test_a_number_of_a_company_that_nothing_answers_is_told_as_that(app, company_id, operator, refused):
    with app.app_context(), company_scope(company_id):
        db.session.add(Number(number=NOBODYS))
        db.session.commit()
    refused((NOBODYS, 1, now()), ("+4930888888", 1, now()))
    page = operator.get("/companies/stray-calls").text
    assert [page.count(each) for each in ("Nothing is published for this number.", "leads nowhere.")] == [1, 1]
    assert "leads nowhere." not in operator.get("/companies/stray-calls?text=999999").text


def test_it_is_said_how_many_are_not_shown(operator, refused):
    refused(*[(NOBODYS, 1, now())] * (strays.SHOWN + 3))
    assert f"The newest {strays.SHOWN} of {strays.SHOWN + 3} rows" in operator.get("/companies/stray-calls").text
    assert "The newest" not in operator.get("/companies/stray-calls?text=no-such").text


def test_on_a_phone_each_line_says_what_it_is(operator, refused):
    refused((NOBODYS, 7, now()))
    page = operator.get("/companies/stray-calls").text
    assert re.findall(r'data-label="(\w+)">([^<]*)', page) == [
        ("Caller", readable(CALLER)),
        ("Number", NOBODYS),
        ("Calls", "7"),
    ]


def test_no_company_sees_them(client, refused):
    refused((NOBODYS, 7, now()))
    assert client.get("/companies/stray-calls").status_code == 403
    assert NOBODYS not in client.get("/calls/").text


def test_they_are_there_once_however_often_they_are_read(app, config, refused):
    refused((NOBODYS, 7, now()))
    with app.app_context(), every_company():
        rebuild(config.journal_dir)
        rebuild(config.journal_dir)
        assert [each.count for each in strays.latest()[0]] == [7]
        assert db.session.scalar(select(func.count(Call.id))) == 0


def test_old_ones_and_those_beyond_the_most_are_forgotten(app, refused):
    refused((NOBODYS, 1, now() - timedelta(days=31)), ("+491", 1, now() - timedelta(days=2)), ("+492", 1, now()))
    with app.app_context():
        strays.forget_old()
        assert list(db.session.scalars(select(StrayCall.number).order_by(StrayCall.at))) == ["+491", "+492"]
        strays.forget_old(most=1)
        assert list(db.session.scalars(select(StrayCall.number))) == ["+492"]
