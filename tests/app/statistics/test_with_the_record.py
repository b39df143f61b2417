"""The page over real calls: the same numbers in page, chart and file, whoever asks."""

import html
import json
import re
from datetime import UTC, datetime

import pytest

from app.auth.models import User
from app.db import company_scope, db
from app.people.models import Group
from tests.app.figures.made_calls import MONDAY, S, a_call, answered_call, keep, leg, wait

DAY = "from=2026-11-23&to=2026-11-23"


@pytest.fixture
def kept(app, company_id):
    """Put calls into the record."""

    def keep_all(*make):
        with app.app_context(), company_scope(company_id):
            for name, label in (("sales", "Sales"), ("support", "Support")):
                if not db.session.query(Group).filter_by(name=name).first():
                    db.session.add(Group(name=name, label=label))
            keep(*(each() for each in make))

    return keep_all


@pytest.fixture
def limited(app, company_id):
    """A browser in which a supervisor of Sales alone is signed in."""
    with app.app_context(), company_scope(company_id):
        found = User(name="Sara", email="s@demo.example", role="supervisor", password_hash="-", groups=["sales"])
        db.session.add(found)
        db.session.commit()
        return app.test_client(user=found)


def sums_of(client, query):
    """Return the sums by the measure that each opens."""
    text = client.get(f"/statistics/sums?{query}").text
    pattern = r'measure=(\w+)"[^>]*>[^<]*</a>.*?<span class="stat-figure number">([^<]+)<'
    return dict(re.findall(pattern, text, re.DOTALL))


def bars_of(client, query):
    text = client.get(f"/statistics/cards/over-time?{query}").text
    found = re.search(r'data-figure="([^"]+)"', text)
    return json.loads(html.unescape(found[1]))["data"] if found else []


def csv_of(client, query, card="days"):
    text = client.get(f"/statistics/cards/{card}?{query}").text
    href = html.unescape(re.search(r'href="([^"]+)" download', text)[1])
    return client.get(href).data.decode("utf-8-sig").splitlines()


SALES = (lambda: answered_call("s1"), lambda: answered_call("s2", MONDAY + 60 * S))
SUPPORT = (
    lambda: answered_call("u1", group="support", extension="102", caller="+4420794602"),
    lambda: a_call("u2", legs=[leg("b1", "102", "support", 0)], caller="+4420794603"),
)


def test_a_supervisor_of_one_group_sees_no_trace_of_another(client, limited, kept):
    kept(*SALES, *SUPPORT)
    assert sums_of(client, DAY)["calls"] == "4"
    assert sums_of(limited, DAY)["calls"] == "2"
    for name in ("over-time", "days", "lines", "numbers", "people", "countries", "never", "busy-hours", "waits"):
        text = limited.get(f"/statistics/cards/{name}?{DAY}").text
        assert "upport" not in text, name
        assert "4420794" not in text, name
    assert "upport" not in limited.get("/statistics/filters/group").text
    assert "upport" in client.get("/statistics/filters/group").text
    assert sum(map(sum, (each["y"] for each in bars_of(limited, f"{DAY}&group=support")))) == 0


@pytest.mark.parametrize("typed", ["%2B49+30+23125007", "03023125007", "004930+23125007", "23125007"])
def test_a_number_is_found_in_page_chart_and_file(client, kept, typed):
    kept(*(lambda place=place: answered_call(f"c{place}", MONDAY + 60 * place * S) for place in range(3)))
    query = f"{DAY}&outside={typed}"
    assert sums_of(client, query)["calls"] == "3"
    assert sum(sum(each["y"]) for each in bars_of(client, query)) == 3
    assert csv_of(client, query)[1].split(",")[1] == "3"
    view = client.post(f"/statistics/views?{query}", data={"name": "One number"}).location
    saved = re.search(rf'href="(/statistics/\?[^"]*)view={view.rpartition("=")[2]}"', client.get("/statistics/").text)
    again = html.unescape(saved[1]).partition("?")[2].rstrip("&")
    assert sums_of(client, again)["calls"] == "3"


@pytest.mark.parametrize("typed", ["%25", "_"])
def test_a_wildcard_finds_nothing(client, kept, typed):
    kept(*SALES)
    assert "No call matches" in client.get(f"/statistics/sums?{DAY}&outside={typed}").text


