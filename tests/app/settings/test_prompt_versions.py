"""A prompt in several languages."""

import pytest

from app.db import company_scope, db
from app.settings.models import Prompt
from tests.app.settings.test_pages import directory

WELCOME = {"label": "Welcome", "language": "en", "text": "Hello."}
GERMAN = {"label": "Willkommen", "language": "de", "text": "Guten Tag.", "version_of": "welcome"}


@pytest.fixture
def versions(client):
    client.post("/settings/voice/new", data=WELCOME)
    assert client.post("/settings/voice/new", data=GERMAN).status_code == 302


def spoken(switch):
    return {name: each["text"] for name, each in directory(switch)["prompts"].items() if not name.startswith("sys:")}


def test_the_machine_finds_the_version_by_its_language(versions, switch):
    assert spoken(switch) == {"welcome": "Hello.", "welcome@de": "Guten Tag."}


def test_flows_refer_to_the_prompt_and_not_to_its_versions(versions, client):
    assert [each["name"] for each in client.get("/api/references").json["prompt"]] == ["welcome"]
    form = client.get("/settings/voice/new").text
    assert 'value="welcome"' in form
    assert "welcome@de" not in form


@pytest.mark.parametrize("change", [{}, {"language": "en"}])
def test_a_language_is_there_once(versions, client, switch, change):
    page = client.post("/settings/voice/new", data={**GERMAN, **change, "text": "Again."})
    assert page.status_code == 422
    assert "Welcome is there in this language already." in page.text
    assert len(spoken(switch)) == 2


def test_a_version_of_nothing_is_refused(client, switch):
    assert client.post("/settings/voice/new", data={**GERMAN, "version_of": "nothing"}).status_code == 422


def test_a_version_keeps_its_language(versions, client, switch, app, company_id):
    with app.app_context(), company_scope(company_id):
        version_id = db.session.query(Prompt.id).filter_by(name="welcome@de").scalar()
    url = f"/settings/voice/{version_id}"
    assert client.post(url, data={**GERMAN, "language": "en"}).status_code == 422
    client.post(url, data={**GERMAN, "text": "Moin."})
    assert spoken(switch)["welcome@de"] == "Moin."
    client.post(f"{url}/delete")
    assert spoken(switch) == {"welcome": "Hello."}


def test_versions_go_with_their_prompt(versions, client, switch):
    client.post("/settings/voice/new", data={**WELCOME, "label": "Welcome back"})
    client.post("/settings/voice/1/delete")
    assert spoken(switch) == {"welcome-back": "Hello."}
