"""The list of calls and the story of one, of a journal that the switch's own writer wrote."""

from datetime import UTC, datetime, timedelta

import pytest

from app.calls.models import Call
from app.db import company_scope, db, every_company
from app.journal.rebuilding import rebuild
from designer.drawing.extension import extension_program
from designer.runtime.journal_entries import CallRefused
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.ops.tag import Tag
from designer.runtime.program import Program
from switch.journal import Journal
from tests.app.german import GERMAN
from tests.app.journal_of_calls import GRAPH, MORNING, NUMBER


def test_an_exchange_without_calls_says_what_to_do(client):
    assert "Publish a flow and call its number" in client.get("/calls/").text


def test_a_call_is_told_in_a_row(client, journal, ingest):
    journal.call("a", caller="+4917010")
    ingest()
    page = client.get("/calls/").text
    for part in ("+4917010", NUMBER, "<li>menu</li><li>sales</li>", "The caller hung up", "0:10", "1 call"):
        assert part in page


@pytest.mark.parametrize(("text", "found"), [("0170 1", True), ("0049170", True), ("1701", True), ("0171", False)])
def test_a_number_is_searched_for_as_people_write_it(client, journal, ingest, text, found):
    journal.call("a", caller="+4917010")
    ingest()
    assert ("+4917010" in client.get("/calls/", query_string={"text": text}).text) is found


def test_nodes_are_called_as_the_drawing_calls_them(client, app, journal, ingest):
    graph = {**GRAPH, "nodes": [{**node, "label": f"My {node['id']}"} for node in GRAPH["nodes"]]}
    add_everything(client)
    client.post("/flows/", data={"name": "Main"})
    saved = client.put("/api/flows/1/draft", json={"graph": graph, "revision": 1})
    assert saved.json["diagnostics"] == []
    client.post("/numbers", data={"number": NUMBER, "flow": 1})
    assert client.post("/api/flows/1/publish", json={"revision": 2}).json["program"] == journal.program.sha
    journal.call("a")
    ingest()
    assert "<li>My menu</li><li>My sales</li>" in client.get("/calls/").text
    assert "My mailbox" not in client.get("/calls/a").text


def add_everything(client):
    """What GRAPH refers to."""
    for name in ("Menu", "Music", "Greeting"):
        client.post("/settings/voice/new", data={"label": name, "text": name, "language": "en"})
    client.post("/settings/employees/new", data={"name": "Anna", "extension": "101", "email": ""})
    client.post("/settings/groups/new", data={"label": "Sales", "members": ["1"]})


def test_the_story_of_a_call_is_told_step_by_step(client, journal, ingest):
    journal.call("a", people={"101": "busy", "102": 2})
    ingest()
    page = client.get("/calls/a").text
    story = [
        "+4917012345 calls +4930555010",
        "The call is answered",
        "The caller hears “menu”",
        "The caller presses 1",
        "101 is rung",
        "101: busy",
        "102 picks up",
        "The caller and 102 talk",
        "A recording begins",
        "The caller hangs up",
    ]
    places = [page.index(line) for line in story]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("headers", "warning"),
    [({}, "there is no prompt “lost”"), (GERMAN, "Eine Ansage „lost“ gibt es nicht")],
)
def test_a_warning_is_told_in_the_language_of_who_reads_of_the_call(client, journal, ingest, headers, warning):
    journal.program = Program("start", {"start": (Play("lost"), Hangup("normal"))})
    journal.call("a", press="")
    ingest()
    assert client.get("/calls/a", headers=headers).text.count(warning) == 2


def test_a_warning_of_an_older_exchange_is_told_as_it_was(client, app, company_id, journal, ingest):
    journal.program = Program("start", {"start": (Tag("{name}"), Hangup("normal"))})
    journal.call("a", press="")
    line = journal.file.read_text()
    now = '"message":"the variable “{name}” has no value","values":[["name","name"]]'
    assert now in line
    journal.file.write_text(line.replace(now, '"message":"no value"'))
    ingest()
    with app.app_context(), company_scope(company_id):
        db.session.get(Call, "a").warnings = ["no value"]
        db.session.commit()
    assert client.get("/calls/a", headers=GERMAN).text.count("no value") == 2


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ({}, "The caller hung up"),
        ({"ends_talk": "callee"}, "The employee hung up"),
        ({"press": "9 9 9"}, "The flow ended the call"),
        ({"steps": 3}, "in progress"),
    ],
)
def test_how_it_ended_is_told(client, journal, ingest, how, outcome):
    journal.call("a", **how)
    ingest()
    assert outcome in client.get("/calls/").text


