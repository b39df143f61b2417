"""A change that would break a published flow says so before it is made."""

import re
from html import unescape

import pytest

from app.db import company_scope, db
from app.flows import numbers, service
from app.hours.models import Calendar
from app.hours.service import add_calendar
from app.lists.models import CallerList
from app.lists.service import add_caller_list
from app.people.models import Employee, Group, Phone
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from tests.app.flows.conftest import NUMBER, node, wire
from tests.app.settings.test_pages import directory

WEEK = [[[540, 1080]]] * 5 + [[], []]
QUEUE_WAYS = ("timeout", "full", "nobody", "left", "callback")
RING_WAYS = ("no_answer", "busy", "unavailable")


def drawing():
    """Opening hours, then Anna, then the queue of sales where French is spoken."""
    nodes = [
        node("start", "start"),
        node("open", "hours", calendar="office"),
        {**node("anna", "ring", who="employee:101"), "label": "Anna first"},
        node("sales", "queue", group_name="sales", skill="french"),
        node("end", "hangup"),
    ]
    wires = [
        wire("start", "next", "open"),
        wire("open", "open", "anna"),
        wire("open", "closed", "end"),
        *(wire("anna", outlet, "sales") for outlet in RING_WAYS),
        *(wire("sales", outlet, "end") for outlet in QUEUE_WAYS),
    ]
    return {"format": 1, "name": "Main", "entry": "start", "nodes": nodes, "wires": wires}


@pytest.fixture
def ids(app, company_id):
    """NUMBER leads to the drawing; the ids of Anna, Ben, her phone, the group and the calendar."""
    with app.app_context(), company_scope(company_id):
        anna, phone, _ = add_employee("101", "Anna Berg", "", ["french"])
        ben = add_employee("102", "Ben Kaya", "", [])[0]
        group = add_group("Sales", [ben, anna])
        calendar = add_calendar("Office", WEEK, [])
        flow = service.add_flow("Main", drawing())
        numbers.add_number(NUMBER, flow)
        service.publish(flow, "Olga")
        db.session.commit()
        return {"anna": anna.id, "ben": ben.id, "phone": phone.id, "group": group.id, "office": calendar.id}


@pytest.fixture
def count(app, company_id):
    def count(model):
        with app.app_context(), company_scope(company_id):
            return db.session.query(model).count()

    return count


CHANGES = {
    "the last phone": (
        lambda ids: (f"/settings/employees/{ids['anna']}/phones/{ids['phone']}/delete", {}),
        ["Anna first: the employee “101” has no phone that could ring", "has the skill “french”"],
    ),
    "the last one with the skill": (
        lambda ids: (f"/settings/employees/{ids['anna']}", {"name": "Anna Berg", "skills": "dutch", "revision": "1"}),
        ["nobody in the group “sales” who has a phone has the skill “french”"],
    ),
    "all members": (
        lambda ids: (f"/settings/groups/{ids['group']}", {"label": "Sales"}),
        ["nobody in the group “sales” has a phone that could ring"],
    ),
    "all hours": (
        lambda ids: (f"/settings/hours/{ids['office']}", {"label": "Office", **{f"day{day}": "" for day in range(7)}}),
        ["Calendar: “office” is never open"],
    ),
}


def told(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page.text)))


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_made_only_once_the_person_knows_what_breaks(client, switch, ids, change):
    request, sentences = CHANGES[change]
    url, data = request(ids)
    before = directory(switch)
    page = client.post(url, data=data)
    assert page.status_code == 409
    assert f"Leads calls to {NUMBER}" in told(page)
    assert all(sentence in told(page) for sentence in sentences)
    assert directory(switch) == before
    assert client.post(url, data={**data, "confirmed": "1"}).status_code == 302
    assert directory(switch) != before


def test_what_was_typed_is_sent_again_by_the_page(client, ids, switch):
    data = {"name": "  Anna “Ann” Berg & Söhne ", "email": "ann@demo.example", "skills": "dutch", "revision": "1"}
    url = f"/settings/employees/{ids['anna']}"
    page = client.post(url, data=data).text
    fields = [
        (unescape(name), unescape(value))
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    ]
    assert fields.count(("reconsider", "1")) == fields.count(("confirmed", "1")) == 1
    assert all(fields.count(pair) == 2 for pair in data.items())
    form = client.post(url, data={**data, "reconsider": "1"}).text
    assert 'value="Anna “Ann” Berg &amp; Söhne"' in form
    assert 'value="dutch"' in form
    assert directory(switch)["employees"]["101"]["skills"] == ["french"]


