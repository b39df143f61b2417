"""A call that is tried: its story, its sounds, and all else that can happen to callers."""

import io
import wave

import pytest

from app.db import company_scope, db
from app.flows.tried import MOST_STEPS
from app.voice.service.prompts import add_spoken_prompt
from tests.app.flows.conftest import graph, node
from tests.app.german import GERMAN

CALL = {"at": "2026-11-23T10:00:00+01:00", "caller": "+491701234567"}


def saying(text="Good day, this is Berg.", language="en"):
    """The prompt is a text of the drawing's own."""
    drawing = graph()
    drawing["nodes"][1] = node("hello", "say", text=text, language=language)
    return drawing


@pytest.fixture
def simulate(client, flow_id):
    def simulate(drawing, script=CALL, **how):
        return client.post(f"/api/flows/{flow_id}/simulate", json={"graph": drawing, "script": script}, **how).json

    return simulate


def length_s(answer):
    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    with wave.open(io.BytesIO(answer.data)) as sound:
        return sound.getnframes() / sound.getframerate()


def test_a_tried_call_is_told_by_the_blocks_of_the_drawing(simulate):
    story = simulate(graph())["story"]
    stops = [(step["node"], step["outlet"]) for step in story if step["outlet"] is not None]
    assert stops == [("start", ""), ("hello", "next"), ("anna", "next")]
    assert "The caller hears “welcome”" in [sentence for step in story for sentence in step["sentences"]]
    sentences = [sentence for step in simulate(graph(), headers=GERMAN)["story"] for sentence in step["sentences"]]
    assert "Der Anrufer hört „welcome“" in sentences


def test_what_is_spoken_is_told_though_it_has_no_sound_yet(simulate):
    trace = simulate(saying())
    assert "The caller hears “Good day, this is Berg.”" in trace["story"][1]["sentences"]
    assert list(trace["unspoken"].values()) == [{"language": "en", "text": "Good day, this is Berg."}]
    assert list(trace["unspoken"]) == [trace["heard"][0]]


def test_what_a_prompt_says_is_told_behind_its_name(app, company_id, simulate):
    with app.app_context(), company_scope(company_id):
        add_spoken_prompt("Greeting", "Hello.", "en", "greeting")
        db.session.commit()
    assert "The caller hears “Greeting”: Hello." in simulate(graph("greeting"))["story"][1]["sentences"]


def test_nothing_that_has_a_sound_is_unspoken(simulate):
    assert simulate(graph())["unspoken"] == {}


@pytest.mark.parametrize("name", ["welcome", "sys:beep", "sys:leave-message@de"])
def test_the_sound_of_a_prompt_is_heard(client, flow_id, name):
    assert length_s(client.get(f"/api/flows/{flow_id}/sounds/{name}")) > 0.2


@pytest.mark.parametrize("name", ["nothing", "sys:nothing", "say:0123456789abcdef", "..%2Fsystem.json"])
def test_what_is_no_prompt_has_no_sound(client, flow_id, name):
    assert client.get(f"/api/flows/{flow_id}/sounds/{name}").status_code == 404


def test_a_text_that_no_flow_says_yet_is_heard_and_nothing_is_kept(client, flow_id, config):
    before = set(config.prompts_dir.iterdir())
    body = {"language": "de", "text": "Guten Tag, hier ist Berg."}
    assert length_s(client.post(f"/api/flows/{flow_id}/speech", json=body)) > 0.8
    assert set(config.prompts_dir.iterdir()) == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"language": "en", "text": ""}, "no_sound"),
        ({"language": "en", "text": "a" * 2001}, "no_sound"),
        ({"language": "xx", "text": "Hello"}, "no_sound"),
        ({"language": "en", "text": 7}, "malformed"),
        ({"text": "Hello"}, "malformed"),
    ],
)
def test_what_cannot_be_spoken_is_refused_with_a_sentence(client, flow_id, body, code):
    answer = client.post(f"/api/flows/{flow_id}/speech", json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)
    assert answer.json["error"]["message"]


def test_a_drawing_in_which_all_is_well_has_no_findings(client, flow_id):
    found = client.post(f"/api/flows/{flow_id}/verify", json={"graph": graph()}).json
    assert (found["findings"], found["complete"], found["note"]) == ([], True, "")
    assert found["worst_s_to_person"] > 0


def hold_for_ever():
    """Whoever calls Anna in vain is led back to the prompt, again and again."""
    drawing = graph()
    drawing["wires"] = [{**wire, "to": "hello"} if wire["to"] == "end" else wire for wire in drawing["wires"]]
    drawing["nodes"].pop()
    return drawing


def test_a_finding_is_told_with_a_call_that_shows_it(client, flow_id, simulate):
    url = f"/api/flows/{flow_id}/verify"
    finding = client.post(url, json={"graph": hold_for_ever()}).json["findings"][0]
    assert finding["node"] in ("hello", "anna")
    trace = simulate(hold_for_ever(), finding["script"])
    assert trace["path"].count("hello") > 1
    assert (trace["ended"], len(trace["steps"])) == ("unfinished", MOST_STEPS)
    german = client.post(url, json={"graph": hold_for_ever()}, headers=GERMAN).json["findings"][0]
    assert german["message"] != finding["message"]


def test_a_faulty_drawing_is_not_looked_through(client, flow_id):
    answer = client.post(f"/api/flows/{flow_id}/verify", json={"graph": {**graph(), "wires": []}})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "faults")
    assert answer.json["diagnostics"]


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("post", "verify", {"graph": graph()}),
        ("get", "sounds/welcome", None),
        ("get", "sounds/sys:beep", None),
        ("post", "speech", {"language": "en", "text": "Hello"}),
    ],
)
def test_another_companys_flow_is_not_there(other_client, flow_id, method, url, body):
    assert getattr(other_client, method)(f"/api/flows/{flow_id}/{url}", json=body).status_code == 404


def test_another_companys_prompt_has_no_sound_here(client, other_client, flow_id):
    other_client.post("/flows/", data={"name": "Theirs"})
    assert other_client.get("/api/flows/2/sounds/sys:beep").status_code == 200
    assert other_client.get("/api/flows/2/sounds/welcome").status_code == 404
