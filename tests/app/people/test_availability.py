"""Do not disturb, working hours and forwarding: on an employee's page, and on one's own."""

import pytest

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db
from app.hours.service import add_calendar
from app.people.models import Employee, Group
from app.people.service.employees import add_employee, delete_employee
from app.people.service.groups import add_group, delete_group
from app.people.service.offboarding import offboarding_of
from tests.app.settings.test_pages import directory

WEEK = [[[540, 1080]]] * 5 + [[], []]
NOTHING = {"hours": "0", "always-kind": "", "busy-kind": "", "no_answer-kind": "", "after_s": "20"}


@pytest.fixture
def ids(app, company_id):
    """Of Anna, 101; of a calendar that is never open, and of the calendar of the office."""
    with app.app_context(), company_scope(company_id):
        anna = add_employee("101", "Anna Berg")[0]
        ben = add_employee("102", "Ben Kaya")[0]
        add_group("Sales", [ben])
        closed, office = add_calendar("Closed", [[]] * 7, {}), add_calendar("Office", WEEK, {})
        db.session.commit()
        return {"anna": anna.id, "closed": closed.id, "office": office.id}


@pytest.fixture
def send(client, ids):
    """The form of Anna's page, with these values."""

    def send(**values):
        data = {**NOTHING, **{name.replace("__", "-"): value for name, value in values.items()}}
        return client.post(f"/settings/employees/{ids['anna']}/availability", data=data)

    return send


@pytest.fixture
def is_anna(app, company_id, ids):
    """Whoever is signed in."""
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().employee_id = ids["anna"]
        db.session.commit()


def anna(switch):
    return directory(switch)["employees"]["101"]


def test_who_has_set_up_nothing_is_as_before(switch, ids):
    assert anna(switch) == {"name": "Anna Berg", "phones": ["1001-101"], "skills": []}


def test_what_is_set_up_goes_to_the_switch(send, switch, ids):
    answer = send(
        hours=str(ids["office"]),
        always__kind="group",
        always__group="sales",
        busy__kind="employee",
        busy__employee=" 102 ",
        no_answer__kind="outside",
        no_answer__number="+49 (30) 12/34-5",
        after_s="35",
    )
    assert answer.status_code == 302
    assert anna(switch)["hours"] == "office"
    assert anna(switch)["forward"] == {
        "always": "group:sales",
        "busy": "employee:102",
        "no_answer": {"to": "outside:+493012345", "after_s": 35},
    }
    page = send(no_answer__kind="voicemail", after_s="x").text
    assert 'value="x"' in page
    send(no_answer__kind="voicemail", after_s="5")
    assert anna(switch)["forward"] == {"no_answer": {"to": "voicemail", "after_s": 5}}


def test_the_form_shows_what_is_set_up(send, client, ids):
    send(
        hours=str(ids["office"]),
        busy__kind="outside",
        busy__number="+4930 12345",
        always__kind="group",
        always__group="sales",
    )
    page = client.get(f"/settings/employees/{ids['anna']}/availability").text
    assert 'value="+493012345"' in page
    assert f'<option selected value="{ids["office"]}">Office</option>' in page
    assert '<option selected value="sales">Sales</option>' in page


def test_the_page_says_that_all_calls_are_forwarded(send, client, ids):
    send(always__kind="group", always__group="sales")
    assert "All calls are forwarded" in client.get(f"/settings/employees/{ids['anna']}/availability").text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"busy__kind": "employee", "busy__employee": "101"}, "Nobody&#39;s calls can be forwarded to themselves."),
        ({"busy__kind": "employee", "busy__employee": "<b>"}, "Nobody has the extension “&lt;b&gt;”."),
        ({"busy__kind": "employee"}, "Nobody has the extension “”."),
        ({"busy__kind": "group"}, "Choose a group."),
        ({"busy__kind": "group", "busy__group": "lost"}, "Choose a group."),
        ({"always__kind": "outside", "always__number": "112"}, "This is an emergency number."),
        ({"always__kind": "outside", "always__number": "+49 30 CALL"}, "Write the number in digits, such as"),
        ({"always__kind": "outside", "always__number": "1" * 200}, "The number is too long."),
        ({"always__kind": "mars"}, "Not a valid choice"),
        ({"hours": "999"}, "Not a valid choice"),
        ({"after_s": "0"}, "From 5 to 120 seconds."),
        ({"after_s": "999999999999"}, "From 5 to 120 seconds."),
        ({"after_s": ""}, "From 5 to 120 seconds."),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_and_nothing_is_lost(send, switch, ids, values, sentence):
    answer = send(**{"no_answer__kind": "outside", "no_answer__number": "+49 30 5678", **values})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="+49 30 5678"' in answer.text
    assert "forward" not in anna(switch)


