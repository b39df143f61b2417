import hashlib
import json
import re
import wave
from io import BytesIO

import pytest

from app.db import company_scope, db
from app.people.models import Employee, Group, Phone
from app.voice.models import Prompt

ANNA = {"extension": "101", "name": "Anna Berg", "email": "anna@demo.example"}


@pytest.fixture
def stored(app, company_id):
    """The only row of a model, in the company."""

    def only(model):
        with app.app_context(), company_scope(company_id):
            return db.session.query(model).one_or_none()

    return only


def directory(switch):
    return switch.directory()


def test_a_new_employee_can_be_called_at_once(client, switch):
    page = client.post("/settings/employees/new", data=ANNA)
    assert page.status_code == 200
    assert directory(switch)["employees"] == {"101": {"name": "Anna Berg", "phones": ["1001-101"], "skills": []}}


def test_the_password_is_shown_once_and_only_its_hash_is_kept(client, switch, app, stored):
    page = client.post("/settings/employees/new", data=ANNA).text
    password = re.search(r'password">([a-z0-9]+)<', page)[1]
    expected = hashlib.md5(f"1001-101:zentrale:{password}".encode()).hexdigest()
    assert stored(Phone).ha1 == expected
    assert json.loads(switch.entries["a:1001-101"]) == {"company": "1001", "extension": "101", "ha1": expected}
    assert password not in client.get(f"/settings/employees/{stored(Employee).id}").text
    assert password not in str(switch.entries)


def test_a_new_password_voids_the_old_one(client, switch, stored):
    client.post("/settings/employees/new", data=ANNA)
    before = switch.entries["a:1001-101"]
    assert (
        client.post(f"/settings/employees/{stored(Employee).id}/phones/{stored(Phone).id}/password").status_code == 200
    )
    assert switch.entries["a:1001-101"] != before


def test_an_employee_may_have_several_phones(client, switch, stored):
    client.post("/settings/employees/new", data=ANNA)
    employee_id, phone_id = stored(Employee).id, stored(Phone).id
    client.post(f"/settings/employees/{employee_id}/phones")
    assert directory(switch)["employees"]["101"]["phones"] == ["1001-101", "1001-101-2"]
    client.post(f"/settings/employees/{employee_id}/phones/{phone_id}/delete")
    assert directory(switch)["employees"]["101"]["phones"] == ["1001-101-2"]
    assert "a:1001-101" not in switch.entries


def test_a_deleted_employee_is_gone_for_ever(client, switch, stored):
    client.post("/settings/employees/new", data=ANNA)
    employee_id = stored(Employee).id
    client.post("/settings/groups/new", data={"label": "Sales", "members": [employee_id]})
    client.post(f"/settings/employees/{employee_id}/delete", data={"confirm": "anna  BERG"})
    assert stored(Employee) is stored(Phone) is None
    assert "a:1001-101" not in switch.entries
    assert directory(switch)["employees"] == {}
    assert directory(switch)["groups"]["sales"]["members"] == []


@pytest.mark.parametrize("extension", ["", "1", "012", "1234567", "abc", "110", "112"])
def test_what_is_no_extension_is_refused(client, stored, extension):
    assert client.post("/settings/employees/new", data={**ANNA, "extension": extension}).status_code == 422
    assert stored(Employee) is None


def test_an_extension_belongs_to_one_employee(client):
    client.post("/settings/employees/new", data=ANNA)
    page = client.post("/settings/employees/new", data={**ANNA, "name": "Ben"})
    assert page.status_code == 422
    assert "Extension 101 belongs to another employee." in page.text


