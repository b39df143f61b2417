"""Nobody looks again and again: whoever watches something is woken once it has been committed."""

import queue
import threading
from pathlib import Path

import pytest

from app.auth import connections
from app.auth.models import User
from app.auth.service import sessions
from app.db import company_scope, db
from app.gateways.wakes import PREFIX, LocalWakes
from app.messages.writing import carry
from app.ports.messages import Notification
from app.ports.waking import ACCOUNTS, EVERYTHING, MESSAGES, Ear, Watch, wake, wakes
from app.web.socketio import socketio
from tests.waiting import until

WAIT_S = 10


@pytest.fixture
def heard(app):
    """The words that were heard since the beginning of the test."""
    found, listener = [], wakes.of(app).listener()
    thread = threading.Thread(target=lambda: found.extend(listener.words()))
    thread.start()

    def heard():
        listener.stop()
        thread.join(WAIT_S)
        return found

    yield heard
    heard()


def test_a_word_is_heard_once_the_transaction_is_committed(app, in_company, heard):
    wake(["7", "x"])
    db.session.rollback()
    wake(["8"])
    wake(["8"])
    db.session.commit()
    assert heard() == ["8"]


def test_what_changes_of_a_user_or_ends_a_session_wakes_the_lines(app, in_company, client, heard):
    user = db.session.query(User).one()
    user.role = "employee"
    db.session.commit()
    sessions.sign_out_everywhere(user)
    db.session.commit()
    assert heard().count(ACCOUNTS) >= 2


def test_a_message_wakes_those_who_count(app, company_id, client, heard):
    with app.app_context(), company_scope(company_id):
        user_id = db.session.query(User).one().id
        carry(Notification(company_id, user_id, "figure", "Red", "text", "/"))
        db.session.commit()
    assert MESSAGES in heard()


class Pushes:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.count, self._changed = 0, threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def wait(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, WAIT_S)


def test_a_watch_pushes_when_it_is_woken_by_its_word_and_ends_with_its_browsers(app):
    pushes = Pushes()
    watch = Watch(app, pushes, "mine".__eq__, 0.0, 3600.0)
    watch.connect("browser", 1)
    assert pushes.wait(1)
    assert until(lambda: wakes.of(app).send("mine") or pushes.count > 2)
    watch.disconnect("browser")
    assert until(lambda: not watch._runs)
    before = pushes.count
    watch.connect("another", 1)
    assert pushes.wait(before + 1)
    watch.disconnect("another")
    assert until(lambda: not watch._runs)


def test_a_watch_is_woken_by_its_word_alone_and_when_words_may_have_been_lost(app):
    watch = Watch(app, Pushes(), "mine".__eq__, 0.0, 3600.0)
    for word, is_woken in (("other", False), ("mine", True), (EVERYTHING, True)):
        watch._woken.clear()
        watch._hear(word)
        assert watch._woken.is_set() == is_woken


def test_an_ear_hears_words_until_it_is_stopped(app):
    heard = queue.Queue()
    ear = Ear(app, heard.put)
    assert heard.get(timeout=WAIT_S) == EVERYTHING
    wakes.of(app).send("7")
    assert heard.get(timeout=WAIT_S) == "7"
    ear.stop()
    assert until(lambda: not list(Path(app.config["ZENTRALE"].run_dir).glob(f"{PREFIX}*")))


def test_an_ear_goes_on_after_a_listener_could_not_be_made(app, monkeypatch):
    made, real = [], LocalWakes.listener

    def listener(self):
        made.append(1)
        if len(made) == 1:
            raise OSError("No space left on device")
        return real(self)

    monkeypatch.setattr(LocalWakes, "listener", listener)
    heard = queue.Queue()
    ear = Ear(app, heard.put)
    assert heard.get(timeout=WAIT_S) == EVERYTHING
    ear.stop()


def test_a_line_is_cut_as_soon_as_the_session_has_ended(app, client):
    """No clock moves and nobody looks: the commit itself wakes the process that holds the line."""
    line = socketio.test_client(app, "/messages", flask_test_client=client)
    assert line.is_connected("/messages")
    client.post("/sign-out")
    assert until(lambda: not line.is_connected("/messages"), connections.LONGEST_S / 2)
