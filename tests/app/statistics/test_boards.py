"""Saved views, the order of the cards, and cards of one's own: each user's, and of one company."""

import re

import pytest
from sqlalchemy import func, select

from app.auth.models import User
from app.db import company_scope, db
from app.statistics.models import Board, SavedView
from tests.app.statistics.counted import TODAY, Made

QUERY = "period=30d&group=sales"


@pytest.fixture(autouse=True)
def _some_calls(counted):
    counted(Made(TODAY), Made(TODAY, outcome="missed", employee="102"))


@pytest.fixture
def colleague(app, company_id):
    """Another browser, in which a supervisor of the same company is signed in."""
    with app.app_context(), company_scope(company_id):
        db.session.add(User(name="Sara", email="sara@demo.example", role="supervisor", password_hash="-"))
        db.session.commit()
        return app.test_client(user=db.session.query(User).filter_by(role="supervisor").one())


def save(client, name="Sales", **more):
    return client.post(f"/statistics/views?{QUERY}", data={"name": name, **more})


def test_a_view_is_a_tab_that_opens_its_calls(client):
    answer = save(client)
    assert answer.location == f"/statistics/?{QUERY}&view=1"
    page = client.get(answer.location).text
    assert f'href="/statistics/?{QUERY.replace("&", "&amp;")}&amp;view=1" aria-current="page"' in page
    assert "Save changes" not in page


def test_a_changed_view_can_be_saved_again(client):
    save(client)
    assert "Save changes" in client.get("/statistics/?period=7d&view=1").text
    client.post("/statistics/views/1?period=7d")
    page = client.get("/statistics/").text
    assert "/statistics/?period=7d&amp;view=1" in page
    client.post("/statistics/views/1?period=7d", data={"name": "Renamed"})
    assert "Renamed" in client.get("/statistics/").text


def test_only_shared_views_are_seen_by_others_who_may_not_change_them(client, colleague):
    save(client, "Mine")
    save(client, "Ours", is_shared="on")
    page = colleague.get("/statistics/").text
    assert "Ours" in page
    assert "Mine" not in page
    assert colleague.post("/statistics/views/2?period=7d").status_code == 404
    assert colleague.post("/statistics/views/2/delete").status_code == 404
    client.post("/statistics/views/2/delete")
    assert "Ours" not in colleague.get("/statistics/").text


def test_a_view_that_is_gone_leaves_the_page_as_it_is(client):
    assert client.get("/statistics/?period=7d&view=99").status_code == 200


def test_views_that_others_share_keep_nobody_from_saving_their_own(client, colleague, monkeypatch):
    monkeypatch.setattr("app.statistics.service.MOST_VIEWS", 2)
    assert [save(colleague, f"Of Sara {each}", is_shared="on").status_code for each in range(3)] == [302, 302, 422]
    assert save(client).status_code == 302


def test_a_view_needs_a_name(client, app, company_id):
    assert save(client, " ").status_code == 422
    assert save(client, "x" * 61).status_code == 422
    assert save(client, "Sales\0").status_code == 422
    assert save(client, "Sales\nSupport").status_code == 422
    with app.app_context(), company_scope(company_id):
        assert db.session.scalar(select(func.count()).select_from(SavedView)) == 0


def order(page):
    return re.findall(r'data-card="([^"]+)"', page)


def test_cards_keep_the_order_in_which_they_were_put(client, colleague):
    usual = order(client.get("/statistics/").text)
    moved = [usual[-1], *usual[:-1]]
    assert client.post("/statistics/board", data={"order": [*moved, "nothing"], "hidden": ["days"]}).status_code == 204
    page = client.get("/statistics/").text
    assert order(page) == moved
    assert re.search(r'data-card="days"[^>]* hidden', page)
    assert order(colleague.get("/statistics/").text) == usual


@pytest.mark.parametrize(
    "sent", [{"data": {"hidden": ["days"]}}, {"data": {"order": ["nothing"]}}, {"json": {"order": ["days"]}}]
)
def test_an_order_without_cards_is_refused_and_changes_nothing(client, sent):
    usual = order(client.get("/statistics/").text)
    moved = [usual[-1], *usual[:-1]]
    client.post("/statistics/board", data={"order": moved})
    assert client.post("/statistics/board", **sent).status_code == 422
    page = client.get("/statistics/").text
    assert order(page) == moved
    assert not re.search(r'data-card="days"[^>]* hidden', page)


def test_a_card_that_is_new_appears_at_its_usual_place(client, app, company_id):
    usual = order(client.get("/statistics/").text)
    client.post("/statistics/board", data={"order": [name for name in usual if name != usual[2]]})
    assert order(client.get("/statistics/").text) == usual


OWN = {"title": "Who <b>", "measure": "missed", "split": "employee", "second": "", "chart": "bars"}


def test_a_card_of_ones_own_counts_what_it_was_made_for(client):
    answer = client.post(f"/statistics/own-cards?{QUERY}", data=OWN)
    assert answer.location == f"/statistics/?{QUERY}#card-own-1"
    page = client.get("/statistics/").text
    assert order(page)[-1] == "own-1"
    assert "Who &lt;b&gt;" in page
    card = client.get("/statistics/cards/own-1?period=7d").text
    assert "<b>102 has most</b>: 1." in card
    assert "employee=102" in card


@pytest.mark.parametrize("chart", ["bars", "line", "heat", "table"])
def test_each_chart_shows_two_splits(client, chart):
    client.post("/statistics/own-cards", data={**OWN, "measure": "calls", "second": "outcome", "chart": chart})
    card = client.get("/statistics/cards/own-1?period=7d").text
    assert "102, missed has most" in card or "Anna (101), answered has most" in card
    assert ("data-figure" in card) == (chart != "table")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "\u200b"},
        {"measure": "nothing"},
        {"split": "nothing"},
        {"split": ""},
        {"second": "employee"},
        {"chart": "pie"},
    ],
)
def test_a_card_that_counts_nothing_is_refused(client, wrong):
    assert client.post("/statistics/own-cards", data={**OWN, **wrong}).status_code == 422


def test_ids_of_cards_are_not_used_again(client, app, company_id):
    client.post("/statistics/own-cards", data=OWN)
    client.post("/statistics/own-cards/1/delete")
    assert client.post("/statistics/own-cards/1/delete").status_code == 404
    assert client.post("/statistics/own-cards", data=OWN).location.endswith("#card-own-2")
    with app.app_context(), company_scope(company_id):
        assert [card["id"] for card in db.session.scalars(select(Board)).one().cards] == [2]


def test_a_question_for_a_measure_is_a_card_of_its_own(client):
    page = client.get("/statistics/?period=7d&measure=missed&by=employee").text
    assert order(page)[0] == "question"
    assert "by=employee" in page
    card = client.get("/statistics/cards/question?period=7d&measure=missed&by=employee").text
    assert "<b>102 has most</b>: 1." in card
    alone = client.get("/statistics/cards/question?period=7d&measure=missed").text
    assert "missed: <b>1</b>." in alone
