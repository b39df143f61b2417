"""Groups: their members in order and with delays, how they ring, and which flows use them."""

import re

import pytest
from markupsafe import escape
from sqlalchemy import event

from app.auth.models import User
from app.db import company_scope, db
from app.flows import numbers, service
from app.people.group_form import MOST_MEMBERS
from app.people.models import Employee, Group
from app.people.service.employees import add_employee
from app.people.service.groups import add_group, change_group
from tests.app.flows.conftest import NUMBER, node, wire
from tests.app.settings.test_pages import directory


@pytest.fixture
def ids(app, company_id):
    """Of three employees, by extension; and of a group, "sales", of the first."""
    with app.app_context(), company_scope(company_id):
        found = {each: add_employee(each, f"Employee {each}")[0] for each in ("101", "102", "103")}
        group = add_group("Sales", [found["101"]])
        db.session.commit()
        return {"group": group.id, **{extension: each.id for extension, each in found.items()}}


@pytest.fixture
def send(client, ids):
    """The form of the group's page; *members* by extension, with their delays as they are typed."""

    def send(members, **values):
        data = {"label": "Sales", "strategy": "all", "members": [ids[each] for each in members], **values}
        data |= {f"delay-{ids[extension]}": delay for extension, delay in members.items()}
        return client.post(f"/settings/groups/{ids['group']}", data=data)

    return send


def sales(switch):
    return directory(switch)["groups"]["sales"]


def ring_sales(name):
    """A drawing that rings the group."""
    nodes = [
        node("start", "start"),
        {**node("ring", "ring", who="group:sales"), "label": "Our sales"},
        node("end", "hangup"),
    ]
    wires = [
        wire("start", "next", "ring"),
        *(wire("ring", each, "end") for each in ("no_answer", "busy", "unavailable")),
    ]
    return {"format": 1, "name": name, "entry": "start", "nodes": nodes, "wires": wires}


def test_how_it_rings_goes_to_the_switch(send, switch):
    assert send({"103": "", "101": "10"}).location == "/settings/groups"
    assert sales(switch) == {"name": "Sales", "members": ["103", "101"], "delays": {"101": 10}}
    send({"102": "0", "103": "0"}, strategy="in_turn", label="Our sales")
    assert sales(switch) == {"name": "Our sales", "members": ["102", "103"], "strategy": "in_turn"}


@pytest.mark.parametrize(("typed", "seconds"), [("45", 45), (" 600 ", 600), ("", 0), ("0", 0)])
def test_the_wrap_up_time_goes_to_the_switch(send, client, ids, switch, typed, seconds):
    assert send({"101": "0"}, wrap_up_s="30").status_code == 302
    assert sales(switch)["wrap_up_s"] == 30
    assert send({"101": "0"}, wrap_up_s=typed).status_code == 302
    assert sales(switch).get("wrap_up_s", 0) == seconds
    assert f'value="{seconds}"' in field(client.get(f"/settings/groups/{ids['group']}").text, "wrap_up_s")


def test_who_does_not_mention_it_leaves_the_wrap_up_time_as_it_is(send, switch):
    send({"101": "0"}, wrap_up_s="30")
    send({"101": "0", "102": "0"})
    assert sales(switch)["wrap_up_s"] == 30


@pytest.mark.parametrize("typed", ["601", "-1", "soon", "1.5", "1_0", "١٢", "9" * 5000, "<b>"])
def test_a_wrap_up_time_that_can_not_be_is_said_at_the_field(send, switch, typed):
    answer = send({"102": "33"}, wrap_up_s=typed)
    assert answer.status_code == 422
    assert answer.text.count("Write a number of seconds, from 0 to 600.") == 1
    assert str(escape(typed)) in field(answer.text, "wrap_up_s")
    assert sales(switch) == {"name": "Sales", "members": ["101"]}


def field(page, name):
    return re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]


def test_the_page_shows_the_members_in_their_order(send, client, ids):
    send({"103": "7", "101": "0"}, strategy="longest_idle")
    page = client.get(f"/settings/groups/{ids['group']}").text
    assert re.findall(r'name="members" value="(\d+)"', page) == [str(ids["103"]), str(ids["101"])]
    assert f'name="delay-{ids["103"]}" value="7"' in page
    assert '<option selected value="longest_idle">' in page


def test_somebody_can_be_added_by_what_is_typed_alone(send, switch):
    assert send({"101": "0"}, add="102 Employee 102").status_code == 302
    assert sales(switch)["members"] == ["101", "102"]
    assert send({"101": "0", "102": "0"}, add="102").status_code == 302
    assert sales(switch)["members"] == ["101", "102"]


def test_the_same_member_twice_is_one(client, ids, switch):
    data = {"label": "Sales", "strategy": "all", "members": [ids["102"], ids["101"], ids["102"]]}
    client.post(f"/settings/groups/{ids['group']}", data=data)
    assert sales(switch)["members"] == ["102", "101"]


