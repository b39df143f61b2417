"""The groups whose calls a supervisor sees, in tables of employees: nobody sees more than somebody chose."""

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from app.auth.models import Invitation, User, UserSession
from app.db import company_scope, db
from app.people.models import Employee, Group
from app.people.service.groups import add_group
from tests.app.german import GERMAN
from tests.app.people.people import add_people
from tests.app.people.test_employee_import import counts, send

EXPORT = "/settings/employees/export.csv"


@pytest.fixture(autouse=True)
def people(app, company_id):
    """Anna, 101, and Özge, 102; the groups Sales, Support, and another one that is called support (support-2)."""
    with app.app_context(), company_scope(company_id):
        add_people()
        for label in ("Sales", "Support", "support"):
            add_group(label, [])
        db.session.commit()


@pytest.fixture
def invite(app, client):
    def invite(groups):
        data = {"email": "anna@demo.example", "role": "supervisor", **groups}
        client.post("/settings/employees/1/access/invitation", data=data)

    return invite


@pytest.fixture
def anna(app, company_id):
    """Gives Anna an account, and returns what she supervises now."""

    def anna(role=None, groups=None):
        with app.app_context(), company_scope(company_id):
            if role:
                values = {"name": "Anna", "email": "anna@demo.example", "password_hash": "-"}
                db.session.add(User(employee_id=1, role=role, groups=groups, **values))
                db.session.commit()
            found = db.session.scalar(select(User).filter_by(employee_id=1)) or db.session.scalar(select(Invitation))
            return found and (found.role, found.groups)

    return anna


@pytest.mark.parametrize(
    "table",
    [
        "extension,name,role\n101,Anna Berg,supervisor\n",
        "extension,name,role,supervises\n101,Anna Berg,supervisor,\n",
        "extension,name,supervises\n101,Anna Berg-Kaya,\n",
    ],
)
@pytest.mark.parametrize("chosen", [["sales"], []])
def test_an_empty_cell_changes_no_limit_of_somebody_who_is_invited(client, invite, anna, table, chosen):
    invite({"reach": "only", "groups": chosen})
    client.post(send(client, table))
    assert anna() == ("supervisor", chosen)


def test_the_limit_of_an_invitation_is_changed_by_the_table(client, invite, anna):
    invite({"reach": "only", "groups": ["sales"]})
    page = send(client, "extension,name,supervises\n101,Anna Berg,support-2\n")
    assert "<del>Sales</del> <ins>support-2</ins>" in client.get(page).text
    client.post(page)
    assert anna() == ("supervisor", ["support-2"])


@pytest.mark.parametrize(
    ("groups", "cell"), [(["support"], "Support"), (["support-2"], "support-2"), ([], "(none)"), (None, "(all)")]
)
def test_what_was_exported_changes_nothing_and_restores_the_same(client, anna, groups, cell):
    anna("supervisor", groups)
    table = client.get(EXPORT).data
    assert f"supervisor,{cell}\r\n" in table.decode()
    assert counts(client, send(client, table))["changed"] == 0
    client.post("/settings/employees/1/access/delete")
    client.post(send(client, table))
    assert anna() == ("supervisor", groups)


def test_no_group_is_written_in_the_readers_language(client, anna):
    anna("supervisor", [])
    page = client.get(send(client, "extension,name,supervises\n101,Anna Berg,(all)\n"), headers=GERMAN).text
    assert "<del>(keine)</del> <ins>(alle)</ins>" in page
    exported = client.get(EXPORT, headers=GERMAN).data
    assert "supervisor,(keine)\r\n" in exported.decode()
    assert counts(client, send(client, exported))["changed"] == 0


def test_an_empty_cell_does_what_the_help_says(client, app, company_id):
    head = "extension,name,email,skills,groups\n"
    client.post(send(client, f"{head}101,Anna Berg,anna@demo.example,french,sales\n"))
    emptied = unescape(client.get(send(client, f"{head}101,Anna Berg,,,\n")).text)
    gone = ["<del>anna@demo.example</del>", "<del>french</del>", "<del>Sales</del>"]
    assert all(f"{each} <ins>nothing</ins>" in emptied for each in gone)
    assert counts(client, send(client, "extension,name,role,supervises\n101,Anna Berg,,\n"))["same"] == 1


def test_members_stay_in_their_group_when_another_has_the_same_label(client, app, company_id):
    with app.app_context(), company_scope(company_id):
        for name in ("support-2", "sales"):
            group = db.session.scalar(select(Group).filter_by(name=name))
            group.label = "Hilfe, Fragen" if name == "sales" else group.label
            group.members = []
        db.session.commit()
    client.post(send(client, "extension,name,groups\n101,Anna Berg,support-2 | sales\n"))
    exported = client.get(EXPORT).data
    assert '"sales, support-2"' in exported.decode()
    assert counts(client, send(client, exported))["changed"] == 0
    with app.app_context(), company_scope(company_id):
        there = [each.group.name for each in db.session.scalar(select(Employee).filter_by(id=1)).memberships]
        assert sorted(there) == ["sales", "support-2"]


