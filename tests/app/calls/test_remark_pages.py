"""Notes, tags, ratings and list entries from the page of a call and from the list."""

import re
from datetime import UTC, datetime

import pytest

from app.auth.models import User
from app.calls.models import CallLeg
from app.calls.remark_models import CallNote, CallQuality, CallRating, CallTag
from app.db import company_scope, db, every_company, now
from app.lists.models import CallerEntry, CallerList
from app.ports.figures import Question, figures
from tests.app.calls.listed import DAYS, listed

PART = {"HX-Request": "true"}


@pytest.fixture
def call(journal, ingest):
    journal.call("a", caller="+4917012345678")
    ingest()
    return "/calls/a"


@pytest.fixture
def become(app, company_id):
    """Makes the one who is signed in have another role."""

    def become(role, groups=None):
        with app.app_context(), company_scope(company_id):
            user = db.session.query(User).one()
            user.role, user.groups = role, groups
            db.session.commit()

    return become


def kept(app, model):
    with app.app_context(), every_company():
        return db.session.query(model).all()


def test_a_note_is_written_read_and_removed(app, client, call):
    part = client.post(f"{call}/notes", data={"text": "<b>Good</b>", "at_s": "5.5"}, headers=PART).text
    assert "&lt;b&gt;Good&lt;/b&gt;" in part
    assert 'data-seek="5.5"' in part
    assert "<html" not in part
    (note,) = kept(app, CallNote)
    assert (note.author, note.at_s) == ("Olga Owner", 5.5)
    assert "&lt;b&gt;Good" in client.get(call).text
    assert client.post(f"{call}/notes/{note.note}/remove").status_code == 302
    assert "&lt;b&gt;Good" not in client.get(call).text


def test_without_scripts_one_gets_back_to_the_page(client, call):
    answer = client.post(f"{call}/notes", data={"text": "Good"})
    assert (answer.status_code, answer.headers["Location"]) == (302, call)


@pytest.mark.parametrize("second", ["inf", "1e308", "nan", "-5"])
def test_no_note_keeps_the_page_of_its_call_from_being_opened(client, call, second):
    client.post(f"{call}/notes", data={"text": "Listen here", "at_s": second})
    assert client.get(call).status_code == 200


def test_an_empty_note_is_refused_with_a_sentence(app, client, call):
    assert "Write something" in client.post(f"{call}/notes", data={"text": " "}, headers=PART).text
    assert client.post(f"{call}/notes", data={"text": " "}).status_code == 422
    assert kept(app, CallNote) == []


def test_only_the_author_or_an_owner_removes_a_note(app, client, call, become, company_id):
    become("supervisor")
    client.post(f"{call}/notes", data={"text": "Mine"})
    (note,) = kept(app, CallNote)
    with app.app_context(), company_scope(company_id):
        db.session.get(CallNote, note.note).user = 99
        db.session.commit()
    assert client.post(f"{call}/notes/{note.note}/remove").status_code == 403
    become("owner")
    assert client.post(f"{call}/notes/{note.note}/remove").status_code == 302


def test_tags_are_put_on_and_taken_off_and_figures_follow(app, client, call, company_id):
    assert "<b>Warranty</b>" in client.post(f"{call}/tags", data={"tag": "Warranty"}, headers=PART).text
    assert "Warranty</span>" in listed(client, tag="Warranty")
    assert "<b>Warranty</b>" not in client.post(f"{call}/tags/off", data={"tag": "Warranty"}, headers=PART).text
    assert "No call is like that" in listed(client, tag="Warranty")
    assert [each.is_on for each in kept(app, CallTag)] == [False]


def test_a_rating_is_given_changed_and_taken_back(app, client, call, company_id):
    assert "4 of 5 by Olga Owner" in client.post(f"{call}/rating", data={"rating": "4"}, headers=PART).text
    with app.app_context(), company_scope(company_id):
        chosen = figures().selection({name: [value] for name, value in DAYS.items()})
        assert figures().ask(Question(chosen, ("rating",))).total.values == (4,)
    assert "of 5 by" not in client.post(f"{call}/rating", data={"rating": "0"}, headers=PART).text
    assert client.post(f"{call}/rating", data={"rating": "7"}).status_code == 422
    assert [each.rating for each in kept(app, CallRating)] == [0]


def test_the_caller_gets_on_a_list_once(app, client, call):
    client.post("/settings/lists/ready-made")
    with app.app_context(), every_company():
        (chosen,) = [each.id for each in db.session.query(CallerList) if each.name == "vip"]
    answer = client.post(f"{call}/list", data={"list": chosen}, follow_redirects=True)
    assert "is on the list “VIP” now." in answer.text
    assert [each.entry for each in kept(app, CallerEntry)] == ["+4917012345678"]
    assert client.post(f"{call}/list", data={"list": chosen}).status_code == 409
    assert client.post(f"{call}/list", data={"list": 99}).status_code == 404


