"""A line turns red in a company with many calls: a supervisor reads why, takes the caller, and finds the same call in
every figure afterwards. ``make test`` has thousands of calls of the past year, ``make proof`` a million."""

import csv
import io
import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from app.company.service import own_company
from bench.past_calls import make
from config import Config
from tests.browser import axe
from tests.browser.portal import serving
from tests.browser.signing_in import add_account, cookies_of
from tests.calls.test_queue import SERVED_S, draw
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES, running_exchange
from tests.parts import private_environment
from tests.waiting import until

SUPERVISOR = "supervisor@demo.example"
GROUPS = ["sales", "support"]
DAYS = 365
CALLER = "+491709900001"


@pytest.fixture(scope="module", params=[2_000, pytest.param(1_000_000, marks=pytest.mark.proof)])
def past(request):
    """How many calls the company has had up to yesterday."""
    return request.param


@pytest.fixture(scope="module")
def environment(past, tmp_path_factory):
    return private_environment(tmp_path_factory.mktemp(f"red-line-{past}"))


@pytest.fixture(scope="module")
def running(past, environment):
    """An exchange of this module's own. The supervisor of two groups is Employee 103, whose phone is on the desk."""
    with running_exchange(Config.from_env(environment)) as started:
        add_account(started, "Sina Supervisor", SUPERVISOR, "supervisor", "103", GROUPS)
        with started.app.app_context():
            make(started.company_id, past, DAYS)
        yield started


@pytest.fixture(scope="module")
def portal(running, environment):
    with serving(running.config, environment) as served:
        yield served


@pytest.fixture(scope="module")
def signed_in(chromium, portal):
    return cookies_of(chromium, portal.url, SUPERVISOR)


@pytest.fixture
def year(exchange):
    """The arguments of pages for a year that ends today, by the company's clock."""
    with exchange.in_company():
        today = datetime.now(own_company().clock).date()
    return {"from": today - timedelta(days=DAYS), "to": today}


@pytest.fixture
def second(exchange):
    agent = exchange.caller(CALLER)
    yield agent
    agent.hang_up_all()
    agent.close()


@pytest.mark.timeout(7200)
def test_a_red_line_is_read_relieved_and_counted(page, exchange, caller, second, phones, past, year):
    axe.bring(page)
    before = calls_in(page, **year)
    assert past / 2 < before < past  # most calls ask for one of the supervisor's groups
    anna, annette = phones("101", answer_after_s=0.0), phones("103")
    number = draw(exchange, ring_s=60)
    page.goto("/status/")
    expect(figure(page, "waiting")).to_contain_text("Nobody is waiting")

    assert caller.call(number).rtp.wait_for_tone(PHONE_TONES["101"], SERVED_S)
    call = second.call(number)
    assert call.rtp.wait_for_prompt(TONES["music"])
    exchange.work("follow the journal")
    expect(figure(page, "waiting")).to_have_class(re.compile("is-ok"))
    expect(page.locator("[data-worst]")).to_have_count(0)

    page.get_by_role("button", name="Actions for Employee 101").first.click()
    page.get_by_role("menuitem", name="Away").click()
    expect(page.locator(".wall-toast")).to_be_visible()
    anna.hang_up_all()
    assert until(lambda: shows_red(page, exchange))
    expect(page.locator("[data-worst=sales]")).to_contain_text(re.compile("Sales is red: 1 caller.* away since"))
    axe.check_both(page)

    page.get_by_role("button", name="Take the longest-waiting caller").click()
    rung = annette.incoming.get(timeout=SERVED_S)
    rung.answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["103"], SERVED_S)
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    exchange.work("follow the journal")
    expect(page.locator("[data-worst]")).to_have_count(0)
    expect(page.locator("[data-person='103']").first).to_have_attribute("data-state", "talking")
    call.hang_up()
    assert rung.wait("ended")
    exchange.work("follow the journal")
    expect(figure(page, "load")).to_contain_text(re.compile(r"^\D*0"))
    assert_counted_alike(page, exchange)
    assert calls_in(page, **year) == before + 2
    assert calls_in(page, **year, outside=CALLER, outcome="answered", employee="103") == 1
    assert callers_of(page, **year, outside=CALLER) == [CALLER]


def figure(page, name):
    return page.locator(f"[data-figure={name}]")


def shows_red(page, exchange):
    exchange.work("follow the journal")
    return page.locator("[data-worst=sales]").count() == 1


def calls_in(page, **selection):
    """How many calls Statistics counts."""
    page.goto(f"/statistics/?{urlencode(selection)}")
    expect(page.locator("#sums")).to_have_attribute("aria-busy", "false")
    return int(re.search(r"Calls\s*([\d,]+)", page.locator("#sums").inner_text())[1].replace(",", ""))


def callers_of(page, **selection):
    """The callers in the CSV file, whose numbers are guarded like formulas."""
    rows = csv.DictReader(io.StringIO(page.request.get(f"/exports/rows.csv?{urlencode(selection)}").text()))
    return [row["Caller"].removeprefix("'") for row in rows]


def assert_counted_alike(page, exchange):
    """The wall, the list behind its figure, Statistics and the file say the same of today."""
    answered = figure(page, "answered")
    exchange.work("follow the journal")
    in_file = callers_of(page, period="today", measure="answered")
    assert CALLER in in_file
    said = len(in_file)
    expect(answered.locator(".tile-figure")).to_contain_text(re.compile(rf"^\D*{said}(?!\d)"))
    answered.locator(".tile-open").click()
    expect(page).to_have_url(re.compile("measure=answered"))
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{said} calls?\b"))
    expect(page.locator("main")).to_contain_text("+49 170 9900001")
    assert calls_in(page, period="today", outcome="answered") == said
