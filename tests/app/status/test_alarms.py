"""Levels of figures, and messages once a figure has come to its threshold."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.messages.models import Message
from app.people.models import Group
from app.status import alarms, sums
from app.status.alarms import Watch, look
from app.status.choices import entry
from app.status.levels import is_reached, level_of
from tests.app.status import queue_flow
from tests.app.status.pictures import AT, ago
from tests.waiting import until


def figure(better="less", target=None, judged="value"):
    return {"better": better, "target": target, "judged": judged}


def row(value=None, since=None):
    return {"value": value, "since": since and since.timestamp() * 1000}


USUAL = {"watch": 30, "act": 60}


@pytest.mark.parametrize(
    ("definition", "shown", "chosen", "level"),
    [
        (figure(target=USUAL), row(30), {}, "ok"),
        (figure(target=USUAL), row(31), {}, "watch"),
        (figure(target=USUAL), row(61), {}, "act"),
        (figure(target=USUAL), row(61), {"act": 90}, "watch"),
        (figure(target=USUAL), row(61), {"off": True}, ""),
        (figure(target=USUAL), row(None), {}, ""),
        (figure(target=None), row(61), {}, ""),
        (figure(target=None), row(61), {"act": 60}, "act"),
        (figure(better="", target=USUAL), row(61), {}, ""),
        (figure("more", {"watch": 0.8, "act": 0.6}), row(0.8), {}, "ok"),
        (figure("more", {"watch": 0.8, "act": 0.6}), row(0.74), {}, "watch"),
        (figure("more", {"watch": 0.8, "act": 0.6}), row(0.5), {}, "act"),
        (figure(target=USUAL, judged="since"), row(4, ago(seconds=61)), {}, "act"),
        (figure(target=USUAL, judged="since"), row(0), {}, "ok"),
    ],
)
def test_a_figure_is_judged_by_its_thresholds(definition, shown, chosen, level):
    assert level_of(definition, shown, entry("waiting", **chosen), AT) == level


def test_a_level_is_reached_once():
    assert is_reached("act", "ok", "act")
    assert is_reached("watch", "ok", "act")
    assert not is_reached("act", "ok", "watch")
    assert not is_reached("watch", "watch", "act")
    assert not is_reached("", "ok", "act")


@pytest.fixture
def wanted(client, in_company, journal, monkeypatch):
    monkeypatch.setattr(sums.Kept, "due", lambda _self, at: at)
    queue_flow.use(journal)
    db.session.add(Group(name="sales", label="Sales"))
    db.session.commit()
    figures = [{"name": "waiting", "message": "act"}, {"name": "load"}]
    assert client.put("/status/choice", json={"figures": figures}).status_code == 200


def messages():
    db.session.rollback()
    return [each.title for each in db.session.scalars(select(Message))]


@pytest.mark.usefixtures("wanted")
def test_a_message_is_written_once_each_time_the_level_is_reached(company_id, journal, ingest):
    look(company_id)
    queue_flow.waits(journal, "a", queue_flow.today(61))
    ingest()
    look(company_id)
    look(company_id)
    assert messages() == ["Waiting now has come to its threshold"]
    queue_flow.waits(journal, "a", queue_flow.today(61), steps=None)
    ingest()
    look(company_id)
    queue_flow.waits(journal, "b", queue_flow.today(61))
    ingest()
    look(company_id)
    assert len(messages()) == 2


@pytest.fixture
def watched(app, monkeypatch):
    """The watch of the worker, once it has looked for the first time."""
    monkeypatch.setattr(alarms, "LEAST_S", 0.0)
    stopped = threading.Event()
    watch = Watch(app, stopped)

    def run():
        with app.app_context():
            watch.run()

    thread = threading.Thread(target=run)
    thread.start()
    with app.app_context():
        assert until(lambda: alarms._known().levels)
    yield watch
    stopped.set()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.usefixtures("wanted")
def test_the_worker_looks_when_it_is_woken(watched, company_id, journal, ingest):
    queue_flow.waits(journal, "a", queue_flow.today(61))
    ingest()
    watched.wake(company_id)
    assert until(messages)


@pytest.mark.usefixtures("wanted", "watched")
def test_the_worker_looks_by_itself_after_the_clock_was_set_back(app, company_id, journal, ingest):
    with app.app_context():
        alarms._known().turns[company_id] += timedelta(days=1)
    queue_flow.waits(journal, "a", queue_flow.today(61))
    ingest()
    assert until(messages)


@pytest.mark.usefixtures("wanted")
def test_a_caller_who_waits_too_long_is_noticed_without_any_event(company_id, journal, ingest, app):
    joined = queue_flow.today(1)
    queue_flow.waits(journal, "a", joined)
    ingest()
    look(company_id)
    assert alarms._known().turns[company_id] <= joined + timedelta(seconds=61)
