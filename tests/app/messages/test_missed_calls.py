"""Calls that rang somebody and were answered by nobody."""

import pytest

from app.config import config
from app.db import db, now
from app.journal import service
from app.journal.rebuilding import rebuild
from app.ports.calls import VoicemailLeft, announce
from designer.runtime.effects import Dial, Ended
from designer.runtime.events import CallerGone, PromptEnded
from designer.runtime.queue_events import CallbackGivenUp, RetryCallback
from tests.app.messages.conftest import count
from tests.app.recordings.conftest import Switch, keep  # noqa: F401 - a fixture


@pytest.fixture
def switch_of_calls(app, config):
    return Switch(config.journal_dir)


@pytest.fixture
def missed(app, switch_of_calls):
    """A call rings 101, 102 and 103, and the caller gives up."""

    def missed(name, **how):
        switch_of_calls.arrive(name, **how)
        dials = [Dial(f"b{index}", f"10{index}", (f"1001-10{index}",)) for index in (1, 2, 3, 1)]
        switch_of_calls.step(name, PromptEnded, *dials, token=1)
        switch_of_calls.step(name, CallerGone, Ended("caller_hung_up"))
        with app.app_context():
            service.ingest()

    return missed


def test_everybody_whom_it_rang_is_told_once(team, missed, sign_in):
    anna, clara = sign_in("Anna", "101"), sign_in("Clara", "103")
    missed("a", caller="+491")
    assert count(anna) == count(clara) == 1
    assert "Missed call from +491" in anna.get("/messages/?kind=missed").text


def test_a_call_that_was_answered_is_not_missed(team, switch_of_calls, app, client):
    switch_of_calls.arrive("a")
    switch_of_calls.talk("a")
    switch_of_calls.end("a")
    with app.app_context():
        service.ingest()
    assert count(client) == 0


def test_it_is_the_same_when_derived_again_and_what_was_read_stays_so(team, missed, sign_in, app):
    anna = sign_in("Anna", "101")
    missed("a")
    missed("b")
    anna.post("/messages/a:2:m101/read")
    with app.app_context():
        rebuild(config().journal_dir)
    assert count(anna) == 1


def test_a_callback_that_was_given_up_is_told_to_the_group(team, switch_of_calls, sign_in, app):
    anna, clara = sign_in("Anna", "101"), sign_in("Clara", "103")
    again = RetryCallback(1_700_000_000_000, "sales", "+49170", 0, 24)
    switch_of_calls.journal.queue("1001", again, (CallbackGivenUp("sales", "+49170", 24),))
    switch_of_calls.journal.queue("9999", again, (CallbackGivenUp("sales", "+49171", 24),))
    with app.app_context():
        service.ingest()
    assert (count(anna), count(clara)) == (1, 0)
    assert "+49170 was promised a call-back and has got none" in anna.get("/messages/?kind=callback").text
    page = anna.get("/messages/1700000000000:e204:sales:lost").text
    assert "Please call this number yourself" in page
    with app.app_context():
        rebuild(config().journal_dir)
    assert count(anna) == 0
    assert "+49171" not in anna.get("/messages/").text


def left(app, company_id, recording="c-r1", owner="group:sales"):
    with app.app_context():
        announce([VoicemailLeft(company_id, "c", now(), recording, owner, "+4917012345")])
        db.session.commit()


def test_voicemail_for_a_group_is_heard_by_its_members_and_by_nobody_else(team, sign_in, app, company_id, keep):  # noqa: F811
    anna, clara, boss = sign_in("Anna", "101"), sign_in("Clara", "103"), sign_in("Mia", role="manager")
    keep("c-r1", kind="message", owner="group:sales", employee=None, sound=b"RIFF and so on")
    left(app, company_id)
    left(app, company_id)
    assert count(anna) == 1
    assert "Voicemail from +4917012345" in anna.get("/messages/").text
    with anna.get("/messages/c-r1:voicemail/sound.wav") as sound:
        assert (sound.mimetype, sound.data) == ("audio/wav", b"RIFF and so on")
    for other in (clara, boss):
        assert count(other) == 0
        assert other.get("/messages/c-r1:voicemail/sound.wav").status_code == 404


def test_voicemail_stays_when_the_journal_is_derived_again(team, sign_in, app, company_id):
    anna = sign_in("Anna", "101")
    left(app, company_id)
    with app.app_context():
        rebuild(config().journal_dir)
    assert count(anna) == 1


def test_an_owner_who_is_no_employee_gets_what_nobody_else_could_read(team, client, sign_in, missed, app, company_id):
    sign_in("Anna", "101")
    missed("a")
    left(app, company_id, "r1", "employee:103")
    left(app, company_id, "r2", "group:sales")
    assert count(client) == 3  # missed by 102 and 103, and 103's voicemail; Anna reads her own and the group's
