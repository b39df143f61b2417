"""The list of calls and the story of one, of a journal that the switch's own writer wrote."""

from dataclasses import replace
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
from tests.app.calls.listed import listed, plain
from tests.app.german import GERMAN
from tests.app.journal_of_calls import GRAPH, MORNING, NUMBER


def test_an_exchange_without_calls_says_what_to_do(client):
    assert "Publish a flow and call its number" in listed(client)


def test_a_call_is_told_in_a_row(client, journal, ingest):
    journal.call("a", caller="+4917010")
    ingest()
    page = listed(client)
    for part in ("+4917010", NUMBER, "Answered</span>", "101", "0:10", "1 call"):
        assert part in page
    assert "The way of this call: start, menu, sales" in client.get("/calls/a").text


@pytest.mark.parametrize(("text", "found"), [("0170 1", True), ("0049170", True), ("1701", True), ("0171", False)])
def test_a_number_is_searched_for_as_people_write_it(client, journal, ingest, text, found):
    journal.call("a", caller="+4917010")
    ingest()
    assert ("+4917010" in listed(client, text=text)) is found


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
    page = client.get("/calls/a").text
    assert "My menu, My sales" in page
    assert "My mailbox" not in page


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
        "Ringing 101",
        "101: busy",
        "102 picks up",
        "The caller and 102 talk",
        "A recording begins",
        "The caller hangs up",
    ]
    page = page[page.index("Step by step") :]
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
    assert f"<dd>{outcome}</dd>" in client.get("/calls/a").text


def test_what_a_restart_of_the_switch_cut_off_is_lost(client, journal, ingest):
    journal.call("a", steps=5)
    journal.started(MORNING + timedelta(minutes=1))
    journal.call("b", steps=3, at=MORNING + timedelta(minutes=2))
    ingest()
    assert "Lost when the switch stopped" in client.get("/calls/a").text
    assert "Lost when the switch stopped" not in client.get("/calls/b").text


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
    for page in (listed(client), client.get("/calls/r").text):
        assert "Refused</span>" in page
        assert "The exchange had too many calls." in page
    assert "1 call" in listed(client)


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
    assert reason in listed(client)


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
    for page in (listed(client), client.get("/calls/r").text):
        assert ">Anna<" in page


@pytest.mark.parametrize("is_there", [True, False])
def test_a_colleague_has_one_name_though_they_have_left(client, journal, ingest, is_there):
    if is_there:
        add_everything(client)
    journal.call("a", "9")
    line = journal.file.read_text().replace('"direction":"inbound"', '"direction":"internal"')
    journal.file.write_text(line.replace('+4917012345","caller_name":""', '101","caller_name":"Quast, Anna"'))
    ingest()
    assert (">Anna</a>" if is_there else ">Quast, Anna</a>") in listed(client)


def test_an_anonymous_caller_is_so_in_german(client, journal, ingest):
    journal.call("a", caller="anonymous")
    ingest()
    assert ">Anonym</a>" in listed(client, headers=GERMAN)
    assert ">Anonym</h1>" in client.get("/calls/a", headers=GERMAN).text


