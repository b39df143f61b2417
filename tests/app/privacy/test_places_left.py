"""Whoever erases a person reads where the number still is: drawings, forwardings, prompts, and lists that are kept."""

import copy

import pytest
from sqlalchemy import select

from app.db import company_scope, db
from app.flows.models import Flow, FlowVersion
from app.flows.service import add_flow
from app.lists.callers import Caller
from app.lists.service import add_caller_list
from app.people.models import Employee
from app.people.service.employees import add_employee
from tests.app.privacy.test_privacy import CALLER, old, take  # noqa: F401 - a fixture

PERSON = "/settings/privacy/person"
OUTSIDE = {"id": "vip", "type": "outside", "label": "VIP?", "settings": {"number": "+49 170 12345"}}
NOTE = {"id": "n", "text": "Herr 0170/12345", "color": "blue", "position": {"x": 0, "y": 0}}


@pytest.fixture
def drawn(app, company_id):
    """A flow whose block calls the person, an employee whose calls are forwarded to them, and a list with them."""
    with app.app_context(), company_scope(company_id):
        flow = add_flow("Main")
        graph = copy.deepcopy(flow.draft)
        graph["nodes"].append({**OUTSIDE, "position": {"x": 0, "y": 200}})
        flow.draft = graph
        add_employee("120", "Anna")
        anna = db.session.scalars(select(Employee).where(Employee.extension == "120")).one()
        anna.forward_busy = f"outside:{CALLER}"
        add_caller_list("Blocked", [Caller(CALLER)])
        db.session.commit()
        return flow.id, anna.id


def links(flow_id, employee_id):
    return {
        f'<a href="/flows/{flow_id}/edit?block=vip">Flow Main, block “VIP?”</a>',
        f'<a href="/settings/employees/{employee_id}/availability">Forwarding of Anna</a>',
    }


def test_what_stays_is_named_before_and_after(client, app, old, journal, drawn):  # noqa: F811
    before = client.post(PERSON, data={"number": CALLER}).text
    assert "This number also stands in these places" in before
    assert all(link in before for link in links(*drawn)), before
    assert "List Blocked</a>)" in before
    erase = {"number": CALLER, "confirm": CALLER, "keeps_lists": "y"}
    after = client.post(f"{PERSON}/delete", data=erase, follow_redirects=True).text
    said = after.partition("This number also stands in:")[2].partition("Change it there.")[0]
    assert [text in said for text in ("block “VIP?”", "Forwarding of Anna", "List Blocked")] == [True] * 3


def test_a_list_that_lost_the_person_is_not_named(client, app, old, journal, drawn):  # noqa: F811
    erase = {"number": CALLER, "confirm": CALLER}
    after = client.post(f"{PERSON}/delete", data=erase, follow_redirects=True).text
    assert "Forwarding of Anna" in after
    assert "List Blocked" not in after


def test_a_number_that_is_nowhere_else_is_named_with_its_places_and_nothing_to_delete(client, app, company_id):
    with app.app_context(), company_scope(company_id):
        flow = add_flow("Notes")
        flow.draft = {**flow.draft, "notes": [{**NOTE, "size": {"width": 100, "height": 80}}]}
        db.session.commit()
    page = client.post(PERSON, data={"number": CALLER})
    assert page.status_code == 200
    assert "Flow Notes, in a note or its name" in page.text
    assert "Delete permanently" not in page.text


def test_a_version_that_is_published_or_was_is_named_as_such(client, app, company_id, drawn):
    flow_id, _employee = drawn
    with app.app_context(), company_scope(company_id):
        flow = db.session.get(Flow, flow_id)
        graph = flow.draft
        flow.draft = {**graph, "nodes": graph["nodes"][:-1]}
        usual = {"program_sha": "a" * 64, "author": "Vera"}
        db.session.add(FlowVersion(flow_id=flow_id, version=1, graph=graph, **usual))
        db.session.commit()
    assert "Flow Main, block “VIP?”, as published" in client.post(PERSON, data={"number": CALLER}).text
    with app.app_context(), company_scope(company_id):
        db.session.add(FlowVersion(flow_id=flow_id, version=2, graph=db.session.get(Flow, flow_id).draft, **usual))
        db.session.commit()
    assert "Flow Main, in an earlier version" in client.post(PERSON, data={"number": CALLER}).text


def test_another_companys_drawings_are_not_named(other_client, app, old, journal, drawn):  # noqa: F811
    assert other_client.post(PERSON, data={"number": CALLER}).status_code == 422