def test_a_group_keeps_the_order_of_its_members(client, switch, app, company_id):
    for extension in ("101", "102", "103"):
        client.post("/settings/employees/new", data={**ANNA, "extension": extension})
    with app.app_context(), company_scope(company_id):
        ids = {each.extension: each.id for each in db.session.query(Employee)}
    client.post("/settings/groups/new", data={"label": "Sales", "members": [ids["103"], ids["101"]]})
    assert directory(switch)["groups"]["sales"]["members"] == ["103", "101"]
    with app.app_context(), company_scope(company_id):
        group_id = db.session.query(Group.id).scalar()
    members = [ids["101"], ids["102"], ids["103"]]
    client.post(f"/settings/groups/{group_id}", data={"label": "Our sales", "members": members})
    assert directory(switch)["groups"] == {"sales": {"name": "Our sales", "members": ["101", "102", "103"]}}
    client.post(f"/settings/groups/{group_id}/delete")
    assert directory(switch)["groups"] == {}


def test_a_prompt_is_spoken_and_can_be_heard(client, switch, stored):
    text = {"label": "Welcome", "language": "en", "text": "Hello and welcome."}
    client.post("/settings/voice/new", data=text)
    before = directory(switch)["prompts"]["welcome"]
    with wave.open(BytesIO(client.get(f"/settings/voice/{stored(Prompt).id}/sound.wav").data)) as sound:
        assert sound.getnframes() // 8 == before["duration_ms"]
    client.post(f"/settings/voice/{stored(Prompt).id}/replace", data={"text": "Good day to you, whoever you are."})
    assert directory(switch)["prompts"]["welcome"]["duration_ms"] > before["duration_ms"]
    client.post(f"/settings/voice/{stored(Prompt).id}/delete")
    assert "welcome" not in directory(switch)["prompts"]


def test_a_switch_that_is_down_loses_nothing(client, switch, stored):
    switch.is_down = True
    page = client.post("/settings/voice/new", data={"label": "Hi", "language": "de", "text": "Hallo"})
    assert page.status_code == 302
    assert "the switch does not answer, so it is not live yet" in client.get("/settings/voice").text
    assert stored(Prompt).name == "hi"


@pytest.mark.parametrize("thing", ["employees", "groups", "voice", "hours", "lists"])
def test_every_page_can_be_seen(client, thing):
    client.post("/settings/employees/new", data=ANNA)
    client.post("/settings/groups/new", data={"label": "Sales"})
    client.post("/settings/voice/new", data={"label": "Hi", "language": "en", "text": "Hello"})
    client.post("/settings/hours/new", data={"label": "Office"})
    client.post("/settings/lists/new", data={"label": "Blocked", "entries": "anonymous"})
    for page in ("", "/new", "/1"):
        assert client.get(f"/settings/{thing}{page}").status_code == 200


@pytest.mark.parametrize(
    "thing", ["employees/{}", "groups/{}", "voice/{}", "hours/{}", "lists/{}", "voice/{}/sound.wav"]
)
def test_another_companys_things_are_not_there(client, other_client, thing):
    client.post("/settings/employees/new", data=ANNA)
    client.post("/settings/groups/new", data={"label": "Sales"})
    client.post("/settings/voice/new", data={"label": "Hi", "language": "en", "text": "Hello"})
    client.post("/settings/hours/new", data={"label": "Office"})
    client.post("/settings/lists/new", data={"label": "Blocked", "entries": "anonymous"})
    url = "/settings/" + thing.format(1)
    assert client.get(url).status_code == 200
    assert other_client.get(url).status_code == 404
    if "sound" not in url:
        assert other_client.post(f"{url}/delete").status_code == 404
    assert client.get(url).status_code == 200
    assert "Anna" not in other_client.get("/settings/employees").text


def test_another_companys_employees_join_no_group(client, other_client, app, other_company_id):
    client.post("/settings/employees/new", data=ANNA)
    assert other_client.post("/settings/groups/new", data={"label": "Sales", "members": [1]}).status_code == 422


@pytest.mark.parametrize("action", ["phones/1/password", "phones/1/delete", "employees/1/phones"])
def test_another_companys_phones_are_not_there(client, other_client, switch, action):
    client.post("/settings/employees/new", data=ANNA)
    before = dict(switch.entries)
    assert other_client.post(f"/settings/{action}").status_code == 404
    assert switch.entries == before
