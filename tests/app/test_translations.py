"""Every text is there in German: of the pages, of the catalogue, and of what is wrong with a drawing."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.extraction import TRANSLATIONS, extracted

GERMAN = TRANSLATIONS / "de" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
DE = {"Accept-Language": "de"}


def read(path: Path):
    with path.open("rb") as file:
        catalog = read_po(file, locale="de")
    return {(message.id, message.context): message for message in catalog if message.id}


@pytest.fixture(scope="module")
def german():
    return read(GERMAN)


def test_every_text_of_the_source_is_there_and_no_other(german):
    """`make translations` brings them; the words are then for a person to write."""
    source = {(message.id, message.context) for message in extracted() if message.id}
    assert len(source) > 500
    assert source == set(german)


def test_every_text_is_translated(german):
    for message in german.values():
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(words), message.id
        assert not message.fuzzy


def test_what_is_filled_in_stands_in_the_translation_too(german):
    for message in german.values():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        for words in message.string if isinstance(message.string, tuple) else (message.string,):
            assert set(PLACEHOLDER.findall(words)) == wanted, message.id


def test_a_page_is_german_for_who_reads_german(client):
    page = client.get("/calls/", headers=DE).text
    assert '<html lang="de"' in page
    assert "Anrufe" in page
    assert "Noch kein Anruf" in page


def test_a_missing_field_is_told_in_german(client):
    data = {"name": "", "extension": "", "email": ""}
    assert "Dieses Feld wird benötigt" in client.post("/settings/employees/new", data=data, headers=DE).text


def test_the_catalogue_is_german(client):
    nodes = {node["type"]: node for node in client.get("/api/catalogue", headers=DE).json["nodes"]}
    assert nodes["queue"]["label"] == "Warteschlange"
    english = {node["type"]: node for node in client.get("/api/catalogue").json["nodes"]}
    assert {name for name in nodes if nodes[name]["help"] == english[name]["help"]} == set()


def test_what_is_wrong_with_a_drawing_is_told_in_german(client):
    client.post("/flows/", data={"name": "Main"})
    graph = {"format": 1, "name": "Main", "entry": "start", "nodes": [{"id": "start", "type": "start"}], "wires": []}
    found = client.post("/api/flows/1/check", json={"graph": graph}, headers=DE).json["diagnostics"]
    assert [fault["code"] for fault in found] == ["unwired"]
    assert "führt nirgendwohin" in found[0]["message"]
