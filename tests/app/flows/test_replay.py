"""Real calls of some days against a draft: as JSON, and on the command line."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.auth.models import User
from app.calls.models import CallLeg
from app.db import company_scope, db
from app.flows import replaying
from app.journal import service as journal_service
from designer.drawing.compiler import compile_flow
from tests.app.flows.conftest import NUMBER, graph, node, wire
from tests.app.german import GERMAN
from tests.app.journal_of_calls import MORNING, JournalOfCalls
from tests.designer.drawing import KNOWN

DAY = {"from": "2026-11-23", "to": "2026-11-23"}


@pytest.fixture
def journal(app, config, flow_id):
    """What the switch wrote of calls through the drawing of `flow_id`."""
    journal = JournalOfCalls(config.journal_dir)
    journal.program = compile_flow(graph(), KNOWN).program
    return journal


@pytest.fixture
def replay(app, client, flow_id):
    def replay(drawing=None, days=DAY, client=client, headers=None):
        with app.app_context():
            journal_service.ingest()
        body = days if drawing is None else {**days, "graph": drawing}
        return client.post(f"/api/flows/{flow_id}/replay", json=body, headers=headers)

    return replay


@pytest.fixture
def flask(app, tmp_path, replay):
    """`flask flow replay ...`: (exit code, JSON of stdout). A dict becomes a file."""

    def run(drawing, *options, first="2026-11-23", last="2026-11-23"):
        replay()
        if isinstance(drawing, dict):
            path = tmp_path / "flow.json"
            path.write_text(json.dumps(drawing))
            drawing = path
        args = ["flow", "replay", str(drawing), "--from", first, "--to", last, "--company", "1001", *options]
        done = app.test_cli_runner().invoke(args=args)
        return done.exit_code, json.loads(done.stdout)

    return run


def counts(found):
    return tuple(found[name] for name in ("same", "elsewhere", "unknown"))


def without_ringing():
    """The prompt, and then the end."""
    drawing = graph()
    drawing["nodes"] = [each for each in drawing["nodes"] if each["id"] != "anna"]
    drawing["wires"] = [wire("start", "next", "hello"), wire("hello", "next", "end")]
    return drawing


def with_somebody_else():
    drawing = graph()
    drawing["nodes"][2] = node("anna", "ring", who="employee:102")
    return drawing


def test_the_unchanged_draft_changes_nothing(replay, journal):
    journal.call("a", press="", people={"101": 3})
    journal.call("b", press="", people={"101": "busy"})
    journal.call("c", press="", hang_up_s=0.1)
    found = replay().json
    assert counts(found) == (3, 0, 0)
    assert found["calls"] == found["reasons"] == []


def test_calls_that_would_go_elsewhere_are_told_with_both_ways(replay, journal):
    journal.call("a", press="", people={"101": 3}, caller="+4917010")
    journal.call("b", press="", hang_up_s=0.1)
    found = replay(without_ringing()).json
    assert counts(found) == (1, 1, 0)
    assert found["calls"] == [
        {
            "call": "a",
            "caller": "+4917010",
            "number": NUMBER,
            "at": "2026-11-23T09:00:00+00:00",
            "before": {
                "path": ["start", "hello", "anna"],
                "names": ["start", "hello", "anna"],
                "end": "caller_hung_up",
            },
            "after": {
                "path": ["start", "hello", "end"],
                "names": ["Incoming call", "Play a message", "Hang up"],
                "end": "flow_ended",
            },
            "unknown": None,
        }
    ]


def test_nodes_are_called_as_the_published_drawing_calls_them(client, flow_id, replay, journal):
    drawing = graph()
    drawing["nodes"][1]["label"] = "Hello"
    client.put(f"/api/flows/{flow_id}/draft", json={"graph": drawing, "revision": 1})
    assert client.post(f"/api/flows/{flow_id}/publish", json={"revision": 2}).json["program"] == journal.program.sha
    journal.call("a", press="")
    assert replay(without_ringing()).json["calls"][0]["before"]["names"] == ["Incoming call", "Hello", "Ring"]


def test_what_is_not_known_is_counted_and_said(client, replay, journal):
    client.post("/settings/employees/new", data={"name": "Ben", "extension": "102", "email": ""})
    for name in ("a", "b"):
        journal.call(name, press="")
    found = replay(with_somebody_else()).json
    assert counts(found) == (0, 0, 2)
    why = "102 would have been rung, which was not so in reality"
    assert found["reasons"] == [{"node": "anna", "name": "Ring", "why": why, "calls": 2}]
    (reason,) = replay(with_somebody_else(), headers=GERMAN).json["reasons"]
    assert reason["why"] == "Bei 102 hätte es geklingelt, was in Wirklichkeit nicht so war"


def test_days_are_the_companys(replay, journal):
    """The company's clock is an hour ahead of UTC."""
    for name, hours in (("evening before", -10.5), ("first", -9.5), ("last", 13.5), ("day after", 14.5)):
        journal.call(name, press="", at=MORNING + timedelta(hours=hours))
    assert counts(replay().json) == (2, 0, 0)
    assert counts(replay(days={"from": "2026-11-22", "to": "2026-11-24"}).json) == (4, 0, 0)
    assert counts(replay(days={"from": "2026-11-25", "to": "2026-11-25"}).json) == (0, 0, 0)


