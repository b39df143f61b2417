"""What pages get for a question."""

import pytest
from sqlalchemy import update

from app.calls.models import Call
from app.db import company_scope, db
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from app.ports.figures import figures
from app.ports.questions import questions
from app.questions import translated
from app.questions.days import WEEKDAYS
from app.questions.parameters import ALL_VALUES


@pytest.fixture
def people(app, company_id):
    with app.app_context(), company_scope(company_id):
        mira = add_employee("102", "Mira Santos")[0]
        db.session.flush()
        add_group("Sales", [mira], "sales")
        db.session.commit()


@pytest.fixture
def calls(journal, ingest):
    journal.call("a")
    journal.call("b", press="")
    ingest()


def asked(client, text, **page):
    answer = client.get("/statistics/understand", query_string={"q": text, **page})
    assert answer.status_code == 200
    return answer.json


def test_a_question_becomes_chips_and_a_count(client, people, calls):
    found = asked(client, "calls of sales on 23 november")
    assert found["query"].startswith("from=2026-11-23&to=2026-11-23")
    assert [(chip["label"], chip["text"]) for chip in found["chips"]] == [
        ("Group", "Sales"),
        ("Period", "Mon 23 Nov 2026"),
    ]
    assert found["count"] == 1
    assert asked(client, "23.11.")["count"] == 2
    assert found["unknown"] == []


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [
        ("in october 2025", "en", "October 2025"),
        ("im oktober 2025", "de", "Oktober 2025"),
        ("1.10.2025 bis 15.10.2025", "de", "1.–15. Okt. 2025"),
        ("23.11.2026", "de", "Mo. 23. Nov. 2026"),
        ("letzten monat", "de", "Letzter Monat"),
    ],
)
def test_the_period_is_told_in_words(client, people, text, language, period):
    client.set_cookie("language", language)
    chips = client.get("/statistics/understand", query_string={"q": text}).json["chips"]
    assert chips[0]["text"] == period


def test_the_period_of_the_page_holds_unless_the_question_names_one(client, people):
    assert asked(client, "sales", period="30d")["args"] == [["period", "30d"], ["group", "sales"]]
    assert asked(client, "sales today", period="30d")["args"] == [["period", "today"], ["group", "sales"]]


def test_an_unknown_word_is_named_with_guesses(client, people):
    found = asked(client, "calls of salse gearbox")
    assert found["meanings"][0]["corrected"] == "sales"
    assert [word["text"] for word in found["unknown"]] == ["gearbox"]
    assert found["corrections"] == [{"start": 9, "end": 14, "text": "salse", "meant": "Sales"}]
    found = asked(client, "missed calls of salsa")
    assert {"text": "Sales", "label": "Group Sales"} in found["unknown"][0]["guesses"]


def test_callers_are_known_by_the_names_that_their_phones_tell(client, people, calls, app, company_id):
    assert [word["text"] for word in asked(client, "calls from bergmann yesterday")["unknown"]] == ["bergmann"]
    for call, caller, name in (("a", "+493023125640", "Bergmann Logistics"), ("b", "+4917012345", "Yesterday")):
        with app.app_context(), company_scope(company_id):
            db.session.execute(update(Call).where(Call.id == call).values(caller=caller, caller_name=name))
            db.session.commit()
    found = asked(client, "calls from bergmann yesterday")
    assert (found["args"], found["unknown"]) == ([["period", "yesterday"], ["outside", "+493023125640"]], [])


def test_what_the_figures_do_not_offer_is_unknown(client, people, in_company, monkeypatch):
    monkeypatch.setattr("app.figures.provided.all_measures", dict)
    found = questions().understand("service level of sales")
    assert (found.measure, [word.text for word in found.unknown]) == ("", ["service level"])


def test_another_company_has_other_names(other_client, people):
    assert [word["text"] for word in asked(other_client, "calls of sales")["unknown"]] == ["sales"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "31.02.", "'" * 50, "1 to 1 to 1", "\x00", "🙂 calls", "9" * 300])
def test_strange_questions_are_answered(client, people, text):
    asked(client, text)


def test_all_values_are_those_of_the_figures(in_company):
    """What the grammar says in its own words has a translation that figures offer."""
    offered = {name: {value for value, _ in figures().choices(name)} for name in ("direction", "weekday", "recorded")}
    for name, values in offered.items():
        spoken = {each for value in ALL_VALUES[name] for each in translated.VALUES.get((name, value), (value,))}
        assert spoken <= values
    assert set(ALL_VALUES["weekday"]) == set(WEEKDAYS)
    names = {value for value, _ in figures().choices("outcome")}
    assert {*ALL_VALUES["outcome"], "blocked", "test"} <= names


@pytest.mark.parametrize(
    ("question", "mended"),
    [
        ("missed calls of sales", []),
        ("mised calls of sales", [("mised", "missed")]),
        ("mised calls of Salse yesterdy", [("mised", "missed"), ("Salse", "Sales"), ("yesterdy", "yesterday")]),
        ("pleese missed calls", [("pleese", "please")]),
    ],
)
def test_each_mistake_that_is_mended_is_named(client, people, question, mended):
    found = asked(client, question)
    assert [(each["text"], each["meant"]) for each in found["corrections"]] == mended
    assert [question[each["start"] : each["end"]] for each in found["corrections"]] == [text for text, _ in mended]
