"""Statistics in the browser: cards load in view, a click narrows, and the page stays as somebody left it."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from app import create_app
from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from bench.past_calls import make
from config import Config
from tests.app.prepared import make_companies
from tests.browser import axe
from tests.browser.complaints import Complaints
from tests.browser.conftest import LIMIT_MS
from tests.browser.fitting import fits
from tests.browser.portal import serving
from tests.browser.signing_in import EMAIL, PASSWORD, cookies_of
from tests.browser.themes import THEMES
from tests.parts import private_environment

CALLS, DAYS = 600, 28
SCREEN = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """A portal of a company that has calls of four weeks, and no switch."""
    environment = private_environment(tmp_path_factory.mktemp("statistics"))
    config = Config.from_env(environment)
    with create_app(config).app_context():
        make_companies()
        company = db.session.query(Company).filter_by(customer_number="1001").one()
        with company_scope(company.id):
            add_user(company, "Olga Owner", EMAIL, "owner", PASSWORD)
            db.session.commit()
        make(company.id, CALLS, DAYS, until=datetime.now(UTC).date())
        db.session.remove()
        db.engine.dispose()
    with serving(config, environment) as served:
        yield served


@pytest.fixture(scope="module")
def cookies(past, chromium):
    return cookies_of(chromium, past.url, begin="/statistics/")


@pytest.fixture
def open_page(past, chromium, cookies):
    """Open the page in a browser of its own, which may complain of nothing."""
    complaints, contexts = Complaints(), []

    def opened(address="/statistics/?period=30d", **how):
        usual = {"viewport": SCREEN, "reduced_motion": "reduce", "locale": "en-GB", "storage_state": cookies}
        context = chromium.new_context(base_url=past.url, **{**usual, **how})
        context.set_default_timeout(LIMIT_MS)
        complaints.watch(context)
        axe.bring(context)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        if address != "about:blank":
            expect(page.locator("#sums")).to_have_attribute("aria-busy", "false")  # its scripts have run
        return page

    opened.complaints = complaints
    yield opened
    for context in contexts:
        context.close()
    complaints.check()
    assert "Traceback" not in past.log(), past.log()[-3000:]


def see_all(page):
    """Make the screen as high as the page, so that each card is in view."""
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 9000})
    expect(page.locator("#statistics [aria-busy=true]")).to_have_count(0)
    expect(page.locator("[data-figure]:not([data-drawn])")).to_have_count(0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(open_page, width):
    page = open_page("/statistics/?period=30d&compare=previous&group=sales&group=support&outcome=gone",
                     viewport={"width": width, "height": 900})  # fmt: skip
    expect(page.get_by_text("No call matches all 2 filters")).to_be_visible()
    axe.check_both(page)
    page.goto("/statistics/?period=30d&compare=previous&group=sales&group=support")
    see_all(page)
    assert fits(page)
    axe.check_both(page)
    page.get_by_role("button", name="Filter", exact=True).click()
    page.locator("[data-filters]").get_by_role("button", name="Employee", exact=True).click()
    expect(page.get_by_label("Person 1 (101)")).to_be_visible()
    axe.check_both(page)


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_change_with_the_theme_and_are_not_fetched_again(open_page, theme):
    page = open_page(color_scheme=theme)
    bar = page.locator("[data-card=lines] .bars path").first
    page.locator("[data-card=lines]").scroll_into_view_if_needed()
    expect(bar).to_be_visible()
    before = bar.evaluate("bar => getComputedStyle(bar).fill")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Light or dark").click()
    expect(bar).not_to_have_css("fill", before)
    assert [url for url in asked if "/statistics/" in url] == []


def test_cards_load_when_they_come_into_view(open_page):
    asked = []
    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/statistics/?period=30d")
    expect(page.locator("[data-card=over-time] [data-drawn]")).to_be_visible()
    assert not [url for url in asked if "cards/countries" in url]
    page.locator("[data-card=countries]").scroll_into_view_if_needed()
    expect(page.locator("[data-card=countries] [data-drawn]")).to_be_visible()


def test_a_click_on_a_bar_or_a_cell_narrows_to_its_calls(open_page):
    page = open_page()
    page.locator("[data-card=lines]").scroll_into_view_if_needed()
    picture = page.locator("[data-card=lines] [data-drawn]")
    expect(picture).to_be_visible()
    picture.locator(".bars path").first.click(force=True)
    expect(page).to_have_url(re.compile("group=sales&outcome=answered"))
    expect(page.locator("[data-chip]").filter(has_text="Group Sales")).to_be_visible()
    page.locator("[data-chip]").filter(has_text="Group Sales").get_by_role("link").click()
    expect(page.locator("[data-chip]").filter(has_text="Group")).to_have_count(0)


def test_a_filter_is_found_by_typing_and_chosen(open_page):
    page = open_page()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_label("Find a filter").fill("weekd")
    expect(page.locator("[data-filter-list] li:visible")).to_have_count(1)
    page.locator("[data-filters]").get_by_role("button", name="Weekday").click()
    page.get_by_label("Monday").check()
    page.get_by_label("Tuesday").check()
    page.get_by_role("button", name="Show these calls").click()
    expect(page.locator("[data-chip]").filter(has_text="Monday, Tuesday")).to_be_visible()
    page.wait_for_load_state()  # before, the button has no script yet
    page.get_by_role("button", name="Filter", exact=True).click()
    page.locator("[data-filters]").get_by_role("button", name="Wait", exact=True).click()
    page.get_by_label("At least").fill("10")
    page.get_by_role("button", name="Show these calls").click()
    expect(page).to_have_url(re.compile("wait=10-"))


def test_columns_sort_and_all_rows_can_be_shown(open_page):
    page = open_page()
    card = page.locator("[data-card=days]")
    card.scroll_into_view_if_needed()
    expect(card.get_by_role("columnheader", name="Missed")).to_have_attribute("aria-sort", "descending")
    card.get_by_role("button", name="Calls").click()
    expect(card.get_by_role("columnheader", name="Calls")).to_have_attribute("aria-sort", "descending")
    expect(card.locator("tbody tr:visible")).to_have_count(6)
    card.get_by_role("button", name=re.compile("^Show all")).click()
    numbers = [int(text) for text in card.locator("tbody td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 20


def test_cards_stay_where_somebody_puts_them(open_page):
    page = open_page()
    names = page.locator("#cards > [data-card]:visible").evaluate_all("all => all.map(each => each.dataset.card)")
    see_all(page)  # a card that loads meanwhile would push the others away from the mouse
    with page.expect_response("**/statistics/board"):
        page.locator("[data-card=days] .stat-title").drag_to(page.locator("[data-card=over-time] .stat-title"))
    page.reload()
    dragged = page.locator("#cards > [data-card]").first
    expect(dragged).to_have_attribute("data-card", "days")
    with page.expect_response("**/statistics/board"):
        page.get_by_role("button", name="More: The days in numbers").click()
        page.get_by_role("button", name="Hide this card").click()
    page.reload()
    expect(page.locator("[data-card=days]")).to_be_hidden()
    page.get_by_role("button", name="Hidden cards").click()
    with page.expect_response("**/statistics/board"):
        page.get_by_role("button", name="The days in numbers", exact=True).click()
    expect(page.locator("[data-card=days]")).to_be_visible()
    assert len(names) > 5


def test_a_card_of_ones_own_and_a_saved_view(open_page):
    page = open_page("/statistics/?period=30d&group=sales")
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name of the view").fill("Our sales")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("navigation", name="Saved views").get_by_role("link", name="Our sales")).to_be_visible()
    expect(page.locator("#sums")).to_have_attribute("aria-busy", "false")  # its scripts have run
    page.get_by_role("button", name="Build your own card").click()
    page.get_by_label("Name of the card").fill("Missed by person")
    page.get_by_label("Count", exact=True).select_option("missed")
    page.get_by_label("Split by").select_option("employee")
    page.get_by_role("button", name="Add the card").click()
    own = page.locator("[data-card=own-1]")
    own.scroll_into_view_if_needed()
    expect(own.locator("[data-drawn]")).to_be_visible()


def test_a_question_becomes_chips(open_page):
    page = open_page()
    expect(page.get_by_role("heading", name="Statistics")).to_be_visible()
    page.keyboard.press("/")
    field = page.get_by_label("Ask in your own words")
    expect(field).to_be_focused()
    field.fill("missed calls of sales on mondays with gravy")
    expect(page.get_by_text("I don’t know “gravy”.")).to_be_visible()
    axe.check_both(page)
    field.fill("missed calls of sales on mondays")
    expect(page.get_by_text(re.compile(r"Enter shows \d+ calls?"))).to_be_visible()
    field.press("Enter")
    expect(page.locator("[data-chip]").filter(has_text="Monday")).to_be_visible()
    expect(page.locator("[data-chip]").filter(has_text="Sales")).to_be_visible()


def test_a_card_that_fails_offers_to_try_again(open_page):
    page = open_page("about:blank")
    page.route("**/cards/over-time*", lambda route: route.abort())
    open_page.complaints.shut()
    page.goto("/statistics/?period=30d")
    expect(page.get_by_text("This card could not be loaded.")).to_be_visible()
    page.unroute("**/cards/over-time*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-card=over-time] [data-drawn]")).to_be_visible()


def test_a_definition_is_shown_with_its_numbers(open_page):
    page = open_page()
    shown = page.get_by_role("tooltip")
    page.locator(".stat-sum").filter(has_text="Service level").hover()
    expect(shown).to_contain_text("were answered within 20 s")
    expect(shown).to_contain_text(re.compile(r"\d+ of \d+ = \d+\s%"))
    page.mouse.move(0, 0)
    expect(shown).to_have_count(0)
    page.locator("[data-card=days]").scroll_into_view_if_needed()
    table = page.locator("[data-card=days] table")
    expect(table).to_be_visible()
    row = table.locator("tbody tr").first
    page.keyboard.press("Tab")
    row.get_by_role("link").last.focus()
    expect(shown).to_contain_text(re.compile(r"\d+ of \d+ = \d+\s%"))
    expect(row.get_by_role("link").last).to_have_attribute("aria-describedby", "about")
    axe.check_both(page)
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)


def test_a_finger_that_stays_shows_the_definition_and_opens_nothing(open_page):
    page = open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.get_by_role("button", name="What is “Service level”?").tap()
    expect(page.get_by_role("tooltip")).to_contain_text(re.compile(r"\d+ of \d+ = \d+\s%"))
    assert fits(page)
    axe.check_both(page)


def test_rows_are_walked_through_by_keyboard(open_page):
    page = open_page()
    page.locator("[data-card=days]").scroll_into_view_if_needed()
    rows = page.locator("[data-card=days] tbody tr:visible")
    expect(rows).to_have_count(6)
    rows.first.locator("[data-row]").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(2).locator("[data-row]")).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(1).locator("[data-row]")).to_be_focused()
    goal = rows.nth(1).locator("[data-row]").get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(goal)))


def test_the_list_of_calls_is_walked_through_by_keyboard_and_helps_with_it(open_page):
    page = open_page("about:blank")
    page.goto("/calls/?period=30d")
    page.keyboard.press("?")
    help = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(help).to_contain_text("Go to the row below or above")
    axe.check_both(page)
    page.keyboard.press("Escape")
    expect(help).to_be_hidden()
    page.keyboard.press("j")
    links = page.locator(".call-table [data-row]")
    expect(links.first).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-call-page]")).to_be_visible()


@pytest.mark.parametrize("address", ["/statistics/", "/status/", "/calls/"])
def test_the_help_of_the_keyboard_is_found_by_pointer(open_page, address):
    page = open_page("about:blank")
    page.goto(address)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_role("dialog", name="Keyboard shortcuts").get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_focused()


def test_a_mistake_in_a_question_is_named_before_and_after_it_is_answered(open_page):
    page = open_page()
    ask = page.get_by_label("Ask in your own words")
    ask.fill("mised calls of sales")
    expect(page.get_by_text("I read “mised” as “missed”.")).to_be_visible()
    page.get_by_role("button", name="Change").click()
    assert page.evaluate("getSelection().toString()") == "mised"
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("outcome=missed"))
    expect(page.get_by_text("I read “mised” as “missed”.")).to_be_visible()
    expect(ask).to_have_value("mised calls of sales")
    page.locator("[data-chip]").filter(has_text="Missed").click(trial=True)  # nothing stands over the chips
    page.reload()
    expect(page.locator("#sums")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_text("I read “mised” as “missed”.")).to_have_count(0)


def test_a_view_is_deleted_only_after_a_question_of_ours(open_page):
    page = open_page()
    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name of the view").fill("Each day")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("link", name="Each day")).to_be_visible()
    expect(page.locator("#sums")).to_have_attribute("aria-busy", "false")  # its scripts have run
    page.get_by_role("button", name="More about this view").click()
    page.get_by_role("button", name="Delete this view").click()
    question = page.get_by_role("alertdialog", name="Delete the view Each day?")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    axe.check_both(page)
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(page.get_by_role("link", name="Each day")).to_be_visible()
    expect(page.get_by_role("button", name="Delete this view")).to_be_focused()
    page.get_by_role("button", name="Delete this view").click()
    question.get_by_role("button", name="Delete this view").click()
    expect(page.get_by_text("The view Each day was deleted.")).to_be_visible()
    expect(page.get_by_role("link", name="Each day")).to_have_count(0)


def test_an_order_that_could_not_be_kept_is_said(open_page):
    page = open_page()
    page.route("**/statistics/board", lambda route: route.abort())
    open_page.complaints.expect("ERR_FAILED")
    page.get_by_role("button", name="More: Calls over time").click()
    page.get_by_role("button", name="Hide this card").click()
    expect(page.get_by_text("That did not work. Check your connection and try again.")).to_be_visible()
