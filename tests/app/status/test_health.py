"""Health on the page Status: for whoever runs the installation, in their language."""

import pytest
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.ports.health import HealthCheck, fault, health_checks, ok
from app.status import healthy
from app.status.live.rooms import NAMESPACE
from app.web.socketio import socketio


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look at the parts themselves."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


@pytest.fixture
def operator(app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add(User(name="Otto", email="otto@operator.example", role="operator", password_hash="-"))
        db.session.commit()
        return app.test_client(user=db.session.query(User).filter_by(role="operator").one())


@pytest.fixture
def only_company(app, company_id):
    with app.app_context(), every_company():
        db.session.execute(delete(User).where(User.company_id != company_id))
        db.session.execute(delete(Company).where(Company.id != company_id))
        db.session.commit()


@pytest.fixture
def only(app):
    def only(check):
        health_checks.replace(app, ())
        health_checks.add(app, HealthCheck("mail", _l("Mail"), check))

    return only


@pytest.fixture
def seen(app):
    """What somebody's wall shows of the parts, once they were looked at; None if they may not see it."""

    def seen(browser, language="en"):
        with app.app_context(), every_company():
            healthy.look(language)
        headers = {"Accept-Language": language}
        line = socketio.test_client(app, NAMESPACE, flask_test_client=browser, headers=headers)
        (snapshot,) = [event["args"][0] for event in line.get_received(NAMESPACE) if event["name"] == "snapshot"]
        line.disconnect(NAMESPACE)
        rows = snapshot["state"]["health"]
        assert ("see health" in snapshot["you"]["may"]) == bool(rows)
        return rows or None

    return seen


def test_whoever_runs_the_installation_sees_how_it_is(operator, only, seen):
    only(lambda: fault("Nothing <goes> out.", "Ask the server."))
    assert seen(operator) == {
        "mail": {"label": "Mail", "state": "fault", "said": "Nothing <goes> out.", "to_do": "Ask the server."}
    }
    only(lambda: ok("Fine."))
    assert seen(operator)["mail"]["state"] == "ok"


def test_it_is_said_in_german(operator, only, seen):
    only(lambda: ok("Fine."))
    assert seen(operator, "de")["mail"]["label"] == "E-Mail"


def test_a_company_among_others_sees_nothing_of_it(client, seen):
    assert seen(client) is None


def test_the_only_company_sees_nothing_of_it_where_there_is_an_operator(client, operator, only_company, seen):
    assert seen(client) is None


def test_the_owner_of_the_only_company_runs_the_installation(client, only_company, seen):
    assert seen(client)
