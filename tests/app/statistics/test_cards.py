"""What the cards of Statistics say and draw: it follows from the calls alone."""

import html
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.ports.call_records import CallRecord, call_records
from app.statistics.cards import people
from tests.app.german import GERMAN
from tests.app.statistics.counted import TODAY, Made

MONDAY = date(2026, 11, 23)


@pytest.fixture
def card(client):
    """Return the text of a card, with tags and as a browser reads its signs."""
    return lambda address, **how: html.unescape(client.get(f"/statistics/cards/{address}", **how).text)


def figure_of(client, address):
    found = re.search(r'data-figure="([^"]+)"', client.get(f"/statistics/cards/{address}").text)
    return json.loads(html.unescape(found[1]))


def said(text):
    """Return the sentence of a card without its tags."""
    found = re.search(r'<p class="stat-say">(.*?)</p>', text, re.DOTALL)
    return re.sub("<[^>]+>", "", found[1])


def test_calls_over_time_compare_with_the_period_before(client, card, counted):
    before = [Made(day - timedelta(days=7)) for day in (MONDAY, TODAY)]
    counted(*before, *[Made(MONDAY)] * 2, Made(TODAY), Made(TODAY, outcome="missed"))
    assert said(card("over-time?period=7d&compare=previous")).startswith(
        "4 calls, 100\u00a0% more than in 11 to 17 November."
    )
    figure = figure_of(client, "over-time?period=7d&compare=previous")
    answered, *_others, marks = figure["data"]
    assert answered["y"] == [0, 0, 0, 0, 0, 2, 1]
    assert marks["y"] == [0, 0, 0, 0, 0, 1, 1]
    assert marks["marker"]["symbol"] == "line-ew-open"


def test_months_are_compared_by_the_mean_of_the_weekday(client, counted):
    october = [Made(date(2026, 10, 12) + timedelta(days=7 * week)) for week in range(3) for _call in range(2)]
    counted(*october, Made(date(2026, 11, 2)))
    figure = figure_of(client, "over-time?from=2026-11-01&to=2026-11-24&compare=previous")
    assert figure["data"][-1]["name"].endswith("same weekday")
    assert figure["data"][-1]["y"][1] == pytest.approx(2)


def test_calls_that_ended_in_the_menu_alone_are_no_fault(card, counted):
    counted(Made(TODAY, outcome="menu"))
    assert said(card("over-time?period=7d")).startswith("1 call")


def test_the_worst_day_is_named_only_if_it_stands_out(card, counted):
    usual = [Made(TODAY - timedelta(days=each), outcome=how) for each in range(7) for how in ("answered", "missed")]
    counted(*usual)
    assert "worst" not in said(card("over-time?period=7d"))
    counted(*usual, *[Made(MONDAY, outcome="missed")] * 5, Made(MONDAY, outcome="abandoned"))
    assert "Mon 23 Nov was the worst: 6 missed, 1 abandoned." in said(card("over-time?period=7d"))


@pytest.mark.parametrize(
    ("period", "bars"),
    [("from=2026-11-24&to=2026-11-24", 24), ("period=7d", 7), ("from=2026-01-01&to=2026-11-24", 48)],
)
def test_the_bars_fit_the_period(client, counted, period, bars):
    counted(Made(TODAY))
    assert len(figure_of(client, f"over-time?{period}")["data"][0]["x"]) == bars


def test_fifty_years_are_a_few_hundred_bars(client, counted):
    counted(Made(date(1980, 3, 1)), Made(TODAY))
    figure = figure_of(client, "over-time?from=1977-01-01&to=2026-12-31")
    assert len(figure["data"][0]["x"]) == 600
    assert sum(figure["data"][0]["y"]) == 2


def test_a_click_on_a_bar_leads_to_its_calls(client, counted):
    counted(Made(MONDAY, group="sales"))
    (href, label), *_others = figure_of(client, "over-time?from=2026-11-23&to=2026-11-24&group=sales")["data"][2][
        "customdata"
    ]
    assert href == "/statistics/?from=2026-11-23&to=2026-11-23&group=sales&outcome=missed"
    assert label == "Mon 23 Nov"


def test_days_are_listed_with_the_most_missed_first(client, card, counted):
    counted(Made(MONDAY, outcome="missed"), Made(TODAY), Made(TODAY))
    text = card("days?period=7d")
    assert text.index("Mon 23 Nov") < text.index("Tue 24 Nov")
    assert 'href="/calls/?from=2026-11-23&to=2026-11-23&outcome=missed&measure=calls"' in text
    assert "Sun 22 Nov" not in text


def test_busy_hours_are_means_of_the_same_weekday(client, card, counted):
    calls = [Made(MONDAY - timedelta(days=7 * each), hour=9) for each in range(3) for _call in range(4)]
    counted(*calls, Made(TODAY, hour=16))
    assert said(card("busy-hours?period=30d")).startswith("Monday from 9 to 11 is the peak: 12 calls.")
    figure = figure_of(client, "busy-hours?period=30d")
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    assert texts[0] == "2.4"  # twelve calls on five Mondays
    assert figure["data"][0]["customdata"][0][0][0] == "/statistics/?period=30d&weekday=1&hour=9"
    assert {note["font"]["color"] for note in figure["layout"]["annotations"]} <= {f"@word{step}" for step in range(6)}


def test_waits_in_time_have_the_strong_colour(client, card, counted):
    counted(*[Made(TODAY, wait_s=wait) for wait in (5, 15, 25, 95, 200)])
    text = said(card("waits?period=7d"))
    assert text.startswith("40\u00a0% were answered within 20 s. 2 callers waited longer than 90 s.")
    assert "The longest wait was 3:20." in text
    figure = figure_of(client, "waits?period=7d")
    assert figure["data"][0]["marker"]["color"] == ["@main", "@main", "@soft", "@soft", "@soft"]
    assert figure["layout"]["shapes"][0]["x0"] == 1.5