def test_of_a_call_in_progress_nothing_is_told_that_is_not_known_yet(client, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    page = client.get("/calls/a").text
    assert [each for each in ("Talked with", "Talked <b", "Ended by") if each in page] == []
    assert ">0:00<" not in listed(client)


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
    page = listed(client)
    assert ">37 calls</span>" in page
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
    page = listed(client, headers=GERMAN)
    assert "Abgewiesen</span>" in page
    assert "Abgelehnt" not in page


def test_a_colleagues_phone_rings_without_a_drawing(client, journal, ingest):
    journal.program = extension_program()
    journal.call("a", press="")
    journal.file.write_text(journal.file.read_text().replace('"direction":"inbound"', '"direction":"internal"'))
    ingest()
    page = client.get("/calls/a").text
    assert "The way of this call: Ring the phone" in page
    assert ">ring<" not in page
    assert "is not there any more" not in page


def test_a_drawing_that_is_gone_is_told(client, journal, ingest):
    journal.call("a")
    ingest()
    assert "is not there any more" in client.get("/calls/a").text


@pytest.mark.parametrize("text", ["+49170", "101", "%"])
def test_text_is_looked_for_in_caller_number_and_employee(client, journal, ingest, text):
    journal.call("a")
    journal.call("b", "9", caller="+43123")
    ingest()
    page = listed(client, text=text)
    assert ("+4917012345" in page) == (text != "%" or "+43123" in page)
    if text in ("+49170", "101"):
        assert "+43123" not in page


def test_a_day_is_one_of_the_companys_own(client, journal, ingest):
    """23:30 UTC is half past midnight in Berlin in winter."""
    journal.call("a", at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    ingest()
    assert NUMBER in plain(client.get("/calls/?day=2026-11-23").text)
    assert "No calls on these days" in client.get("/calls/?day=2026-11-22").text


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


@pytest.mark.parametrize("name", ["_scheme", "_anchor", "_method", "_external", "endpoint", "call_id", "values"])
def test_an_address_of_a_call_leads_back_to_its_list_and_nowhere_else(client, journal, ingest, name):
    for each in "abc":
        journal.call(each)
    ingest()
    list_of = "from=2026-11-23&to=2026-11-23&sort=started_at&group=sales"
    page = client.get(f"/calls/b?{list_of}&{name}=javascript")
    assert page.status_code == 200
    assert 'href="/calls/?from=2026-11-23&amp;to=2026-11-23&amp;sort=started_at&amp;group=sales"' in page.text
    assert client.get(f"/calls/b?{list_of.removesuffix('&group=sales')}&at=1&{name}=javascript").status_code == 200


def test_many_calls_are_paged_and_sorted(client, journal, ingest):
    for number in range(60):
        journal.call(f"call{number:02}", "9", at=MORNING + timedelta(seconds=number), caller=f"+4917000{number:02}")
    ingest()
    first, second = listed(client, sort="-started_at"), listed(client, sort="-started_at", page=2)
    assert "60 calls" in first
    assert "Page 1 of 2" in first
    assert first.count("<tr class") + first.count("<tr>") == 51
    assert second.count("<tr class") + second.count("<tr>") == 11
    assert first.index("+491700059") < first.index("+491700058")
    ascending = listed(client, sort="caller")
    assert ascending.index("+491700000") < ascending.index("+491700001")


def test_another_companys_calls_are_not_there(client, other_client, journal, ingest):
    journal.call("a")
    ingest()
    assert client.get("/calls/a").status_code == 200
    assert other_client.get("/calls/a").status_code == 404
    assert "No call yet" in listed(other_client)


def test_what_a_caller_calls_themselves_is_shown_as_text(client, journal, ingest):
    journal.call("a", caller="<script>alert(1)</script>")
    ingest()
    for url in ("/calls/", "/calls/a"):
        assert "<script>alert" not in client.get(url).text


def test_a_plain_question_becomes_filters(client, journal, ingest):
    journal.call("a", caller="+4917010")
    ingest()
    answer = client.get("/calls/?from=2026-11-01&to=2026-11-30&text=answered+calls+on+mondays")
    assert "outcome=answered" in answer.headers["Location"]
    assert "weekday=" in answer.headers["Location"]
    assert "from=2026-11-01" in answer.headers["Location"]
    assert "text=" not in answer.headers["Location"]


def test_a_caller_is_found_by_the_name_on_a_list(client, journal, ingest):
    client.post("/settings/lists/new", data={"label": "Guests", "many": "+4917012345678, Ben Carter"})
    journal.call("a", caller="+4917012345678")
    journal.call("b", caller="+4917098765432")
    ingest()
    page = listed(client, text="carter")
    assert "Ben Carter</a>" in page
    assert "+4917098765432" not in page


def test_a_missed_caller_is_called_back_from_the_row(app, config, client, journal, ingest):
    journal.call("a", caller="+4917012345678", people={"101": "busy", "102": "busy"})
    journal.call("b", caller="anonymous", people={"101": "busy", "102": "busy"})
    ingest()
    button = 'data-call-back="/live/calls/{}/call-back"'
    assert button.format("a") not in listed(client) + client.get("/calls/a").text
    app.config["ZENTRALE"] = replace(config, trunk="sip.example.org:5060")
    assert listed(client).count(button.format("a")) == 1
    assert button.format("b") not in listed(client)
    assert button.format("a") in client.get("/calls/a").text
    assert button.format("b") not in client.get("/calls/b").text