def test_the_order_of_many_values_stays(client, ids):
    data = {"label": "Sales", "members": [ids["ben"]]}
    page = client.post(f"/settings/groups/{ids['group']}", data=data)
    assert page.status_code == 409
    assert page.text.count(f'name="members" value="{ids["ben"]}"') == 2


def test_a_program_is_told_as_json(client, ids, count):
    answer = client.post(
        f"/settings/employees/{ids['anna']}/phones/{ids['phone']}/delete", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 409
    assert answer.json["error"]["code"] == "consequences"
    assert {each["node"] for each in answer.json["consequences"]} == {"Anna first", "Queue"}
    assert count(Phone) == 2


def test_it_is_said_in_german(client, ids):
    client.set_cookie("language", "de")
    page = told(client.post(f"/settings/groups/{ids['group']}", data={"label": "Sales"}))
    assert "in der Gruppe „sales“ hat niemand mit Telefon die Fähigkeit „french“" in page


def test_what_breaks_nothing_is_made_at_once(client, ids, count):
    assert client.post(f"/settings/groups/{ids['group']}", data={"label": "Us", "members": [ids["anna"]]}).location
    assert client.post(f"/settings/employees/{ids['ben']}/delete", data={"confirm": "Ben Kaya"}).location
    assert (count(Employee), count(Group), count(Calendar)) == (1, 1, 1)


def test_a_fault_that_was_there_before_is_no_consequence(client, ids):
    client.post(f"/settings/employees/{ids['anna']}/phones/{ids['phone']}/delete", data={"confirmed": "1"})
    assert client.post(f"/settings/employees/{ids['ben']}", data={"name": "Benno", "revision": "1"}).status_code == 302


def test_another_companys_flows_are_none_of_ones_business(client, other_client, ids):
    other_client.post("/settings/employees/new", data={"extension": "101", "name": "Otto"})
    assert other_client.post("/settings/groups/new", data={"label": "Sales"}).status_code == 302


@pytest.fixture
def sketch(app, company_id):
    """A draft that nobody has published, with a group, a calendar and a list of its own; paths of their deletions."""
    nodes = [
        node("start", "start"),
        {**node("hours", "hours", calendar="lunch"), "label": "At lunch?"},
        node("who", "caller_list", list="regulars"),
        node("line", "queue", group_name="back-office"),
    ]
    with app.app_context(), company_scope(company_id):
        made = {
            "groups": add_group("Back office", []),
            "hours": add_calendar("Lunch", WEEK, []),
            "lists": add_caller_list("Regulars", []),
        }
        graph = {"format": 1, "name": "Sketch", "entry": "start", "nodes": nodes, "wires": []}
        service.add_flow("Sketch", graph)
        db.session.commit()
        return {kind: f"/settings/{kind}/{each.id}/delete" for kind, each in made.items()}


@pytest.mark.parametrize(("kind", "model"), [("groups", Group), ("hours", Calendar), ("lists", CallerList)])
def test_who_deletes_what_drafts_use_is_told_which(client, count, sketch, kind, model):
    page = client.post(sketch[kind])
    assert page.status_code == 409
    assert "This draft uses it. It will show a fault" in told(page)
    assert "Sketch" in told(page)
    assert "Calls go through" not in told(page)
    assert count(model) == 1
    assert client.post(sketch[kind], data={"confirmed": "1"}).status_code == 302
    assert count(model) == 0


def test_a_program_is_told_of_drafts(client, sketch):
    answer = client.post(sketch["hours"], headers={"Accept": "application/json"})
    assert answer.json["drafts"] == [{"flow": "Sketch", "node": "At lunch?"}]
    assert answer.json["error"]["message"] == "Drafts would have faults."


def test_what_no_draft_uses_is_deleted_at_once(client, app, company_id, count):
    with app.app_context(), company_scope(company_id):
        group = add_group("Nobody's", [])
        db.session.commit()
        url = f"/settings/groups/{group.id}/delete"
    assert client.post(url).status_code == 302
    assert count(Group) == 0
