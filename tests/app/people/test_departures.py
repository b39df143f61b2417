"""An employee is deleted for ever: what it means is said before, and what needs them is repaired first."""

import re
from html import unescape

import pytest

from app.auth.models import User
from app.db import company_scope, db
from app.exchange.service import published_on
from app.flows import numbers, service
from app.flows.models import Flow, Number
from app.messages.models import Message
from app.people.models import Employee, Phone
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from app.ports.jobs import periodic_jobs
from app.recordings.models import RecordedFile, Recording
from tests.app.flows.conftest import NUMBER, node, wire
from tests.app.recordings.conftest import NOON, Switch, keep, node1  # noqa: F401 - fixtures
from tests.app.settings.test_pages import directory

RING_WAYS = ("no_answer", "busy", "unavailable")
ANNA = "/settings/employees/1"


def drawing(who, name="Main"):
    nodes = [
        node("start", "start"),
        {**node("ring", "ring", who=who), "label": "Ring them"},
        node("box", "voicemail", mailbox=who),
        node("tell", "notify", employee="101", text="Somebody called."),
        node("end", "hangup"),
    ]
    wires = [
        wire("start", "next", "ring"),
        *(wire("ring", outlet, "box") for outlet in RING_WAYS),
        wire("box", "next", "tell"),
        wire("tell", "next", "end"),
    ]
    return {"format": 1, "name": name, "entry": "start", "nodes": nodes, "wires": wires}


def calling(key):
    nodes = [node("start", "start"), node("sub", "subflow", flow=key), node("end", "hangup")]
    wires = [wire("start", "next", "sub"), wire("sub", "next", "end")]
    return {"format": 1, "name": "Front", "entry": "start", "nodes": nodes, "wires": wires}


@pytest.fixture
def anna(app, company_id):
    """Anna, 101, with Ben, 102; she is alone in Sales, and both are in Support."""
    with app.app_context(), company_scope(company_id):
        anna, ben = (
            add_employee(extension, name)[0] for extension, name in (("101", "Anna Berg"), ("102", "Ben Kaya"))
        )
        add_group("Sales", [anna])
        add_group("Support", [ben, anna])
        db.session.commit()
        return anna.id


@pytest.fixture
def draw(app, company_id):
    """Makes a flow of a drawing and, with *number*, publishes it there."""

    def draw(graph, number=""):
        with app.app_context(), company_scope(company_id):
            flow = service.add_flow(graph["name"], graph)
            service.publish(flow, "Olga")
            if number:
                numbers.add_number(number, flow)
            db.session.commit()
            return flow.id

    return draw


@pytest.fixture
def within(app, company_id):
    """Asks something of the database of the company."""

    def within(ask):
        with app.app_context(), company_scope(company_id):
            return ask()

    return within


def page_of(client):
    return unescape(client.get(f"{ANNA}/delete").text)


def test_it_is_said_what_goes(client, anna, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add(User(name="A", email="a@demo.example", role="manager", password_hash="-", employee_id=anna))
        db.session.commit()
    page = page_of(client)
    assert "1 phone, which can't register any more" in page
    assert "1001-101" in page
    assert "The account at the portal (Manager, a@demo.example): they are signed out at once" in page
    assert re.search(r"The place in the group Sales <span[^>]*>nobody is left in it then<", page)
    assert re.search(r"The place in the group Support\s*</li>", page)


def test_it_needs_the_name(client, anna, within):
    page = client.post(f"{ANNA}/delete", data={"confirm": "Anna"})
    assert page.status_code == 422
    assert re.search(r'id="confirm-faults">This is not the name: Anna Berg\.', page.text)
    assert within(lambda: db.session.query(Employee).count()) == 2


def test_phones_account_and_person_are_gone(client, anna, switch, within, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add(User(name="A", email="a@demo.example", role="manager", password_hash="-", employee_id=anna))
        db.session.commit()
    client.post(f"{ANNA}/delete", data={"confirm": "anna berg"})
    assert within(lambda: [each.extension for each in db.session.query(Employee)]) == ["102"]
    assert within(lambda: db.session.query(Phone).count()) == 1
    assert within(lambda: [each.role for each in db.session.query(User)]) == ["owner"]
    assert "a:1001-101" not in switch.entries
    assert list(directory(switch)["employees"]) == ["102"]
    assert directory(switch)["groups"]["support"]["members"] == ["102"]


def test_nobody_deletes_themselves(client, anna, within, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().employee_id = anna
        db.session.commit()
    answer = client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg"}, follow_redirects=True)
    assert "You can't delete yourself." in unescape(answer.text)
    assert within(lambda: db.session.query(Employee).count()) == 2


def test_the_last_owner_is_not_deleted(client, anna, within, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "operator"
        db.session.add(User(name="A", email="a@demo.example", role="owner", password_hash="-", employee_id=anna))
        db.session.commit()
    answer = client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg"}, follow_redirects=True)
    assert "is the only owner" in answer.text
    assert within(lambda: db.session.query(Employee).count()) == 2


def test_flows_that_need_them_are_listed_and_hold_it_up(client, anna, draw, within):
    main = draw(drawing("employee:101"), NUMBER)
    page = page_of(client)
    assert f'href="/flows/{main}/edit?block=ring">Ring them</a>' in page
    assert page.count(">published<") == 3
    assert "Delete for ever</button>" not in page
    answer = client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg"}, follow_redirects=True)
    assert "“Main” still leads calls to Anna Berg." in answer.text
    assert within(lambda: db.session.query(Employee).count()) == 2


def test_a_draft_that_needs_them_holds_it_up_too(client, anna, draw, within):
    main = draw(drawing("employee:102"))
    within(lambda: (service.set_draft(service.find_flow(main), drawing("employee:101")), db.session.commit()))
    assert ">draft<" in page_of(client)


def test_somebody_else_takes_their_place_in_draft_and_publication(client, anna, draw, within):
    main = draw(drawing("employee:101"), NUMBER)
    more = drawing("employee:101")
    more["nodes"].append(node("later", "hangup"))
    within(lambda: (service.set_draft(service.find_flow(main), more), db.session.commit()))
    answer = client.post(f"{ANNA}/successor", data={"flows": [main], "successor": "employee:102"})
    assert answer.location == f"{ANNA}/delete"
    flow = within(lambda: service.find_flow(main).draft)
    assert [each["settings"] for each in flow["nodes"][1:4]] == [
        {"who": "employee:102"},
        {"mailbox": "employee:102"},
        {"employee": "102", "text": "Somebody called."},
    ]
    assert [each["id"] for each in flow["nodes"]][-1] == "later"
    text = within(lambda: published_on(NUMBER)[1].text)
    assert "102" in text
    assert "101" not in text
    version = within(lambda: (service.find_flow(main).current.version, service.find_flow(main).current.author))
    assert version == (2, "Olga Owner")
    assert "later" not in str(within(lambda: service.find_flow(main).current.graph))
    assert "Delete for ever</button>" in page_of(client)


def test_a_group_does_not_fit_where_a_person_is_meant(client, anna, draw, within):
    main = draw(drawing("employee:101"), NUMBER)
    answer = client.post(f"{ANNA}/successor", data={"flows": [main], "successor": "group:support"})
    assert answer.status_code == 422
    assert "In “Main”, “notify” needs an employee." in unescape(answer.text)
    assert '<option selected value="group:support">' in answer.text
    assert "101" in within(lambda: published_on(NUMBER)[1].text)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"successor": "employee:102"}, "Choose at least one flow."),
        ({"flows": [1], "successor": ""}, "Choose somebody."),
        ({"flows": [1], "successor": "employee:101"}, "Not a valid choice"),
        ({"flows": [9], "successor": "employee:102"}, "valid choice"),
    ],
)
def test_a_replacement_that_makes_no_sense_is_refused(client, anna, draw, data, fault):
    draw(drawing("employee:101"), NUMBER)
    answer = client.post(f"{ANNA}/successor", data=data)
    assert answer.status_code == 422
    assert fault in unescape(answer.text)


