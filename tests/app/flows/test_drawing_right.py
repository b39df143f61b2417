"""Who may draw, and who may only look."""

import pytest

from app.auth.models import ROLES, User
from app.db import company_scope, db
from tests.app.flows.conftest import graph

LOOKS = ("supervisor",)
SEE = [role for role in ROLES if role != "employee"]


@pytest.fixture
def as_role(app, company_id):
    """Gives the one who is signed in another role."""

    def become(role):
        with app.app_context(), company_scope(company_id):
            db.session.query(User).one().role = role
            db.session.commit()

    return become


@pytest.mark.parametrize("role", SEE)
def test_a_flow_says_whether_it_may_be_drawn(client, flow_id, as_role, role):
    as_role(role)
    assert client.get(f"/api/flows/{flow_id}").json["may_draw"] is (role not in LOOKS)


@pytest.mark.parametrize("role", SEE)
def test_only_some_roles_save(client, flow_id, as_role, role):
    as_role(role)
    answer = client.put(f"/api/flows/{flow_id}/draft", json={"graph": graph("other"), "revision": 1})
    assert answer.status_code == (403 if role in LOOKS else 200)
    kept = client.get(f"/api/flows/{flow_id}").json
    assert kept["revision"] == (1 if role in LOOKS else 2)


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("post", "/api/flows"),
        ("put", "/api/flows/{}/draft"),
        ("post", "/api/flows/{}/publish"),
        ("post", "/api/flows/{}/versions/1/roll-back"),
        ("post", "/api/flows/{}/tests"),
        ("post", "/api/flows/{}/call-me"),
        ("delete", "/api/flows/{}/tests/1"),
    ],
)
def test_the_api_refuses_with_a_sentence(client, flow_id, as_role, method, url):
    as_role("supervisor")
    answer = getattr(client, method)(url.format(flow_id), json={})
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "forbidden")
    assert answer.json["error"]["message"] == "You may look at flows, but not change them."


@pytest.mark.parametrize(
    "url",
    ["", "import", "{}/import", "{}/delete", "{}/versions/1/roll-back", "{}/tests/1/delete"],
)
def test_the_pages_refuse_with_a_sentence(client, flow_id, as_role, url):
    as_role("supervisor")
    answer = client.post(f"/flows/{url.format(flow_id)}")
    assert answer.status_code == 403
    assert "You may look at flows, but not change them." in answer.text


def test_who_looks_may_check_and_try(client, flow_id, as_role):
    as_role("supervisor")
    assert client.post(f"/api/flows/{flow_id}/check", json={"graph": graph()}).status_code == 200
    script = client.post(f"/api/flows/{flow_id}/simulate", json={"graph": graph(), "script": {}})
    assert script.status_code != 403
    assert client.post(f"/api/flows/{flow_id}/tests/run").status_code == 200
    assert client.get(f"/flows/{flow_id}/edit").status_code == 200