@pytest.mark.parametrize(
    ("days", "calls"),
    [("from=2026-10-31&to=2026-10-31", 4), ("from=2026-10-01&to=2026-10-31", 4), ("from=2026-11-01&to=2026-11-30", 1)],
)
def test_the_last_day_of_a_period_is_whole_in_page_chart_and_file(client, kept, days, calls):
    moments = {
        "first": datetime(2026, 10, 30, 23, tzinfo=UTC),
        "noon": datetime(2026, 10, 31, 11, tzinfo=UTC),
        "last": datetime(2026, 10, 31, 22, 59, 59, 600_000, tzinfo=UTC),
        "next": datetime(2026, 10, 31, 23, tzinfo=UTC),
    }
    night = datetime(2026, 10, 31, 22, 58, tzinfo=UTC)
    kept(
        *(lambda name=name, at=at: answered_call(name, at) for name, at in moments.items()),
        lambda: answered_call("night", night, wait_s=0, talk_s=22 * 60),
    )
    assert sums_of(client, days)["calls"] == str(calls)
    assert sum(sum(each["y"]) for each in bars_of(client, days)) == calls
    assert sum(int(line.split(",")[1]) for line in csv_of(client, days)[1:-1]) == calls  # the last row is the total


def test_the_hour_that_comes_twice_has_its_calls(client, kept):
    hours = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]
    kept(*(lambda place=place, at=at: answered_call(f"c{place}", at) for place, at in enumerate(hours)))
    (answered, *_others) = bars_of(client, "from=2026-10-25&to=2026-10-25")
    assert (answered["y"][2], answered["y"][3], sum(answered["y"])) == (2, 1, 3)


@pytest.mark.parametrize(
    "period", ["from=1976-01-01&to=2026-12-31", "period=last_year", "from=2026-11-24&to=2026-11-24"]
)
def test_an_empty_company_gets_sentences_for_any_period(client, period):
    assert "No calls on these days" in client.get(f"/statistics/sums?{period}").text
    page = client.get(f"/statistics/?{period}")
    assert page.status_code == 200
    for name in re.findall(r'data-card="([^"]+)"', page.text):
        answer = client.get(f"/statistics/cards/{name}?{period}")
        assert answer.status_code == 200, name
        assert "data-figure" not in answer.text, name


@pytest.mark.parametrize(
    "wrong", ["period=soon", "from=2026-02-30&to=2026-03-01", "from=x", "wait=long", "compare=never"]
)
def test_an_address_that_says_nothing_is_refused_with_a_sentence(client, wrong):
    answer = client.get(f"/statistics/?{wrong}")
    assert answer.status_code == 422
    assert "<html" in answer.text


def test_a_group_that_is_gone_is_named_as_such(client, kept):
    kept(*SALES)
    page = client.get(f"/statistics/?{DAY}&group=gone").text
    assert "no longer there" in page
    assert "No call matches this filter" in client.get(f"/statistics/sums?{DAY}&group=gone").text


def test_all_cards_show_the_calls_of_today(client, kept):
    kept(*SALES, *SUPPORT)
    page = client.get(f"/statistics/?{DAY}").text
    names = re.findall(r'data-card="([^"]+)"', page)
    assert {"over-time", "never", "at-once", "quality"} <= set(names)
    for name in names:
        answer = client.get(f"/statistics/cards/{name}?{DAY}&compare=previous")
        assert answer.status_code == 200, name


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "At most 1 call at once</b>"), ("de", "Höchstens 1 Anruf gl")]
)
def test_one_call_at_once_is_no_calls(client, kept, language, expected):
    kept(SALES[0])
    text = client.get(f"/statistics/cards/at-once?{DAY}", headers={"Accept-Language": language}).text
    assert f"<b>{expected}" in text


def links_of(text):
    """Return the links to calls of a part of the page, with what they are written with."""
    found = re.findall(r'href="(/calls/\?[^"]+)"[^>]*>([^<]+)<', text)
    return [(html.unescape(href), shown.strip()) for href, shown in found]


