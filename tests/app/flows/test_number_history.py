"""What answered a number from when to when, and who changed it."""

import re
from datetime import datetime

import pytest

from app.db import company_scope, db
from app.flows import service
from app.flows.models import Flow, Number
from tests.app.flows.conftest import NUMBER

HISTORY = "/numbers/1/history"


@pytest.fixture
def rows(client):
    """Each as plain words, the newest first."""

    def rows():
        body = client.get(HISTORY).text.split("<tbody>")[1].split("</tbody>")[0]
        return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", row)).strip() for row in body.split("</tr>")[:-1]]

    return rows


def publish(client, flow_id, label=None):
    draft = client.get(f"/api/flows/{flow_id}").json
    revision = draft["revision"]
    if label:
        draft["graph"]["nodes"][0]["label"] = label
        saved = client.put(f"/api/flows/{flow_id}/draft", json={"graph": draft["graph"], "revision": revision})
        revision = saved.json["revision"]
    assert client.post(f"/api/flows/{flow_id}/publish", json={"revision": revision}).status_code == 200


def links(client):
    """The links to the calls of each span, the newest first."""
    return [each.replace("&amp;", "&") for each in re.findall(r'href="(/calls/\?[^"]*)"', client.get(HISTORY).text)]


def test_each_version_is_told_with_who_published_it(client, flow_id, rows):
    assert "Nothing has answered yet" in client.get(HISTORY).text
    publish(client, flow_id)
    publish(client, flow_id, "Hello")
    client.post("/numbers/1", data={"flow": 0})
    client.post("/numbers/1", data={"flow": flow_id})
    told = rows()
    assert len(told) == 4
    assert "now" in told[0]
    assert "version 2 Olga Owner" in told[0]
    assert "callers are refused Olga Owner" in told[1]
    assert "version 2 Olga Owner" in told[2]
    assert "version 1 Olga Owner" in told[3]


def test_what_is_led_there_once_more_is_one_span(client, flow_id, rows):
    publish(client, flow_id)
    client.post("/numbers/1", data={"flow": flow_id})
    assert len(rows()) == 1


def test_what_a_command_published_is_told_too(client, app, company_id, flow_id, rows):
    with app.app_context(), company_scope(company_id):
        service.publish(db.session.get_one(Flow, flow_id), "The command line")
        db.session.commit()
    assert len(rows()) == 1
    assert "version 1 The command line" in rows()[0]
    publish(client, flow_id, "Hello")
    assert [row.split("version ")[1][0] for row in rows()] == ["2", "1"]
    assert "not known" in rows()[1]


def test_a_flow_that_is_gone_is_told_as_such(client, flow_id, rows):
    publish(client, flow_id)
    client.post("/numbers/1", data={"flow": 0})
    client.post(f"/flows/{flow_id}/delete")
    assert "a flow that has been deleted" in rows()[1]


def test_who_had_the_number_before_is_nobodys_business(client, app, company_id, alone, flow_id):
    """A database may give the id of a row that is gone to the next one."""
    publish(client, flow_id)
    client.post("/numbers/1/delete")
    with app.app_context(), company_scope(company_id):
        assert db.session.query(Number).count() == 0
    client.post("/numbers", data={"number": "300", "flow": 0})
    with app.app_context(), company_scope(company_id):
        again = db.session.query(Number).one().id
    assert "Nothing has answered yet" in client.get(f"/numbers/{again}/history").text


def test_the_calls_of_a_span_are_one_click_away(client, flow_id, journal, ingest):
    publish(client, flow_id)
    publish(client, flow_id, "Hello")
    newest, first = links(client)
    assert client.get(newest).status_code == 200
    begins, ends = (
        datetime.fromisoformat(each)
        for each in re.findall(r"=([^&=]*T[^&]*)", first.replace("%3A", ":").replace("%2B", "+"))
    )
    assert begins < ends
    journal.call("early")
    ingest()
    assert "/calls/early" not in client.get(first).text
    everything = client.get(f"/calls/?number={NUMBER.replace('+', '%2B')}&ends=2100-01-01T00:00").text
    assert "/calls/early" in everything
    assert "/calls/early" not in client.get("/calls/?number=%2B4999").text
    assert client.get("/calls/?begins=yesterday").status_code == 422


def test_another_companys_number_is_not_there(other_client, client, flow_id):
    publish(client, flow_id)
    assert other_client.get(HISTORY).status_code == 404