@pytest.mark.parametrize(
    ("members", "values", "sentence"),
    [
        ({"101": "121"}, {}, "Employee 101: write a delay from 0 to 120 seconds."),
        ({"101": "-1"}, {}, "Employee 101: write a delay from 0 to 120 seconds."),
        ({"101": "١٢"}, {}, "Employee 101: write a delay from 0 to 120 seconds."),
        ({"101": "0"}, {"add": "999"}, "Nobody has the extension “999”."),
        ({"101": "0"}, {"label": " "}, "This field is required."),
        ({"101": "0"}, {"strategy": "loudest"}, "Not a valid choice."),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_lost(send, switch, members, values, sentence):
    answer = send({"102": "33", **members}, **values)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="33"' in answer.text
    assert sales(switch) == {"name": "Sales", "members": ["101"]}


@pytest.mark.parametrize(
    ("member", "sentence"),
    [("9999", "Somebody is no employee any more, and was left out."), ("x", "could not be coerced")],
)
def test_who_is_no_employee_can_be_no_member(client, ids, switch, member, sentence):
    data = {"label": "Sales", "strategy": "all", "members": [ids["102"], member]}
    answer = client.post(f"/settings/groups/{ids['group']}", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert sales(switch)["members"] == ["101"]


def test_a_group_has_an_end(client, app, company_id, ids, switch):
    with app.app_context(), company_scope(company_id):
        more = [Employee(extension=str(each), name="x") for each in range(2000, 2001 + MOST_MEMBERS)]
        db.session.add_all(more)
        db.session.commit()
        members = [each.id for each in more]
    answer = client.post(
        f"/settings/groups/{ids['group']}", data={"label": "Sales", "strategy": "all", "members": members}
    )
    assert answer.status_code == 422
    assert f"A group has at most {MOST_MEMBERS} members." in answer.text
    assert sales(switch)["members"] == ["101"]


def test_the_pages_say_which_flows_ring_it(client, app, company_id, ids):
    with app.app_context(), company_scope(company_id):
        flow = service.add_flow("Main", ring_sales("Main"))
        numbers.add_number(NUMBER, flow)
        service.publish(flow, "Olga")
        draft = service.add_flow("Sketch", ring_sales("Sketch"))
        db.session.commit()
        links = [f"/flows/{flow.id}/edit?block=ring", f"/flows/{draft.id}/edit?block=ring"]
    listed, page = client.get("/settings/groups").text, client.get(f"/settings/groups/{ids['group']}").text
    for link in links:
        assert f'href="{link}"' in listed
        assert f'href="{link}"' in page
    assert "Sketch · draft" in listed
    assert page.count("Our sales") == 2
    assert client.post(f"/settings/groups/{ids['group']}/delete").status_code == 302
    assert "“Main” sends calls to it" in client.get("/settings/groups").text


def test_the_list_names_a_few_members_of_each_group(client, app, company_id, ids):
    with app.app_context(), company_scope(company_id):
        people = [add_employee(str(200 + each), f"Person {each}")[0] for each in range(6)]
        add_group("Support", people)
        add_group("Nobody", [])
        db.session.commit()
    page = client.get("/settings/groups").text
    assert "<bdi>Person 3</bdi> …" in page
    assert "Person 4" not in page
    assert '<span class="badge bg-blue-lt me-1">6</span>' in page
    assert "No members: nobody rings." in page


@pytest.fixture
def asked(app):
    """What was asked of the database so far."""
    found = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: found.append(given[2]))
    return found


def test_the_pages_ask_as_much_of_the_database_however_many_groups_and_members_there_are(
    client, app, company_id, ids, asked
):
    def look():
        asked.clear()
        assert client.get("/settings/groups").status_code == 200
        assert client.get(f"/settings/groups/{ids['group']}").status_code == 200
        return len(asked)

    before = look()
    with app.app_context(), company_scope(company_id):
        people = list(db.session.query(Employee))
        for number in range(20):
            add_group(f"Group {number}", people)
        change_group(db.session.query(Group).filter_by(name="sales").one(), "Sales", people)
        db.session.commit()
    assert look() <= before


def test_who_may_only_look_changes_nothing(client, app, company_id, ids, switch):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "supervisor"
        db.session.commit()
    page = client.get(f"/settings/groups/{ids['group']}").text
    assert '<fieldset class="card-body" disabled>' in page
    assert 'type="submit">Save' not in page
    assert client.post(f"/settings/groups/{ids['group']}", data={"label": "X", "strategy": "all"}).status_code == 403


def test_a_new_group_gets_no_name_that_calls_of_a_deleted_one_have(client, app, company_id):
    for _ in range(3):
        client.post("/settings/groups/new", data={"label": "Sales"})
        with app.app_context(), company_scope(company_id):
            group = db.session.query(Group).one()
            (number, name) = (group.id, group.name)
        client.post(f"/settings/groups/{number}/delete")
    assert name == "sales-3"