def test_a_flow_within_a_flow_is_repaired_where_calls_come_by_it(client, anna, draw, within):
    part = draw(drawing("employee:101", "Part"))
    key = within(lambda: db.session.get(Flow, part).key)
    draw(calling(key), NUMBER)
    assert "101" in within(lambda: published_on(NUMBER)[1].text)
    client.post(f"{ANNA}/successor", data={"flows": [part], "successor": "employee:102"})
    text = within(lambda: published_on(NUMBER)[1].text)
    assert "102" in text
    assert "101" not in text
    assert within(lambda: db.session.query(Number).one().publication.version.version) == 2


def test_what_is_kept_of_them_is_asked_one_by_one(client, anna, keep, app, config, within, node1):  # noqa: F811
    keep("t1", sound=b"RIFF")
    keep("t2", owner="group:sales", sound=b"RIFF")
    keep("m1", kind="message", sound=b"RIFF")
    page = page_of(client)
    assert re.search(r"Recorded talks: <span[^>]*>1<", page)
    assert re.search(r"Messages that callers left: <span[^>]*>1<", page)
    answer = client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg", "talks": "keep"})
    assert answer.status_code == 422
    assert re.search(r'id="voicemail-faults">Choose what becomes of them\.', answer.text)
    client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg", "talks": "delete", "voicemail": "keep"})
    assert within(lambda: sorted(each.id for each in db.session.query(Recording))) == ["m1", "t2"]
    run(app, "remove deleted recordings")
    assert sorted(path.name for path in config.recordings_dir.rglob("*.wav")) == ["m1.wav", "t2.wav"]
    assert "Anna Berg: Recorded talks" in client.get("/audit/").text


def run(app, name):
    task = next(each for each in periodic_jobs.of(app) if each.name == name)
    with app.app_context():
        task.run()


def test_what_was_deleted_does_not_come_back_from_the_journal(client, anna, app, ingest, within, node1):  # noqa: F811
    node1.arrive("c1")
    node1.message("c1")
    node1.stop("c1")
    node1.end("c1")
    ingest()
    assert within(lambda: db.session.query(Recording).count()) == 1
    client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg", "voicemail": "delete"})
    assert within(lambda: db.session.query(Recording).count()) == 0
    assert within(lambda: db.session.query(RecordedFile).one().state) == "deleted"
    app.test_cli_runner().invoke(args=["journal", "rebuild"])
    ingest()
    assert within(lambda: db.session.query(Recording).count()) == 0
    assert within(lambda: db.session.query(Message).count()) == 0


def test_only_owners_delete_people(client, anna, app, company_id, within):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "manager"
        db.session.commit()
    assert client.get(f"{ANNA}/delete").status_code == 403
    assert client.post(f"{ANNA}/delete", data={"confirm": "Anna Berg"}).status_code == 403
    assert "/delete" not in client.get("/settings/employees").text


def test_another_companys_employee_is_not_there(other_client, anna):
    assert other_client.get(f"{ANNA}/delete").status_code == 404
    assert other_client.post(f"{ANNA}/successor", data={}).status_code == 404
