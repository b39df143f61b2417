"""`flask account`, for whoever runs the installation."""

import json

import pytest

from app.auth.models import Invitation, RecoveryCode, User
from app.db import company_scope, db
from app.people.service.groups import add_group
from tests.app.auth.conftest import link


@pytest.fixture
def flask(app):
    """(exit code, what is printed)"""

    def flask(*words):
        done = app.test_cli_runner().invoke(args=["account", *words])
        return done.exit_code, json.loads(done.stdout)

    return flask


def path(said):
    return link((None, said["link"]))


def test_an_operator_is_made_on_the_console_and_no_owner_sees_the_link(flask, visitor, client, inside):
    code, said = flask("add", "Otto@operator.example", "--name", "Otto", "--role", "operator", "--company", "1002")
    assert (code, said["email"], said["company"]) == (0, "otto@operator.example", "1002")
    answer = visitor.post(path(said), data={"password": "two blue umbrellas"})
    assert answer.location == "/"
    with inside():
        assert db.session.query(User).filter_by(role="operator").one().name == "Otto"
        assert db.session.query(Invitation).count() == 0
    assert visitor.get("/companies/").status_code == 200


def test_the_link_of_an_operator_is_not_among_the_mails_of_the_company(flask, client):
    said = flask("add", "otto@operator.example", "--name", "Otto", "--role", "operator")[1]
    assert said["link"] not in client.get("/outgoing-mail/").text
    said = flask("add", "mia@firm.example", "--name", "Mia", "--role", "manager")[1]
    assert said["link"] in client.get("/outgoing-mail/").text


def test_who_has_lost_everything_is_let_in_again(flask, visitor, annas_browser, anna_id, sign_in, inside, company_id):
    with inside():
        db.session.get(User, anna_id).totp_sealed = "sealed"
        db.session.add(RecoveryCode(company_id=company_id, user_id=anna_id, code_hash="-"))
        db.session.commit()
    assert flask("list", "--company", "1001")[1][0]["second_factor"] is True
    code, said = flask("reset", "anna@firm.example", "--second-factor")
    assert (code, said["second_factor"]) == (0, False)
    assert annas_browser.get("/account").status_code == 302
    visitor.post(path(said), data={"password": "two blue umbrellas"})
    assert sign_in(visitor, password="two blue umbrellas").location == "/"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("reset", "nobody@firm.example"), "no_account"),
        (("add", "owner@1002.example", "--name", "X", "--role", "owner"), "address_used"),
        (("add", "x", "--name", "X", "--role", "owner"), "bad_address"),
        (("add", "x@y.example", "--name", "X", "--role", "owner", "--company", "7"), "no_company"),
    ],
)
def test_what_can_not_be_done_is_said(flask, words, code):
    status, said = flask(*words)
    assert (status, said["error"]["code"]) == (2, code)


@pytest.mark.parametrize(
    ("role", "options", "groups"),
    [
        ("supervisor", ("--all-groups",), None),
        ("supervisor", ("--group", "sales", "--group", "support"), ["sales", "support"]),
        ("supervisor", ("--group", "Our SALES", "--group", "SALES"), ["sales"]),
        ("supervisor", ("--group", "sales", "--group", "salse"), "refused"),
        ("supervisor", ("--group", "Help"), "refused"),
        ("supervisor", (), "refused"),
        ("supervisor", ("--all-groups", "--group", "sales"), "refused"),
        ("manager", ("--all-groups",), "refused"),
        ("manager", (), None),
    ],
)
def test_a_supervisor_is_invited_with_a_choice_of_groups(flask, inside, company_id, role, options, groups):
    with inside(), company_scope(company_id):
        for label, name in (("Our sales", "sales"), ("Support", "support"), ("Help", "help-1"), ("Help", "help-2")):
            add_group(label, [], name)
        db.session.commit()
    code, said = flask("add", "sue@demo.example", "--name", "Sue", "--role", role, *options)
    if groups == "refused":
        assert (code, said["error"]["code"]) == (2, "groups")
        with inside():
            assert db.session.query(Invitation).count() == 0
        return
    with inside():
        assert db.session.query(Invitation).one().groups == groups
