"""Texts that a flow says: made into sound before the number does it."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from app.db import company_scope, db
from app.flows import service
from app.flows.models import Flow
from app.ports.directory import directory, directory_for, known
from app.ports.voice import voice
from app.voice.models import SpokenText
from designer.drawing.compiler import compile_flow
from designer.runtime.spoken import spoken_name
from designer.trying.script import Script
from designer.trying.simulate import simulate
from tests.app.flows.conftest import NUMBER, node, wire
from tests.app.flows.test_cli import COMPANY, flask  # noqa: F401 - a fixture
from tests.app.journal_of_calls import MORNING
from tests.app.settings.test_pages import directory as live_directory

TEXT = "We are at lunch."
NAME = spoken_name("en", TEXT)


def saying(*texts, name="Main"):
    """Says each text, one after the other; a text is (language, text)."""
    says = [node(f"say{index}", "say", language=language, text=text) for index, (language, text) in enumerate(texts)]
    ids = ["start", *(each["id"] for each in says), "end"]
    nodes = [node("start", "start"), *says, node("end", "hangup")]
    wires = [wire(source, "next", target) for source, target in pairwise(ids)]
    return {"format": 1, "name": name, "entry": "start", "nodes": nodes, "wires": wires}


@pytest.fixture
def publish(client, flow_id):
    """Saves a graph and publishes it; the answer."""

    def publish(graph):
        revision = client.get(f"/api/flows/{flow_id}").json["revision"]
        saved = client.put(f"/api/flows/{flow_id}/draft", json={"graph": graph, "revision": revision})
        return client.post(f"/api/flows/{flow_id}/publish", json={"revision": saved.json["revision"]})

    return publish


def spoken_texts(app, company_id):
    with app.app_context(), company_scope(company_id):
        return {row.name: (row.language, row.text, row.file) for row in db.session.query(SpokenText)}


def test_what_is_published_can_be_heard_at_once(publish, switch, config, app, company_id):
    assert publish(saying(("en", TEXT), ("de", TEXT))).status_code == 200
    prompts = live_directory(switch)["prompts"]
    for language in ("en", "de"):
        sound = prompts[spoken_name(language, TEXT)]
        assert (config.prompts_dir / sound["file"]).read_bytes().startswith(b".snd")
        assert sound["duration_ms"] > 500
        assert sound["text"] == TEXT
    program = json.loads(switch.entries[f"n:{NUMBER}"])["program"]
    assert NAME in switch.text(f"p:{program}")


def test_the_same_text_is_made_once(publish, app, company_id, config):
    publish(saying(("en", TEXT)))
    made = spoken_texts(app, company_id)
    files = set(config.prompts_dir.iterdir())
    app.config["ZENTRALE"] = replace(config, speech_command=("false",))
    assert publish(saying(("en", TEXT), ("en", TEXT))).status_code == 200
    assert spoken_texts(app, company_id) == made
    assert set(config.prompts_dir.iterdir()) == files


def test_a_text_that_can_not_be_spoken_stops_the_publishing(publish, switch, app, config, company_id):
    publish(saying(("en", TEXT)))
    live = dict(switch.entries)
    app.config["ZENTRALE"] = replace(config, speech_command=("false",))
    answer = publish(saying(("en", "x" * 60)))
    assert answer.status_code == 422
    told = answer.json["error"]
    assert told["code"] == "no_sound"
    assert told["message"].startswith(f"“{'x' * 40}…”: This can't be spoken: ")
    assert switch.entries == live
    assert list(spoken_texts(app, company_id)) == [NAME]


def test_what_no_number_says_any_more_is_forgotten(publish, app, company_id, switch):
    for text in ("One.", "Two.", "Three."):
        publish(saying(("en", text)))
    kept = {text for _language, text, _file in spoken_texts(app, company_id).values()}
    assert kept == {"Two.", "Three."}  # the second was said until the third was ready
    assert spoken_name("en", "One.") not in live_directory(switch)["prompts"]


def test_companies_have_texts_of_their_own(publish, app, company_id, other_company_id):
    with app.app_context(), company_scope(other_company_id):
        voice().make_spoken([("en", "Theirs.")])
        db.session.commit()
    for text in (TEXT, "Two.", "Three."):
        publish(saying(("en", text)))
    assert list(spoken_texts(app, other_company_id)) == [spoken_name("en", "Theirs.")]
    assert spoken_name("en", "Theirs.") not in spoken_texts(app, company_id)


def test_a_draft_is_tried_with_an_estimate(app, company_id, flow_id):
    with app.app_context(), company_scope(company_id):
        result = service.compiled(saying(("en", TEXT)))
        assert NAME not in directory()["prompts"]
        tried = directory_for(result.spoken)
        assert tried["prompts"][NAME] == {"file": "", "duration_ms": 60 * len(TEXT) + 300, "text": TEXT}
        assert simulate(result.program, tried, Script("+4930", MORNING)).heard == [NAME]
        assert db.session.query(SpokenText).count() == 0


def test_a_text_that_is_made_is_tried_as_it_is(publish, app, company_id):
    publish(saying(("en", TEXT)))
    with app.app_context(), company_scope(company_id):
        assert directory_for([("en", TEXT)]) == directory()
        assert directory()["prompts"][NAME]["file"]


def test_the_command_tries_it_too(flask, flow_id):  # noqa: F811
    code, trace = flask("simulate", saying(("en", TEXT)), *COMPANY)
    assert (code, trace["heard"]) == (0, [NAME])


def test_what_a_sub_flow_says_is_made_when_it_is_called(publish, app, company_id, client):
    with app.app_context(), company_scope(company_id):
        inner = service.add_flow("Lunch", saying(("en", TEXT)))
        service.publish(inner, "Olga")
        db.session.query(SpokenText).delete()
        db.session.commit()
    nodes = [node("start", "start"), node("sub", "subflow", flow="lunch"), node("end", "hangup")]
    wires = [wire("start", "next", "sub"), wire("sub", "next", "end")]
    outer = {"format": 1, "name": "Main", "entry": "start", "nodes": nodes, "wires": wires}
    assert publish(outer).status_code == 200
    assert list(spoken_texts(app, company_id)) == [NAME]


def test_a_number_that_is_led_anew_hears_it_too(publish, client, app, company_id, flow_id, switch):
    publish(saying(("en", TEXT)))
    with app.app_context(), company_scope(company_id):
        db.session.query(SpokenText).delete()
        db.session.commit()
    client.post("/numbers", data={"number": "55", "flow": flow_id})
    assert NAME in live_directory(switch)["prompts"]


def test_the_compiler_names_what_calls_will_look_for(app, company_id, flow_id):
    with app.app_context(), company_scope(company_id):
        result = compile_flow(saying(("de", TEXT)), known())
        assert result.spoken == (("de", TEXT),)
        assert db.session.query(Flow).count() == 1
