"""The page Statistics: its filters are its address, and it says what is wrong with one."""

import re
from datetime import date

import pytest

from tests.app.german import GERMAN
from tests.app.statistics.counted import TODAY, Made


@pytest.fixture
def some_calls(counted):
    return counted(Made(TODAY), Made(TODAY, outcome="missed", group="support"), Made(date(2026, 11, 20), hour=14))


def test_each_filter_is_a_chip_that_takes_it_off(client, some_calls):
    page = client.get("/statistics/?group=sales&group=support&outcome=missed&period=30d").text
    assert "Sales, Support &lt;b&gt;" in page
    assert 'href="/statistics/?period=30d&amp;outcome=missed"' in page
    assert 'aria-label="Remove: outcome missed"' in page


def test_a_filter_by_a_name_that_is_gone_says_so(client, some_calls):
    page = client.get("/statistics/?group=gone").text
    assert "no longer there" in page


def test_the_ranges_keep_the_filters(client, some_calls):
    page = client.get("/statistics/?group=sales").text
    assert 'href="/statistics/?period=30d&amp;group=sales"' in page


def test_an_address_that_says_no_period_is_refused_in_a_sentence(client, some_calls):
    answer = client.get("/statistics/?period=forever")
    assert answer.status_code == 422
    assert "That is no period." in answer.text
    for part in ("sums", "cards/days", "filters/group"):
        assert client.get(f"/statistics/{part}?from=2026-02-31&to=2026-03-01").status_code == 422


def test_the_page_is_german(client, some_calls):
    page = client.get("/statistics/?compare=previous", headers=GERMAN).text
    assert "Statistik" in page
    assert "30 Tage" in page
    assert "Berlin" in page


def test_the_sums_link_to_the_calls_they_count(client, some_calls):
    sums = client.get("/statistics/sums?period=7d&group=sales").text
    assert 'href="/calls/?period=7d&amp;group=sales&amp;measure=missed"' in sums
    assert "formula of missed" in sums


def test_a_change_says_whether_it_is_good(client, counted):
    counted(*[Made(TODAY)] * 3, *[Made(date(2026, 11, 17), outcome="missed")] * 2)
    sums = client.get("/statistics/sums?period=7d&compare=previous").text
    assert "vs 11–17 Nov" in sums
    good, bad = (len(re.findall(f'stat-change number is-{look}"', sums)) for look in ("good", "bad"))
    assert (good, bad) == (3, 0)
    assert "−2" in sums


def test_nothing_found_names_the_filter_to_remove(client, some_calls):
    page = client.get("/statistics/sums?period=7d&outcome=missed&group=sales").text
    assert "No call matches all 2 filters" in page
    assert "Without “outcome missed” there are 2." in page
    assert 'hx-swap-oob="true"' in page


def test_a_company_without_calls_is_told_when_they_come(client, counted):
    counted()
    assert "As soon as calls come in" in client.get("/statistics/sums").text


def test_nothing_divided_by_nothing_is_no_number(client, counted):
    counted(Made(TODAY, outcome="menu"))
    assert "–" in client.get("/statistics/sums").text


def test_a_filter_offers_its_choices_and_keeps_the_others(client, some_calls):
    form = client.get("/statistics/filters/group?period=30d&outcome=missed&group=support").text
    assert 'value="support" checked' in form
    assert '<input type="hidden" name="outcome" value="missed">' in form
    assert 'type="hidden" name="group"' not in form
    assert 'data-range="wait"' in client.get("/statistics/filters/wait?wait=10-60").text
    assert 'value="60"' in client.get("/statistics/filters/wait?wait=10-60").text
    assert 'name="outside"' in client.get("/statistics/filters/outside").text
    assert client.get("/statistics/filters/nothing").status_code == 404
