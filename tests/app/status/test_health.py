"""Health on the page Status: for whoever runs the installation, in their language."""

import pytest
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.ports.health import HealthCheck, fault, health_checks, ok
from tests.app.german import GERMAN


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


def test_whoever_runs_the_installation_sees_how_it_is(operator, only):
    only(lambda: fault("Nothing <goes> out.", "Ask the server."))
    assert "/status/health" in operator.get("/status/").text
    shown = operator.get("/status/health").text
    assert "Nothing &lt;goes&gt; out." in shown
    assert "Ask the server." in shown
    assert "Something needs you" in shown
    only(lambda: ok("Fine."))
    assert "All is well" in operator.get("/status/health").text


def test_it_is_said_in_german(operator, only):
    only(lambda: ok("Fine."))
    assert "Alles in Ordnung" in operator.get("/status/health", headers=GERMAN).text


def test_a_company_among_others_sees_nothing_of_it(client):
    assert_hidden(client)


def test_the_only_company_sees_nothing_of_it_where_there_is_an_operator(client, operator, only_company):
    assert_hidden(client)


def test_the_owner_of_the_only_company_runs_the_installation(client, only_company):
    assert "/status/health" in client.get("/status/").text
    assert client.get("/status/health").status_code == 200


def assert_hidden(client):
    assert "/status/health" not in client.get("/status/").text
    assert client.get("/status/health").status_code == 403