def test_each_figure_opens_the_calls_that_it_counts(client, kept):
    kept(*SALES, *SUPPORT)
    text = client.get(f"/statistics/cards/days?{DAY}").text + client.get(f"/statistics/cards/lines?{DAY}").text
    found = links_of(text)
    counts = [shown for _href, shown in found if shown.isdecimal()]
    assert (len(counts), len(found)) == (5, 10)
    for href, shown in found:
        listed = client.get(href)
        assert listed.status_code == 200, href
        calls = set(re.findall(r'href="/calls/([su]\d)[?"]', listed.text))
        assert len(calls) == int(shown) if shown.isdecimal() else calls, href


def test_the_sums_open_their_calls(client, kept):
    kept(*SALES, *SUPPORT)
    for href in re.findall(r'stat-sum-name" href="([^"]+)"', client.get(f"/statistics/sums?{DAY}").text):
        assert client.get(html.unescape(href)).status_code == 200, href


def test_all_callers_who_still_wait_are_counted_however_many_there_are(client, kept):
    """More than an answer names: each of 2,010 callers once, and one of them twice more."""
    again = [a_call_in_vain(f"z{place}", 3000 + place, "+493023100000") for place in range(2)]
    kept(*(a_call_in_vain(f"a{place}", place, f"+4930231{place:05}") for place in range(2010)), *again)
    text = " ".join(re.sub(r"<[^>]+>", "", client.get(f"/statistics/cards/never?{DAY}").text).split())
    assert "2,010 callers are still waiting" in text
    assert "1 called more than once." in text
    assert "3 calls, first Mon 23 Nov" in text


def a_call_in_vain(name, at_s, caller):
    at = MONDAY + at_s * S
    return lambda: a_call(name, at, legs=[leg("b1", at=at)], caller=caller)


def test_a_question_that_splits_by_the_same_thing_twice_is_answered_by_it_once(client, kept):
    kept(*SALES)
    answer = client.get(f"/statistics/cards/question?{DAY}&measure=calls&by=group&by=group")
    assert answer.status_code == 200
    assert "Sales has most" in answer.text


def test_of_times_and_shares_none_is_the_most(client, kept):
    kept(*SALES, *SUPPORT)
    text = client.get(f"/statistics/cards/question?{DAY}&measure=first_call&by=group").text
    assert "has most" not in text
    assert "is latest" in text
    text = client.get(f"/statistics/cards/question?{DAY}&measure=average_talk&by=group").text
    assert "in all" not in text
    assert "is highest" in text


def test_days_of_other_years_have_their_year(client, kept):
    at = MONDAY.replace(year=2025)
    kept(lambda: answered_call("a", at), lambda: answered_call("b"))
    text = client.get("/statistics/cards/days?from=2025-11-23&to=2025-11-23").text
    assert "Sun 23 Nov 2025" in text
    text = client.get("/statistics/sums?from=2026-11-23&to=2026-11-23&compare=year").text
    assert "23 Nov 2025" in text
    text = client.get("/statistics/?from=2025-11-23&to=2025-11-23&day=2025-11-23").text
    assert "Sun 23 Nov 2025" in text


def test_a_definition_has_its_numbers(client, kept):
    kept(*SALES, lambda: a_call("m", waits=[wait("sales", left=40, outcome="hung_up")], outcome="abandoned"))
    sums = html.unescape(client.get(f"/statistics/sums?{DAY}").text)
    assert 'data-filled="2 of 3 = 66.7\u00a0%"' in sums
    assert 'data-filled="=\u00a03"' in sums
    lines = html.unescape(client.get(f"/statistics/cards/lines?{DAY}").text)
    assert re.search(r'data-words="How many of those who [^"]+" data-formula="answered within 20 s /', lines)
    assert 'data-filled="2 of 3 = 67\u00a0%"' in lines
    assert 'data-filled="0:40 / 1 = 0:40"' in lines  # one of them waited in the queue


def test_each_figure_of_a_table_opens_its_calls(client, kept):
    kept(*SALES)
    for card in ("lines", "people", "days", "waits", "numbers"):
        text = client.get(f"/statistics/cards/{card}?{DAY}").text
        cells = re.findall(r'<td class="text-end number"[^>]*data-filled="[^"]+"([^>]*)>(<a)?', text)
        assert cells, card
        assert all(link or 'tabindex="0"' in attributes for attributes, link in cells), card
    text = html.unescape(client.get(f"/statistics/cards/lines?{DAY}").text)
    assert "group=sales&measure=service_level" in text
