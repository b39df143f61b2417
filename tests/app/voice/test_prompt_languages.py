"""A prompt in several languages."""

import pytest

from app.db import company_scope, db
from app.voice.models import Prompt
from tests.app.settings.test_pages import directory

WELCOME = {"label": "Welcome", "language": "en", "text": "Hello."}
GERMAN = {"label": "Willkommen", "language": "de", "text": "Guten Tag.", "of": "welcome"}


@pytest.fixture
def german(client):
    client.post("/settings/voice/new", data=WELCOME)
    assert client.post("/settings/voice/new", data=GERMAN).status_code == 302


def spoken(switch):
    return {name: each["text"] for name, each in directory(switch)["prompts"].items() if not name.startswith("sys:")}


def test_the_machine_finds_it_by_its_language(german, switch):
    assert spoken(switch) == {"welcome": "Hello.", "welcome@de": "Guten Tag."}


def test_flows_refer_to_the_prompt_and_not_to_its_translations(german, client):
    assert [each["name"] for each in client.get("/api/references").json["prompt"]] == ["sys:hold-music", "welcome"]
    form = client.get("/settings/voice/new").text
    assert 'value="welcome"' in form
    assert "welcome@de" not in form


@pytest.mark.parametrize("change", [{}, {"language": "en"}])
def test_a_language_is_there_once(german, client, switch, change):
    page = client.post("/settings/voice/new", data={**GERMAN, **change, "text": "Again."})
    assert page.status_code == 422
    assert "Welcome is there in this language already." in page.text
    assert len(spoken(switch)) == 2


def test_a_translation_of_nothing_is_refused(client, switch):
    assert client.post("/settings/voice/new", data={**GERMAN, "version_of": "nothing"}).status_code == 422


def test_a_translation_keeps_its_language(german, client, switch, app, company_id):
    with app.app_context(), company_scope(company_id):
        german_id = db.session.query(Prompt.id).filter_by(name="welcome@de").scalar()
    url = f"/settings/voice/{german_id}"
    assert client.post(url, data={**GERMAN, "language": "en"}).status_code == 422
    client.post(f"{url}/replace", data={"text": "Moin."})
    assert spoken(switch)["welcome@de"] == "Moin."
    client.post(f"{url}/delete")
    assert spoken(switch) == {"welcome": "Hello."}


def test_translations_go_with_their_prompt(german, client, switch):
    client.post("/settings/voice/new", data={**WELCOME, "label": "Welcome back"})
    client.post("/settings/voice/1/delete")
    assert spoken(switch) == {"welcome-back": "Hello."}