def test_calls_in_progress_and_calls_to_other_numbers_are_left_out(client, replay, journal):
    journal.call("a", press="", steps=3)
    journal.call("b", press="")
    client.post("/numbers/1", data={"flow": 0})
    assert counts(replay().json) == (0, 0, 0)
    client.post("/numbers/1", data={"flow": 1})
    assert counts(replay().json) == (1, 0, 0)


def test_a_call_whose_journal_has_a_gap_is_not_known(replay, journal):
    journal.call("a", press="")
    lines = journal.file.read_text().splitlines(keepends=True)
    journal.file.write_text("".join((*lines[:1], *lines[2:])))
    found = replay().json
    assert counts(found) == (0, 0, 1)
    assert found["reasons"][0]["why"] == "line 1 of the call is lost"


def test_long_lists_are_cut_and_say_so(replay, journal, monkeypatch):
    monkeypatch.setattr(replaying, "MOST_SHOWN", 1)
    for minute, name in enumerate("cba"):
        journal.call(name, press="", at=MORNING + timedelta(minutes=minute))
    found = replay(without_ringing()).json
    assert ([each["call"] for each in found["calls"]], found["not_listed"], found["elsewhere"]) == (["c"], 2, 3)


def test_too_many_calls_are_refused(replay, journal, monkeypatch):
    monkeypatch.setattr(replaying, "MOST_CALLS", 1)
    for name in ("a", "b"):
        journal.call(name, press="")
    answer = replay()
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "too_many_calls")
    assert "There are 2 calls on these days" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"from": "2026-11-23"}, "malformed"),
        ({"from": "2026-11-23", "to": "soon"}, "malformed"),
        ({"from": 1, "to": 2}, "malformed"),
        ({"from": "2026-11-23", "to": "2026-11-22"}, "malformed"),
        ({"from": "2026-11-23", "to": "9999-12-31"}, "malformed"),
        ({**DAY, "graph": 7}, "faults"),
        ({**DAY, "graph": {**graph(), "wires": []}}, "faults"),
    ],
)
def test_what_can_not_be_replayed_is_refused_with_a_sentence(client, flow_id, body, code):
    answer = client.post(f"/api/flows/{flow_id}/replay", json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)
    assert answer.json["error"]["message"]


def test_another_companys_flow_and_calls_are_not_there(app, other_client, replay, journal, tmp_path):
    journal.call("a", press="")
    assert replay(client=other_client).status_code == 404
    path = tmp_path / "smallest.json"
    smallest = {"nodes": [node("start", "start"), node("end", "hangup")], "wires": [wire("start", "next", "end")]}
    path.write_text(json.dumps({**graph(), **smallest}))
    days = ("--from", "2026-11-23", "--to", "2026-11-23", "--number", NUMBER)
    run = app.test_cli_runner().invoke
    found = [run(args=["flow", "replay", str(path), *days, "--company", each]).stdout for each in ("1001", "1002")]
    assert [counts(json.loads(each)) for each in found] == [(0, 1, 0), (0, 0, 0)]


