"""Open pages end with the session: the server cuts their lines."""

import pytest

from app.auth import connections
from app.auth.models import User, UserSession
from app.auth.service import accounts
from app.company.service import own_company
from app.db import company_scope, db, now
from app.web.socketio import socketio

NAMESPACES = ("/wall", "/messages")


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


@pytest.fixture
def page(app):
    """What a browser has open: a line in both namespaces."""
    made = []

    def page(browser):
        line = socketio.test_client(app, "/wall", flask_test_client=browser)
        line.connect("/messages", query_string="")
        made.append(line)
        return line

    yield page
    for line in made:
        for namespace in NAMESPACES:
            if line.is_connected(namespace):
                line.disconnect(namespace)


@pytest.fixture
def look(app):
    """What the background task does at each of its looks."""

    def look():
        with app.app_context():
            connections.connections.of(app).cut()

    return look


def up(line):
    return [line.is_connected(namespace) for namespace in NAMESPACES]


def test_a_page_stays_open_as_long_as_its_session(page, annas_browser, look):
    line = page(annas_browser)
    look()
    assert up(line) == [True, True]


def test_signing_out_cuts_this_browser_and_no_other(app, page, annas_browser, other_client, anna, look):
    here, elsewhere, olgas = page(annas_browser), page(app.test_client(user=anna())), page(other_client)
    annas_browser.post("/sign-out")
    look()
    assert (up(here), up(elsewhere), up(olgas)) == ([False, False], [True, True], [True, True])


def test_a_page_that_says_it_has_gone_is_cut_all_the_same(page, annas_browser, look):
    """Socket.IO would hand these two events to the handlers of its own."""
    line = page(annas_browser)
    for event in ("connect", "disconnect"):
        line.emit(event, {"view": "all"}, namespace="/wall")
    annas_browser.post("/sign-out")
    look()
    assert up(line) == [False, False]


def test_a_session_that_is_ended_from_the_list_is_cut(app, page, annas_browser, anna, look):
    here, elsewhere = page(annas_browser), page(app.test_client(user=anna()))
    annas_browser.post("/account/sessions/end")
    look()
    assert (up(here), up(elsewhere)) == ([True, True], [False, False])


def remove(user):
    accounts.remove_access(user, by=None)


def demote(user):
    """Somebody who changes the row, and no session."""
    user.role = "employee"


def change_role(user):
    accounts.change_role(user, "employee", None, by=None)


def leave_for_long(user):
    for visit in db.session.query(UserSession).filter_by(user_id=user.id):
        visit.seen_at = now().replace(year=2025)


@pytest.mark.parametrize("happens", [remove, demote, change_role, leave_for_long])
def test_whatever_ends_the_session_or_the_right_cuts_the_line(
    app, page, annas_browser, anna_id, company_id, look, happens
):
    line = page(annas_browser)
    with app.app_context(), company_scope(company_id):
        happens(db.session.get(User, anna_id))
        db.session.commit()
    look()
    assert up(line) == [False, False]


def test_who_must_set_up_a_second_factor_first_gets_no_line(app, page, annas_browser, company_id):
    with app.app_context(), company_scope(company_id):
        own_company().requires_second_factor = True
        db.session.commit()
    assert up(page(annas_browser)) == [False, False]


def test_nothing_is_kept_of_those_who_have_gone(app, page, annas_browser, look):
    line = page(annas_browser)
    for namespace in NAMESPACES:
        line.disconnect(namespace)
    assert connections.connections.of(app).watch.browsers == {}
    look()


def test_whoever_was_cut_is_not_let_in_again(page, annas_browser, look):
    line = page(annas_browser)
    annas_browser.post("/sign-out")
    look()
    assert up(page(annas_browser)) == [False, False]
    line.connect("/messages")
    assert up(line) == [False, False]
