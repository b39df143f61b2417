"""Every text is there in German: those of the portal, and those of the flow language."""

import ast
import re
from itertools import pairwise

import pytest

from app.db import company_scope, db
from app.extraction import CANVAS, ROOT, TRANSLATIONS, extracted, marked_texts
from app.flow_texts import CONTEXT, translate
from app.flows.service import add_flow
from app.web.i18n import LANGUAGES
from designer.drawing.catalog import NODE_TYPES
from designer.drawing.compiler import compile_flow
from designer.drawing.diff import diff
from designer.drawing.fields import declared
from designer.runtime.words import ExplainedError
from designer.trying.expected import Expected, expected_from_json
from designer.trying.script import Script
from designer.trying.script_json import script_from_json
from designer.trying.simulate import simulate
from designer.verifying.report import VerifyOptions
from designer.verifying.verify import verify
from tests.app.german import GERMAN, german
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node
from tests.designer.test_expected import NOT_EXPECTED
from tests.designer.test_expected import TRACE as CALL
from tests.designer.test_flows import FLOWS, GOOD, compiled, graph_of
from tests.designer.test_replay import NOT_GUESSED, against
from tests.designer.test_replay import call as real_call
from tests.designer.test_script_json import NO_SCRIPTS
from tests.designer.verifier_flows import MONDAY

LOST = {**DIRECTORY, "prompts": {}, "groups": {}, "employees": {}, "calendars": {}, "lists": {}}
NAMED = re.compile(r"%\((\w+)\)[sd]")


def texts(message):
    """A message with a plural has two."""
    return (message.id, message.string) if isinstance(message.id, tuple) else ((message.id,), (message.string,))


def names_in(text, context):
    """Return the placeholders of a text of the portal, of the flow language, or of the canvas."""
    if context not in (CONTEXT, CANVAS):
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
    assert len(german()) > 600
    for message in german():
        if message.id:
            ids, strings = texts(message)
            expected = names_in(ids[-1], message.context)
            assert all(names_in(string, message.context) == expected for string in strings), message.id


def test_texts_begin_and_end_as_in_english():
    """A sentence is a sentence in German, too."""
    assert len(german()) > 600
    for message in german():
        if message.id:
            ids, strings = texts(message)
            ends = {text[-1] for text in (*ids, *strings)} & set(".?:!")
            assert len(ends) <= 1, message.id
            assert all((ids[0][-1] in ".?:!") == (string[-1] in ".?:!") for string in strings), message.id


def tell_faults(translate):
    for case in FLOWS:
        for fault in compiled(case).diagnostics:
            fault.words.translated(translate)


def tell_findings(translate):
    """Of drawings for a company that has what they refer to, and for one that has lost it."""
    options = VerifyOptions(MONDAY, most_silence_s=1, most_s_to_person=1, most_states=200)
    for case in GOOD:
        for directory in (DIRECTORY, LOST):
            verify(compiled(case).program, directory, options).to_json(translate)


def tell_differences(translate):
    for before, after in pairwise(map(graph_of, GOOD)):
        diff(before, after).to_json(translate)
    graph = graph_of(GOOD[0])
    for each in graph["nodes"]:
        settings = {name: spec.default for name, spec in declared(NODE_TYPES[each["type"]]).items()}
        diff(graph_of(GOOD[0]), {**graph, "nodes": [{**each, "settings": settings, "label": "New"}]}).to_json(translate)


def tell_misses(translate):
    expected = Expected(("start",), "", "fault", ())
    for miss in (*expected.misses(CALL), *Expected(ended="unfinished", heard=("lost",)).misses(CALL)):
        miss.translated(translate)


def tell_refused_tests(translate):
    for read, refused in ((script_from_json, NO_SCRIPTS), (expected_from_json, NOT_EXPECTED)):
        for wrong, _ in refused:
            with pytest.raises(ExplainedError) as problem:
                read(wrong)
            problem.value.words.translated(translate)


def tell_what_is_not_known(translate):
    for graph, how, _, _ in NOT_GUESSED:
        against(graph, real_call(**how))[1].unknown.to_json(translate)


def tell_warnings(translate):
    for case in GOOD:
        simulate(compiled(case).program, LOST, Script("", MONDAY)).to_json({}, translate)


@pytest.mark.parametrize(
    ("tell", "least"),
    [
        (tell_faults, 50),
        (tell_findings, 12),
        (tell_differences, 30),
        (tell_misses, 8),
        (tell_refused_tests, 18),
        (tell_what_is_not_known, 8),
        (tell_warnings, 4),
    ],
)
def test_whatever_the_flow_language_says_is_translated(tell, least):
    said = set()
    tell(lambda text: said.add(text) or text)
    assert len(said) >= least
    assert said - {message.id for message in german() if message.context == CONTEXT} == set()


def test_a_text_of_the_flow_language_is_written_where_it_is_marked():
    """One that is put together, as by an f-string, could not be found."""
    files = (ROOT / "designer").rglob("*.py")
    found = [(file.name, text) for file in files for text in marked_texts(file.read_text())]
    assert len(found) > 150
    assert [(name, text.lineno) for name, text in found if isinstance(text, ast.JoinedStr | ast.BinOp)] == []


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


def test_a_finding_of_the_verifier_is_told_in_german(app):
    nodes = [node("day", "holiday", calendar="office"), node("box", "voicemail", mailbox="group:sales")]
    wires = (("day", "holiday", "bye"), ("day", "workday", "box"), ("box", "next", "bye"))
    graph = flow([*nodes, node("bye", "hangup")], *wires)
    report = verify(compile_flow(graph, KNOWN).program, DIRECTORY, VerifyOptions(MONDAY))
    with app.test_request_context(headers=GERMAN):
        (finding,) = report.to_json(translate)["findings"]
    assert finding["message"] == (
        "Ein Anrufer wie +493055501 erreicht am Freitag, dem 25.12.2026, um 12:00 Uhr niemanden und kann keine "
        "Nachricht hinterlassen, welche Taste auch gedrückt wird."
    )
    assert report.to_json()["findings"][0]["message"] == str(report.findings[0].words)


def test_a_difference_is_told_in_german(app):
    def drawing(name, **settings):
        nodes = [node("menu", "menu", prompt="menu", keys=["1"], **settings), node("bye", "hangup")]
        return {**flow(nodes, ("menu", "1", "bye"), ("menu", "timeout", name)), "name": name}

    with app.test_request_context(headers=GERMAN):
        told = diff(drawing("bye", timeout_s=5), drawing("menu", timeout_s=9)).to_json(translate)
    assert told["sentences"] == [
        "Der Ablauf heißt jetzt „menu“, vorher „bye“",
        "„Sprachmenü“, Auf eine Taste warten: jetzt 9 s, vorher 5 s",
        "„Sprachmenü“, Keine Taste gedrückt: führt jetzt zu „Sprachmenü“, vorher zu „Auflegen“",
    ]
    assert told["changed"][0]["label"] == "Auf eine Taste warten"
