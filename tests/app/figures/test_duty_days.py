"""The sums of presence of days that are over are stored, and follow whatever the journal says of these days later."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from app.calls.models import Presence
from app.company.service import own_company
from app.db import company_scope, db, now
from app.figures import merging
from app.figures.duty_days import MOST_AT_ONCE, added_up, sums_of
from app.figures.models import FigureDutyDay, FigureDutyMark
from app.figures.tally import day_begins
from designer.runtime.journal_entries import PresenceChanged
from switch.journal import Journal
from tests.app.figures.made_calls import ask
from tests.app.figures.test_duty import NINE, H, M, present, store

WEEK = {"from": "2026-11-16", "to": "2026-11-24"}
STATES = ("phone_back", "phone_lost")
CHOICES = ("free", "away", "do_not_disturb", "paused")


@pytest.fixture
def says(config, ingest):
    """Writes a line about the employee 101, and lets it be read."""

    def says(at, state, reason=""):
        config.journal_dir.mkdir(parents=True, exist_ok=True)
        journal = Journal(config.journal_dir, "node1")
        journal.note(PresenceChanged(round(at.timestamp() * 1000), "node1", "1001", "101", state, reason, 0))
        journal.close()
        ingest()

    return says


def some_presence(seed):
    """Two weeks of two people whose phones come and go, who choose all kinds of things, and have wrap-ups."""
    chance = random.Random(seed)
    for extension in ("101", "102"):
        for kind, states in (("phone", STATES), ("chosen", CHOICES), ("wrap_up", ("wrap_up",))):
            at = NINE - 14 * 24 * H
            while at < NINE:
                until = at + chance.uniform(0, 20) * H
                planned = at + chance.uniform(0, 10) * H if chance.random() < 0.3 else None
                is_open = kind != "wrap_up" and until > NINE
                yield present(kind, at, None if is_open else until, chance.choice(states), "", extension, planned)
                at = until + chance.choice((0, 0, 3)) * H


def counted(first, last):
    return {key: states for key, states in sums_of(first, last, own_company().clock, now()).items() if states}


@pytest.mark.parametrize("seed", range(5))
def test_stored_sums_are_those_of_the_presence_itself(app, company_id, seed):
    with app.app_context(), company_scope(company_id):
        store(*some_presence(seed))
        first, last = NINE.toordinal() - 16, NINE.toordinal() + 1
        zone = own_company().clock
        alive = added_up(zone, day_begins(first, zone), day_begins(last + 1, zone))
        assert counted(first, last) == alive
        merging.merge_company(company_id)
        db.session.execute(delete(Presence))
        stored = counted(first, last)
        assert stored.keys() == alive.keys()
        for key, states in stored.items():
            assert states == pytest.approx(alive[key], abs=0.001)


def test_days_are_made_up_to_yesterday_and_no_more(app, company_id):
    with app.app_context(), company_scope(company_id):
        merging.merge_company(company_id)
        assert list(db.session.scalars(select(FigureDutyDay.day))) == []
        began = datetime.now(UTC) - timedelta(days=MOST_AT_ONCE * 2 + 3)
        store(present("phone", began, None, "phone_back"))
        merging.merge_company(company_id)
        days = list(db.session.scalars(select(FigureDutyDay.day).order_by(FigureDutyDay.day)))
        today = datetime.now(own_company().clock).toordinal()
        assert days == list(range(began.astimezone(own_company().clock).toordinal(), today))


def test_lines_that_come_late_change_the_days_that_they_are_about(app, company_id, says):
    def at_work_and_paused():
        with app.test_request_context(), company_scope(company_id):
            return ask(("at_work", "paused"), **WEEK)[0]

    def merge():
        with app.app_context():
            merging.merge_company(company_id)

    says(NINE, "phone_back")
    says(NINE + 8 * H, "phone_lost")
    merge()
    assert at_work_and_paused() == (8 * 3600, 0)
    says(NINE + H, "paused", "Lunch")
    says(NINE + 2 * H, "free")
    says(NINE - 3 * 24 * H, "phone_back")
    says(NINE - 3 * 24 * H + 10 * M, "phone_lost")
    for _ in range(2):
        assert at_work_and_paused() == (8 * 3600 + 600, 3600)
        merge()
    with app.app_context(), company_scope(company_id):
        assert list(db.session.scalars(select(FigureDutyMark.since))) == []


def test_what_happens_today_makes_no_day_anew(app, company_id, says):
    with app.app_context(), company_scope(company_id):
        store(present("phone", NINE, None, "phone_back"))
        merging.merge_company(company_id)
    says(datetime.now(UTC), "phone_lost")
    with app.app_context(), company_scope(company_id):
        assert list(db.session.scalars(select(FigureDutyMark.since))) == []


def test_another_time_zone_makes_all_days_anew(app, company_id):
    with app.test_request_context(), company_scope(company_id):
        store(
            present("phone", NINE + 14 * H, NINE + 16 * H, "phone_back"),
            present("phone", NINE + 16 * H, None, "phone_lost"),
        )
        merging.merge_company(company_id)
        assert ask("at_work", ("day",), **WEEK)[1]["2026-11-24"] == 3600
        own_company().zone = "UTC"
        db.session.commit()
        merging.merge_company(company_id)
        assert ask("at_work", ("day",), **WEEK)[1]["2026-11-24"] == 0