def test_what_a_restart_of_the_switch_cut_off_is_lost(client, journal, ingest):
    journal.call("a", steps=5)
    journal.started(MORNING + timedelta(minutes=1))
    journal.call("b", steps=3, at=MORNING + timedelta(minutes=2))
    ingest()
    assert client.get("/calls/").text.count("Lost when the switch stopped") == 1
    assert "Lost when the switch stopped" in client.get("/calls/a").text


@pytest.fixture
def refuse(journal, ingest):
    """Has the switch refuse a call, which is in the record then."""

    def refuse(status, number=NUMBER, caller="+49301", direction="inbound", count=1, why=""):
        refused = CallRefused(1_795_435_200_000, "node1", "r", "1001", caller, number, direction, status, count, why)
        Journal(journal.folder, "node1").note(refused)
        ingest()

    return refuse


def test_a_refused_call_is_told_with_its_reason(client, ingest, refuse):
    refuse(503)
    ingest()
    for page in (client.get("/calls/").text, client.get("/calls/r").text):
        assert '-lt">Refused</span>' in page
        assert "The exchange had too many calls." in page
    assert "1 call" in client.get("/calls/").text


@pytest.mark.parametrize(
    ("status", "why", "reason"),
    [
        (503, "media_down", "The media server did not answer."),
        (503, "media_full", "The media server had no port left."),
        (503, "disk_full", "The exchange&#39;s disk was full."),
        (503, "later", "The exchange had too many calls."),
        (404, "extension", "Nobody here has this number."),
        (404, "outside", "but no others outside."),
    ],
)
def test_each_reason_for_a_refusal_is_told_as_what_it_is(app, client, ingest, journal, refuse, status, why, reason):
    refuse(status, "150", "101", "internal", why=why)
    assert reason in client.get("/calls/r").text
    with app.app_context(), every_company():
        rebuild(journal.folder)
    assert reason in client.get("/calls/").text


@pytest.mark.parametrize(
    ("count", "reason"), [(1, "Nothing is published for this number."), (2, "Nobody here has this number.")]
)
def test_a_number_of_the_company_that_nothing_answers_is_told_as_that(client, refuse, count, reason):
    """One of two calls may have been to another number."""
    client.post("/numbers", data={"number": "150", "flow": 0})
    refuse(404, "150", "101", "internal", why="extension", count=count)
    assert reason in client.get("/calls/r").text


def test_a_colleague_who_is_refused_has_a_name(client, refuse):
    add_everything(client)
    refuse(404, "999", "101", "internal")
    for url in ("/calls/", "/calls/r"):
        assert '<span class="number">Anna (101)</span>' in client.get(url).text


@pytest.mark.parametrize("is_there", [True, False])
def test_a_colleague_has_one_name_though_they_have_left(client, journal, ingest, is_there):
    if is_there:
        add_everything(client)
    journal.call("a", "9")
    line = journal.file.read_text().replace('"direction":"inbound"', '"direction":"internal"')
    journal.file.write_text(line.replace('+4917012345","caller_name":""', '101","caller_name":"Quast, Anna"'))
    ingest()
    shown = '"number">Anna (101)</span> \n' if is_there else '"number">101</span> Quast, Anna\n'
    assert shown in client.get("/calls/").text


def test_an_anonymous_caller_is_so_in_german(client, journal, ingest):
    journal.call("a", caller="anonymous")
    ingest()
    for url in ("/calls/", "/calls/a"):
        page = client.get(url, headers=GERMAN).text
        assert ("anonym</span>" in page, "anonymous" in page) == (True, False)