def test_a_supervisor_puts_nobody_on_a_list(client, call, become):
    become("supervisor")
    assert client.post(f"{call}/list", data={"list": 1}).status_code == 403
    assert "Add to list" not in client.get(call).text


def test_who_is_limited_to_other_groups_changes_nothing(app, client, call, become):
    become("supervisor", ["support"])
    for path, data in (("notes", {"text": "x"}), ("tags", {"tag": "x"}), ("rating", {"rating": "4"})):
        assert client.post(f"{call}/{path}", data=data).status_code == 404
    assert client.get(f"{call}/steps.jsonl").status_code == 404
    assert kept(app, CallNote) == kept(app, CallTag) == []


def test_another_company_changes_nothing(app, other_client, call):
    assert other_client.post(f"{call}/notes", data={"text": "x"}).status_code == 404
    assert kept(app, CallNote) == []


def test_quality_is_told_for_each_side_or_said_to_be_unknown(app, client, call, company_id):
    assert client.get(call).text.count("no report from this phone") == 2
    with app.app_context(), company_scope(company_id):
        leg = next(each.leg for each in db.session.query(CallLeg) if each.answered_at)
        values = {"changed_at": now(), "lost": 0.004, "jitter_ms": 8, "round_trip_ms": 48.2}
        db.session.add(CallQuality(call="a", leg=leg, mos=3.2, **values))
        db.session.commit()
    page = client.get(call).text
    assert page.count("no report from this phone") == 1
    assert "3.2 · 0.4 % lost" in page
    assert "Poor</span>" in page


def test_the_lines_of_the_journal_are_there_as_they_are(client, call):
    lines = client.get(f"{call}/steps.jsonl")
    assert lines.mimetype == "text/plain"
    assert '"type":"call_arrived"' in lines.text.splitlines()[0]


def test_the_page_leads_to_the_calls_before_and_after_in_the_list(client, journal, ingest):
    for place, name in enumerate(("a", "b", "c")):
        journal.call(name, caller=f"+491701234567{place}")
    ingest()
    order = [listed(client, sort="caller").index(f'href="/calls/{name}?') for name in ("a", "b", "c")]
    assert order == sorted(order)
    query = "from=2026-11-01&to=2026-11-30&sort=caller"
    page = client.get(f"/calls/b?{query}&at=1").text.replace("&amp;", "&")
    assert f'href="/calls/a?{query}&at=0"' in page
    assert f'href="/calls/c?{query}&at=2"' in page
    assert f'href="/calls/?{query}"' in page
    assert "data-earlier" not in client.get("/calls/b").text
    assert "data-earlier" not in client.get("/calls/b?at=99&period=nonsense").text


def test_an_hour_that_comes_twice_is_told_apart(client, journal, ingest):
    for name, hour in (("first", 0), ("second", 1)):
        journal.call(name, at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    ingest()
    assert "25 Oct 2026, 02:30 CEST" in client.get("/calls/first").text
    assert "25 Oct 2026, 02:30 CET" in client.get("/calls/second").text
    page = client.get("/calls/?from=2026-10-25&to=2026-10-25").text
    assert ("02:30 CEST" in page, "02:30 CET" in page) == (True, True)


def test_the_marks_on_the_time_line_follow_a_remark(client, call):
    answer = client.post(f"{call}/notes", data={"text": "Good", "at_s": "5.5"}, headers=PART)
    assert answer.headers["HX-Trigger"] == "remarked"
    marks = re.search(r'<div class="axis-marks"[^>]*>(.*?)</div>', client.get(call).text, re.DOTALL)
    assert 'hx-trigger="remarked from:body"' in marks[0]
    assert 'data-seek="5.5"' in marks[1]
    assert "HX-Trigger" not in client.post(f"{call}/notes", data={"text": ""}, headers=PART).headers


def test_a_remark_from_the_list_leads_back_to_the_list(client, call):
    there = {"Referer": "http://localhost/calls/?outcome=missed"}
    answer = client.post(f"{call}/tags", data={"tag": "VIP"}, headers=there)
    assert (answer.status_code, answer.headers["Location"]) == (302, there["Referer"])
    away = {"Referer": "https://elsewhere.example/"}
    assert client.post(f"{call}/tags", data={"tag": "New"}, headers=away).headers["Location"] == call