def test_lines_are_compared_and_their_names_are_only_text(client, card, counted):
    counted(*[Made(TODAY)] * 3, Made(TODAY, group="support", wait_s=90))
    text = card("lines?period=7d")
    assert said(text).startswith("Sales: 75\u00a0% of all calls, then Support")
    assert "Support <b> has the longest wait: 1:30." in html.unescape(said(client.get("/statistics/cards/lines").text))
    assert "Support &lt;b&gt;" in client.get("/statistics/cards/lines?period=7d").text
    assert figure_of(client, "lines?period=7d")["layout"]["yaxis"]["ticktext"] == ["Sales", "Support <b>"]


def test_numbers_say_who_is_new_and_who_does_not_get_through(card, counted):
    lost = [Made(TODAY, outside="+49301", outcome=how) for how in ("missed", "missed", "missed", "answered")]
    counted(*lost, Made(TODAY, outside="+49302", caller="new"))
    text = card("numbers?period=7d")
    assert said(text) == "1 of 2 callers are new. +49301 got through in only 25\u00a0% of 4 calls."
    assert "1 answered, 3 missed" in text
    assert "+49301" not in card("numbers?period=7d&option=new")


def test_people_are_compared_and_shown_by_their_days(card, counted):
    counted(Made(TODAY), Made(MONDAY), Made(TODAY, employee="102", outcome="missed"))
    assert said(card("people?period=7d")) == "Anna (101) answered the most calls: 2. 102 missed the most: 1."
    days = card("people?period=7d&option=days")
    assert "Tue 24 Nov, Anna (101)" in days
    assert "employee=101" in days


def test_of_a_long_period_the_newest_days_of_people_are_shown_and_older_ones_if_there_is_room(
    card, counted, monkeypatch
):
    long_ago = TODAY - timedelta(days=200)
    counted(Made(TODAY), Made(MONDAY), Made(long_ago))
    address = f"people?from={long_ago}&to={TODAY}&option=days"
    newest = ("Tue 24 Nov, Anna (101)", "Mon 23 Nov, Anna (101)")
    text = card(address)
    assert all(line in text for line in (*newest, "8 May, Anna (101)"))
    monkeypatch.setattr(people, "MOST_ROWS", 1)
    text = card(address)
    assert newest[0] in text
    assert newest[1] not in text
    assert "The newest 1 rows." in text
    assert f"from={long_ago}" in text, "the file of the card has all days"


@pytest.fixture
def records(app):
    """The record has these calls, whichever are asked for."""

    class Records:
        def records(self, calls):
            at = (date(2026, 11, 23), date(2026, 11, 24))
            return [
                CallRecord(
                    call, 1, "+49305550", "+4930231250", "Petra <Lang>" if place else "", "inbound", "", "",
                    _noon(at[place % 2]), None, None, _noon(at[place % 2]), None, "caller_hung_up", "missed",
                    (), 1, (), (), (),
                )
                for place, call in enumerate(calls)
            ]  # fmt: skip

    before = call_records.replace(app, Records())
    yield
    call_records.replace(app, before)


def _noon(day):
    return datetime.combine(day, time(12), UTC)


def test_those_who_were_never_called_back_are_there_once(app, config, client, card, counted, records):
    app.config["ZENTRALE"] = replace(config, trunk="sip.example.org:5060")
    counted(Made(MONDAY, outcome="missed"), Made(TODAY, outcome="missed"))
    text = client.get("/statistics/cards/never?period=7d").text
    assert "1 caller is still waiting" in text
    assert "1 called more than once." in text
    assert text.count("data-call-back=") == 1
    assert "Petra &lt;Lang&gt;" in text
    assert "measure=never_called_back" in text
    app.config["ZENTRALE"] = config
    assert "data-call-back" not in client.get("/statistics/cards/never?period=7d").text


def test_nobody_waits_for_a_call_back(card, counted):
    counted(Made(TODAY))
    assert "Everybody who was missed has been called back" in card("never?period=7d")


@pytest.mark.parametrize(
    "name", ["over-time", "days", "busy-hours", "waits", "lines", "numbers", "people", "countries"]
)
def test_a_card_without_calls_says_so(card, counted, name):
    counted()
    assert "no call is like that" in card(f"{name}?period=7d")


@pytest.mark.parametrize("name", ["over-time", "busy-hours", "waits", "lines", "numbers", "people", "directions"])
def test_cards_are_german(card, counted, name):
    counted(
        *[Made(TODAY - timedelta(days=each)) for each in range(7)],
        Made(TODAY, group="support", outcome="missed", direction="internal"),
    )
    english, german = card(f"{name}?period=7d"), card(f"{name}?period=7d", headers=GERMAN)
    assert said(english) != said(german)


def test_the_rows_of_a_card_come_as_files(client, counted):
    counted(Made(TODAY), Made(MONDAY))
    text = client.get("/statistics/cards/lines?period=7d&outcome=answered").text
    href = html.unescape(re.search(r'href="([^"]+)" download', text)[1])
    lines = client.get(href).data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("group,calls")
    assert lines[1].startswith("Sales,2")
    assert 'name="format" value="xlsx"' in text


def test_unknown_cards_are_not_found(client, counted):
    counted()
    assert client.get("/statistics/cards/nothing").status_code == 404
    assert client.get("/statistics/cards/own-9").status_code == 404
    assert client.get("/statistics/cards/question").status_code == 404