def test_of_a_call_in_progress_nothing_is_told_that_is_not_known_yet(client, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    page = client.get("/calls/a").text
    assert [each for each in ("Talked with", "Waited", "Talked", ">0:00<") if each in page] == []
    assert ">0:00<" not in client.get("/calls/").text


def test_the_story_has_decimals_of_the_readers_language(client, journal, ingest):
    journal.call("a")
    ingest()
    assert '<span class="story-at">0.0 s</span>' in client.get("/calls/a").text
    assert '<span class="story-at">0,0 s</span>' in client.get("/calls/a", headers=GERMAN).text


def test_a_refused_call_has_no_path_and_no_steps(client, refuse):
    refuse(404)
    page = client.get("/calls/r").text
    assert ("Path" in page, "Step by step" in page, "Talked with" in page) == (False, False, False)


def test_one_row_tells_how_many_refused_calls_it_stands_for(client, journal, refuse):
    journal.call("a")
    refuse(503, count=37)
    page = client.get("/calls/").text
    assert '<span class="number">37 calls</span>' in page
    assert ">38 calls<" in page
    assert "37 calls were refused within a second for the same reason." in client.get("/calls/r").text
    assert "were refused within" not in client.get("/calls/a").text


@pytest.mark.parametrize(
    ("number", "direction", "reason"),
    [
        ("+491701234567", "from a colleague to a number outside", "but no others outside."),
        ("112", "from a colleague to a number outside", "but no others outside."),
        ("999", "between colleagues", "Nobody here has this number."),
    ],
)
def test_a_number_that_employees_cant_call_is_told_as_what_it_is(client, refuse, number, direction, reason):
    refuse(404, number, "101", "internal")
    page = client.get("/calls/r").text
    assert (direction in page, reason in page, "leads nowhere" in page) == (True, True, False)


def test_refused_has_one_word_in_german(client, refuse):
    refuse(404)
    page = client.get("/calls/", headers=GERMAN).text
    assert page.count("Abgewiesen") == 2
    assert "Abgelehnt" not in page


def test_a_colleagues_phone_rings_without_a_drawing(client, journal, ingest):
    journal.program = extension_program()
    journal.call("a", press="")
    journal.file.write_text(journal.file.read_text().replace('"direction":"inbound"', '"direction":"internal"'))
    ingest()
    page = client.get("/calls/a").text
    assert "<li>Ring the phone</li>" in page
    assert ">ring<" not in page
    assert "is not there any more" not in page


def test_a_drawing_that_is_gone_is_told(client, journal, ingest):
    journal.call("a")
    ingest()
    assert "is not there any more" in client.get("/calls/a").text


@pytest.mark.parametrize("text", ["+49170", "555010", "101", "%"])
def test_text_is_looked_for_in_caller_number_and_employee(client, journal, ingest, text):
    journal.call("a")
    journal.call("b", "9", caller="+43123")
    ingest()
    page = client.get("/calls/", query_string={"text": text}).text
    assert ("+4917012345" in page) == (text != "%" or "+43123" in page)
    if text in ("+49170", "101"):
        assert "+43123" not in page


def test_a_day_is_one_of_the_companys_own(client, journal, ingest):
    """23:30 UTC is half past midnight in Berlin in winter."""
    journal.call("a", at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    ingest()
    assert NUMBER in client.get("/calls/?day=2026-11-23").text
    assert "No call is like that" in client.get("/calls/?day=2026-11-22").text


@pytest.mark.parametrize(
    ("query", "reason"),
    [("day=tomorrow", "no day"), ("day=2026-02-30", "no day"), ("sort=program", "sorted"), ("sort=", "sorted")],
)
def test_what_cant_be_looked_for_is_refused_with_the_reason(client, query, reason):
    answer = client.get(f"/calls/?{query}")
    assert answer.status_code == 422
    assert reason in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "99"])
def test_a_page_that_is_not_there_is_no_fault(client, journal, ingest, page):
    journal.call("a")
    ingest()
    assert client.get(f"/calls/?page={page}").status_code == 200


def test_many_calls_are_paged_and_sorted(client, journal, ingest):
    for number in range(60):
        journal.call(f"call{number:02}", "9", at=MORNING + timedelta(seconds=number), caller=f"+4917000{number:02}")
    ingest()
    first, second = client.get("/calls/").text, client.get("/calls/?page=2").text
    assert "60 calls" in first
    assert "Page 1 of 2" in first
    assert first.count("/calls/call") == 50
    assert second.count("/calls/call") == 10
    assert first.index("+491700059") < first.index("+491700058")
    ascending = client.get("/calls/?sort=caller&order=asc").text
    assert ascending.index("+491700000") < ascending.index("+491700001")


def test_another_companys_calls_are_not_there(client, other_client, journal, ingest):
    journal.call("a")
    ingest()
    assert client.get("/calls/a").status_code == 200
    assert other_client.get("/calls/a").status_code == 404
    assert "No call yet" in other_client.get("/calls/").text


def test_what_a_caller_calls_themselves_is_shown_as_text(client, journal, ingest):
    journal.call("a", caller="<script>alert(1)</script>")
    ingest()
    for url in ("/calls/", "/calls/a"):
        assert "<script>alert" not in client.get(url).text
