import json

import pytest

from tests.app.flows.conftest import NUMBER

OTHER_NUMBER = "+4930555011"


def publish(client, flow_id):
    return client.post(f"/api/flows/{flow_id}/publish", json={"revision": 1}).json["program"]


def program_of(switch, number):
    entry = switch.entries.get(f"n:{number}")
    return json.loads(entry)["program"] if entry else None


def test_a_new_flow_begins_with_its_start(client):
    page = client.post("/flows/", data={"name": "Summer"})
    assert page.location == "/flows/1/edit"
    flow = client.get("/api/flows/1").json
    assert flow["name"] == "Summer"
    assert [node["type"] for node in flow["graph"]["nodes"]] == ["start"]
    assert {each["code"] for each in flow["diagnostics"]} == {"unwired"}


def test_a_number_does_what_its_flow_published(client, alone, flow_id, switch):
    program = publish(client, flow_id)
    client.post("/numbers", data={"number": "+49 (30) 555-011", "flow": flow_id})
    assert program_of(switch, OTHER_NUMBER) == program


def test_a_number_without_a_published_flow_does_nothing(client, alone, flow_id, switch):
    client.post("/numbers", data={"number": OTHER_NUMBER, "flow": flow_id})
    assert program_of(switch, OTHER_NUMBER) is None
    assert "does nothing yet" in client.get("/flows/").text
    program = publish(client, flow_id)
    assert program_of(switch, OTHER_NUMBER) == program_of(switch, NUMBER) == program


def test_a_number_can_be_led_elsewhere_and_given_up(client, alone, flow_id, switch):
    publish(client, flow_id)
    client.post("/numbers/1", data={"flow": 0})
    assert program_of(switch, NUMBER) is None
    client.post("/numbers/1", data={"flow": flow_id})
    assert program_of(switch, NUMBER)
    page = client.post("/numbers/1/delete", follow_redirects=True)
    assert f"{NUMBER} is no longer one of your numbers." in page.text
    assert program_of(switch, NUMBER) is None
    assert NUMBER not in client.get("/flows/").text


def test_where_companies_share_an_installation_its_operator_gives_the_outside_numbers(client, flow_id):
    page = client.post("/numbers", data={"number": OTHER_NUMBER, "flow": 0})
    assert page.status_code == 403
    assert "Numbers that are dialled from outside are given and taken by the operator." in page.text
    assert f'value="{OTHER_NUMBER}"' in page.text
    client.post("/numbers/1/delete")
    assert NUMBER in client.get("/numbers").text
    assert client.post("/numbers", data={"number": "200", "flow": 0}).status_code == 302


def test_a_number_is_there_once(client, alone, flow_id):
    page = client.post("/numbers", data={"number": NUMBER, "flow": 0})
    assert page.status_code == 409
    assert "+4930555010 has been added already." in page.text
    assert f'value="{NUMBER}"' in page.text
    assert f"{NUMBER} belongs to" not in page.text


@pytest.mark.parametrize("number", ["", "03", "+0301234567", "+49", "+4930555010x", "+49305550101234567"])
def test_what_is_no_number_is_refused(client, number):
    page = client.post("/numbers", data={"number": number, "flow": 0})
    assert page.status_code == 422
    assert "number-faults" in page.text
    assert f'value="{number}"' in page.text
    assert "data-confirm" not in page.text.split("<main")[1].split("</main>")[0]


def test_a_flow_that_leads_a_number_is_not_deleted(client, flow_id):
    page = client.post(f"/flows/{flow_id}/delete", follow_redirects=True)
    assert "+4930555010 leads to this flow. Lead it elsewhere first." in page.text
    client.post("/numbers/1", data={"flow": 0})
    client.post(f"/flows/{flow_id}/delete")
    assert client.get(f"/api/flows/{flow_id}").status_code == 404


def test_what_a_published_flow_needs_is_not_deleted(client, flow_id, switch):
    publish(client, flow_id)
    page = client.post("/settings/voice/2/delete", headers={"Referer": "http://localhost/settings/voice"})
    page = client.get(page.location)
    assert "The prompt welcome can&#39;t be deleted: callers hear it in “Main”." not in page.text
    page = client.post("/settings/employees/1/delete", data={"confirm": "Anna Berg"}, follow_redirects=True)
    assert "“Main” still leads calls to Anna Berg." in page.text
    page = client.post("/settings/voice/1/delete")
    assert page.status_code == 409
    assert "It can't be deleted: callers hear it." in page.text
    assert f'href="/flows/{flow_id}/edit?block=hello"' in page.text
    client.post("/numbers/1", data={"flow": 0})
    page = client.post("/settings/voice/1/delete", follow_redirects=True)
    assert "The prompt welcome was deleted." in page.text


def test_versions_are_listed(client, flow_id):
    program = publish(client, flow_id)
    page = client.get(f"/flows/{flow_id}/versions").text
    assert program in page
    assert "Olga Owner" in page


@pytest.mark.parametrize("url", ["{}/edit", "{}/versions", "{}/delete", "numbers/1", "numbers/1/delete"])
def test_another_companys_flows_and_numbers_are_not_there(client, other_client, flow_id, switch, url):
    publish(client, flow_id)
    before = dict(switch.entries)
    url = f"/flows/{url.format(flow_id)}"
    method = other_client.get if url.endswith(("edit", "versions")) else other_client.post
    assert method(url).status_code == 404
    assert switch.entries == before
    assert "No flow yet" in other_client.get("/flows/").text


def test_another_companys_flow_leads_no_number(other_client, client, flow_id):
    other_client.post("/numbers", data={"number": OTHER_NUMBER, "flow": 0})
    assert other_client.post("/numbers/2", data={"flow": flow_id}).status_code == 404