def test_a_label_of_several_groups_is_refused(client, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.scalar(select(Group).filter_by(name="support")).label = "Hilfe"
        db.session.scalar(select(Group).filter_by(name="sales")).label = "hilfe"
        db.session.commit()
    page = client.get(send(client, "extension,name,groups\n101,Anna Berg,HILFE\n")).text
    assert "Several groups are called “HILFE”. Write sales, support." in unescape(page)


def test_another_supervised_group_is_shown_and_needs_a_recent_login(client, app, company_id, anna):
    anna("supervisor", ["support"])
    page = send(client, "extension,name,supervises\n101,Anna Berg-Kaya,support-2\n")
    assert "<del>Support</del> <ins>support-2</ins>" in client.get(f"{page}?view=changed").text
    with app.app_context(), company_scope(company_id):
        db.session.scalar(select(UserSession)).authenticated_at -= timedelta(hours=2)
        db.session.commit()
    assert client.post(page).location.startswith("/account/reauthenticate")
    assert anna() == ("supervisor", ["support"])


@pytest.mark.parametrize("groups", [["support"], [], None])
def test_a_manager_changes_no_limit(client, app, company_id, anna, groups):
    anna("supervisor", groups)
    with app.app_context(), company_scope(company_id):
        db.session.scalar(select(User).filter_by(role="owner")).role = "manager"
        db.session.commit()
    for cell in ("support-2", "(all)", "(none)"):
        client.post(send(client, f"extension,name,supervises\n101,Anna Berg,{cell}\n"))
        assert anna() == ("supervisor", groups)


@pytest.mark.parametrize("head", ["role", "role,supervises"])
@pytest.mark.parametrize("role", [None, "employee", "manager"])
def test_nobody_becomes_a_supervisor_without_a_choice(client, anna, head, role):
    if role:
        anna(role, None)
    cells = "supervisor" + "," * head.count(",")
    page = client.get(send(client, f"extension,name,{head}\n101,Anna Berg,{cells}\n"))
    told = re.findall(r'<td>Supervises</td><td class="[^"]*" dir="auto">–</td><td>([^<]*)', page.text)
    assert told == ["Say whose calls a supervisor sees: groups, (all) or (none)."]
    assert anna() == (role and (role, None))


@pytest.mark.parametrize("cell", ["(alle)", "(keine)"])
def test_a_german_reader_is_told_the_words_of_the_hint_which_the_table_takes(client, anna, cell):
    table = "extension,name,role,supervises\n101,Anna Berg,Teamleitung,"
    for path in (send(client, f"{table}\n"), "/settings/employees/import"):
        assert cell in client.get(path, headers=GERMAN).text
    client.post(send(client, f"{table}{cell}\n"))
    assert anna() == ("supervisor", None if cell == "(alle)" else [])


@pytest.mark.parametrize(("cell", "groups"), [("(all)", None), ("(Alle)", None), ("(none)", []), ("sales", ["sales"])])
def test_somebody_becomes_a_supervisor_with_a_choice(client, anna, cell, groups):
    anna("manager", None)
    client.post(send(client, f"extension,name,role,supervises\n101,Anna Berg,supervisor,{cell}\n"))
    assert anna() == ("supervisor", groups)


@pytest.mark.parametrize(
    ("table", "line", "sentence"),
    [
        ("101,Anna,,manager\n", "2", "There is an account with this address. On this employee's page"),
        ("102,Ben,anna@demo.example,manager\n", "2", "There is an account with this address. On this employee's page"),
        ("105,New,Anna@demo.example,manager\n", "2", "anna@demo.example belongs to somebody else already."),
        ("105,New,owner@1002.example,manager\n", "2", "owner@1002.example belongs to somebody else already."),
        (
            "105,New,new@demo.example,manager\n106,Newer,NEW@demo.example,manager\n",
            "3",
            "Another row invites somebody by this address.",
        ),
    ],
)
def test_an_address_by_which_nobody_can_be_invited_is_a_fault_of_its_row(
    client, app, company_id, table, line, sentence
):
    with app.app_context(), company_scope(company_id):
        db.session.add(User(name="Anna", email="anna@demo.example", role="supervisor", groups=[], password_hash="-"))
        db.session.commit()
    page = unescape(client.get(send(client, f"extension,name,email,role\n{table}")).text)
    told = re.findall(r'<tr><td class="number">(\d+)</td><td>Role</td>.*?</tr>', page, re.S)
    assert told == [line]
    assert sentence in page
