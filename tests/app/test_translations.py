"""Every text is there in German: those of the portal, and those of the flow language."""

import ast
import re
from functools import cache

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.db import company_scope, db
from app.extraction import MARKS, ROOT, TRANSLATIONS, extracted
from app.flows.service import add_flow
from app.flows.translated import CONTEXT
from app.i18n import LANGUAGES
from tests.designer.test_flows import FLOWS, compiled

PO = TRANSLATIONS / "de" / "LC_MESSAGES" / "messages.po"
GERMAN = {"Accept-Language": "de"}
NAMED = re.compile(r"%\((\w+)\)[sd]")


@cache
def german():
    with PO.open("rb") as file:
        return read_po(file, locale="de")


@pytest.fixture(autouse=True, scope="session")
def _compiled_translations():
    """A checkout that was not set up by `make` has none, and an older one those of yesterday."""
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, german())


def texts(message):
    """A message with a plural has two."""
    return (message.id, message.string) if isinstance(message.id, tuple) else ((message.id,), (message.string,))


def names_in(text, context):
    """The placeholders of a text of the portal, or of the flow language."""
    if context != CONTEXT:
        return set(NAMED.findall(text))
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_language_that_can_be_chosen_is_there():
    assert {"en", *(folder.name for folder in TRANSLATIONS.iterdir())} == set(LANGUAGES)


def test_the_translations_are_fresh():
    """If not: `make translations`."""
    source = {(message.id, message.context) for message in extracted() if message.id}
    assert len(source) > 600
    assert source == {(message.id, message.context) for message in german() if message.id}
    assert not german().obsolete


def test_nothing_is_left_to_translate():
    open_ones = [message.id for message in german() if message.id and (message.fuzzy or not all(texts(message)[1]))]
    assert open_ones == []


def test_placeholders_agree():
    for message in german():
        if message.id:
            ids, strings = texts(message)
            expected = names_in(ids[-1], message.context)
            assert all(names_in(string, message.context) == expected for string in strings), message.id


def test_texts_begin_and_end_as_in_english():
    """A sentence is a sentence in German, too."""
    for message in german():
        if message.id:
            ids, strings = texts(message)
            ends = {text[-1] for text in (*ids, *strings)} & set(".?:!")
            assert len(ends) <= 1, message.id
            assert all((ids[0][-1] in ".?:!") == (string[-1] in ".?:!") for string in strings), message.id


def test_every_fault_of_a_drawing_is_translated():
    known = {message.id for message in german() if message.context == CONTEXT}
    said = set()
    for case in FLOWS:
        for fault in compiled(case).diagnostics:
            fault.words.told(lambda text: said.add(text) or text)
    assert len(said) > 50
    assert said - known == set()


def test_a_text_of_the_flow_language_is_written_where_it_is_marked():
    """One that is put together, as by an f-string, could not be found."""
    calls = (
        (path.name, call)
        for path in (ROOT / "designer").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
    )
    put_together = ast.JoinedStr | ast.BinOp
    assert [
        (name, call.lineno) for name, call in calls if isinstance(call.args[MARKS[call.func.id]], put_together)
    ] == []


def test_a_page_is_german(client):
    page = client.get("/calls/", headers=GERMAN).text
    assert '<html lang="de"' in page
    assert "Noch kein Anruf" in page
    assert "No call yet" not in page


def test_what_a_form_lacks_is_said_in_german(client):
    page = client.post("/settings/groups/new", data={"label": ""}, headers=GERMAN).text
    assert "Dieses Feld wird benötigt." in page


def test_the_catalogue_is_german(client):
    nodes = {node["type"]: node for node in client.get("/api/catalogue", headers=GERMAN).json["nodes"]}
    assert nodes["hours"]["label"] == "Öffnungszeiten"
    assert nodes["hours"]["group"] == "Entscheiden"
    assert nodes["hours"]["outlets"][0] == {"name": "open", "label": "Geöffnet"}
    end_key = next(field for field in nodes["digits"]["fields"] if field["name"] == "end_key")
    assert end_key["label"] == "Endet mit"
    assert end_key["options"][0] == {"value": "#", "label": "der Rautetaste"}
    english = {node["type"]: node for node in client.get("/api/catalogue").json["nodes"]}
    assert english["start"]["label"] == "Incoming call"
    assert {name for name in nodes if nodes[name]["help"] == english[name]["help"]} == set()


def test_a_fault_is_told_in_german(client, app, company_id):
    with app.app_context(), company_scope(company_id):
        flow_id = add_flow("Zentrale").id
        db.session.commit()
    menu = {"id": "menu", "type": "menu", "settings": {"prompt": "lost", "keys": ["1"], "tries": 70}}
    graph = {
        "format": 1,
        "name": "Zentrale",
        "entry": "start",
        "nodes": [{"id": "start", "type": "start"}, menu],
        "wires": [{"from": "start", "outlet": "next", "to": "menu"}],
    }
    told = client.post(f"/api/flows/{flow_id}/check", json={"graph": graph}, headers=GERMAN).json["diagnostics"]
    assert {fault["message"] for fault in told} == {
        "„Taste 1“ führt nirgendwohin",
        "„Keine Taste gedrückt“ führt nirgendwohin",
        "„Falsche Taste“ führt nirgendwohin",
        "Ansage: Eine Ansage „lost“ gibt es nicht",
        "Versuche: muss von 1 bis 9 gehen",
    }