def test_the_command_takes_a_flow_or_a_file(flow_id, flask, journal):
    journal.call("a", press="")
    code, found = flask(flow_id)
    assert (code, counts(found)) == (0, (1, 0, 0))
    assert counts(flask(without_ringing())[1]) == (0, 1, 0)
    assert counts(flask(without_ringing(), "--number", "+4930555099")[1]) == (0, 0, 0)


def test_the_command_says_what_it_can_not_do(flask, flow_id):
    for code, told in (flask(99), flask("nowhere.json"), flask({**graph(), "nodes": []})):
        assert code == 2
        assert told["error"]["message"]


@pytest.fixture
def page(app, client, flow_id):
    def page(query="from=2026-11-23&to=2026-11-23", client=client):
        with app.app_context():
            journal_service.ingest()
        return client.get(f"/flows/{flow_id}/replay?{query}")

    return page


def save(client, flow_id, drawing):
    assert client.put(f"/api/flows/{flow_id}/draft", json={"graph": drawing, "revision": 1}).status_code == 200


def test_the_page_proposes_a_week_and_replays_nothing_by_itself(page, journal):
    journal.call("a", press="")
    text = page("").text
    assert text.count('type="date" required value="20') == 2
    assert "would go" not in text.split("<form")[2]


def test_the_page_lists_calls_that_would_go_elsewhere_and_opens_both_ways(page, client, flow_id, journal):
    journal.call("a", press="", people={"101": 3}, caller="+4917010")
    save(client, flow_id, without_ringing())
    text = page().text
    assert "Calls that would go elsewhere" in text
    assert f'href="/flows/{flow_id}/replay/a"' in text
    both = client.get(f"/flows/{flow_id}/replay/a").text
    before, after = both.split('id="after-title"')
    assert "The caller and Anna Berg (101) talk" in before
    assert "The caller hangs up" in before
    assert "Anna Berg" not in after
    assert "The flow ended the call" in after


def test_where_knowledge_ends_is_said_beside_both_ways(page, client, flow_id, journal):
    client.post("/settings/employees/new", data={"name": "Ben", "extension": "102", "email": ""})
    journal.call("a", press="")
    save(client, flow_id, with_somebody_else())
    assert "102 would have been rung" in page().text
    assert "From here on it is not known: 102 would have been rung" in client.get(f"/flows/{flow_id}/replay/a").text


@pytest.mark.parametrize("query", ["from=soon&to=2026-11-23", "from=2026-11-23", "from=2026-11-23&to=2026-11-22"])
def test_days_that_are_none_are_refused_in_the_page(page, flow_id, query):
    answer = page(query)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_calls_of_other_groups_are_not_opened(page, app, client, flow_id, company_id, journal):
    journal.call("a", press="", people={"101": 3})
    journal.call("b", press="", people={"101": 3})
    assert page().status_code == 200
    with app.app_context(), company_scope(company_id):
        db.session.execute(update(CallLeg).where(CallLeg.call == "a").values(group="sales"))
        user = db.session.query(User).one()
        user.role, user.groups = "supervisor", ["sales"]
        db.session.commit()
    assert [client.get(f"/flows/{flow_id}/replay/{call}").status_code for call in "ab"] == [200, 404]


def test_calls_of_others_are_not_opened(page, client, other_client, flow_id, journal):
    journal.call("a", press="")
    journal.call("foreign", press="", company="1002")
    assert page().status_code == 200
    assert other_client.get(f"/flows/{flow_id}/replay/a").status_code == 404
    assert client.get(f"/flows/{flow_id}/replay/foreign").status_code == 404
    assert client.get(f"/flows/{flow_id}/replay/nothing").status_code == 404