def test_calls_are_not_forwarded_to_an_emergency_number_where_the_carrier_is(app, company_id, switch, send):
    """The carrier is in Germany."""
    with app.app_context():
        db.session.get_one(Company, company_id).country = "AT"
        db.session.commit()
    answer = send(always__kind="outside", always__number="+49 112")
    assert answer.status_code == 422
    assert "This is an emergency number." in answer.text
    assert "forward" not in anna(switch)


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ("do_not_disturb", "Do not disturb: calls don't ring."),
        ("away", "Away: calls don't ring."),
        ("paused:Mittagspause", "On a break: calls don't ring."),
        ("free", "No phone is connected, so nothing rings."),
    ],
)
def test_a_choice_is_one_press_away(client, switch, ids, choice, sentence):
    url = f"/settings/employees/{ids['anna']}"
    client.post(f"{url}/presence", data={"choice": "away" if choice == "free" else "free"})
    answer = client.post(f"{url}/presence", data={"choice": choice})
    assert answer.location == f"{url}/availability"
    state = choice.partition(":")[0]
    assert anna(switch).get("chosen", {"state": "free"})["state"] == state
    assert sentence in client.get(answer.location).text


def test_the_page_says_whether_calls_ring_now(send, client, ids):
    url = f"/settings/employees/{ids['anna']}/availability"
    assert "No phone is connected, so nothing rings." in client.get(url).text
    send(hours=str(ids["closed"]))
    assert "Outside the working hours: calls don't ring" in client.get(url).text


def test_one_sets_up_ones_own_calls(client, switch, is_anna):
    assert "Anna Berg" in client.get("/me/availability").text
    answer = client.post("/me/availability", data={**NOTHING, "busy-kind": "voicemail"})
    assert answer.location == "/me/availability"
    assert anna(switch)["forward"] == {"busy": "voicemail"}
    assert client.post("/me/presence", data={"choice": "do_not_disturb"}).location == "/me/availability"
    assert anna(switch)["chosen"] == {"state": "do_not_disturb"}


def test_an_employee_sets_up_their_own_calls_and_no_others(client, app, company_id, switch, ids, is_anna):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "employee"
        db.session.commit()
    assert client.post("/me/availability", data={**NOTHING, "busy-kind": "voicemail"}).status_code == 302
    assert client.get(f"/settings/employees/{ids['anna']}/availability").status_code == 403
    assert client.post(f"/settings/employees/{ids['anna']}/presence").status_code == 403
    assert client.post("/live/people/102/presence", json={"state": "away"}).status_code == 403


def test_who_is_no_employee_is_told_so(client, ids):
    page = client.get("/me/availability")
    assert page.status_code == 200
    assert "You have no extension" in page.text
    assert client.post("/me/availability", data=NOTHING).status_code == 404
    assert client.post("/me/presence", data={"choice": "away"}).status_code == 404


def test_another_companys_employee_is_not_there(other_client, ids, switch):
    url = f"/settings/employees/{ids['anna']}"
    assert other_client.get(f"{url}/availability").status_code == 404
    assert other_client.post(f"{url}/availability", data=NOTHING).status_code == 404
    assert other_client.post(f"{url}/presence", data={"choice": "away"}).status_code == 404
    assert "chosen" not in anna(switch)


def test_working_hours_are_not_deleted_under_those_who_work_by_them(send, client, switch, ids):
    send(hours=str(ids["office"]))
    client.post(f"/settings/hours/{ids['office']}/delete")
    assert "it is the working hours of Anna Berg" in client.get("/settings/hours").text
    assert anna(switch)["hours"] == "office"
    send(hours="0")
    client.post(f"/settings/hours/{ids['office']}/delete")
    assert "office" not in directory(switch)["calendars"]


def test_nobody_is_forwarded_to_who_is_gone(send, switch, ids, app, company_id):
    """An extension may be somebody else's one day."""
    send(busy__kind="employee", busy__employee="102", always__kind="group", always__group="sales")
    with app.app_context(), company_scope(company_id):
        ben = db.session.query(Employee).filter_by(extension="102").one()
        assert [each.name for each in offboarding_of(ben).forwarders] == ["Anna Berg"]
        delete_employee(ben)
        delete_group(db.session.query(Group).one())
        db.session.commit()
    assert "forward" not in anna(switch)


def test_the_page_of_a_deletion_says_whose_calls_are_forwarded(send, client, app, company_id, ids):
    send(busy__kind="employee", busy__employee="102")
    with app.app_context(), company_scope(company_id):
        ben = db.session.query(Employee.id).filter_by(extension="102").scalar()
    page = client.get(f"/settings/employees/{ben}/delete").text
    assert "Forwarding to them, by Anna Berg" in page
