"""One call on its page: heard, noted, tagged and rated by keyboard and pointer, in both themes and on a phone."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.calls.models import Call
from app.db import db
from tests.browser import axe
from tests.browser.drawings import add_flow, publish, ring_anna
from tests.browser.fitting import fits
from tests.exchange import CALLER_TONE, PHONE_TONES
from tests.waiting import until

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def recorded(exchange, caller, phones):
    """The address of a call that was answered and recorded."""
    anna = phones("101")
    number = publish(exchange, add_flow(exchange, ring_anna(record=True)))
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    rung.answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    call.hang_up()
    assert rung.wait("ended")
    assert until(lambda: exchange.ended(number))
    exchange.work("follow the journal", "make recordings")
    with exchange.in_company():
        return f"/calls/{db.session.scalars(select(Call.id).where(Call.number == number)).one()}"


def test_a_call_is_heard_noted_tagged_and_rated(page, recorded):
    axe.bring(page)
    page.goto(recorded)
    expect(page.get_by_text("Answered", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Employee 101: Talks")).to_be_visible()
    axe.check_both(page)

    expect(page.get_by_role("slider", name="Position in the recording")).to_be_visible()
    head = page.locator("[data-head]")
    before = head.get_attribute("style")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press(" ")
    page.keyboard.press("ArrowRight")
    assert head.get_attribute("style") != before

    page.keyboard.press("n")
    page.keyboard.type("Good way to explain it")
    page.keyboard.press("Enter")
    note = page.get_by_role("listitem").filter(has_text="Good way to explain it")
    expect(note.get_by_role("button", name="Play from")).to_be_visible()
    mark = page.locator(".axis-mark.is-note")
    expect(mark).to_be_visible()  # without loading the page again
    note.get_by_role("button", name="Remove the note").click()
    question = page.get_by_role("alertdialog", name="Remove this note for good?")
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(note.get_by_role("button", name="Remove the note")).to_be_focused()
    expect(mark).to_be_visible()

    page.locator("summary").filter(has_text="Tag").click()
    page.get_by_label("New tag").fill("Warranty")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove the tag Warranty")).to_be_visible()
    page.get_by_role("button", name="4 stars").click()
    expect(page.get_by_text("4 of 5 by Olga Owner")).to_be_visible()
    axe.check_both(page)

    page.set_viewport_size(PHONE)
    assert fits(page)
    axe.check_both(page)


def test_the_page_of_a_call_that_ends_says_so_everywhere(page, exchange, caller, phones):
    anna = phones("101")
    number = publish(exchange, add_flow(exchange, ring_anna()))
    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    rung.answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    exchange.work("follow the journal")
    with exchange.in_company():
        found = db.session.scalars(select(Call.id).where(Call.number == number)).one()
    page.goto(f"/calls/{found}")
    expect(page.get_by_text("Talking to Employee 101")).to_be_visible()
    page.get_by_label("New note").fill("Half a no")
    call.hang_up()
    assert rung.wait("ended")
    assert until(lambda: exchange.ended(number))
    exchange.work("follow the journal")
    expect(page.get_by_text("Ended by the caller")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="The caller hung up")).to_be_visible()
    expect(page.get_by_role("button", name="Call back")).to_be_visible()
    expect(page.get_by_label("New note")).to_have_value("Half a no")


def test_the_list_leads_to_a_call_and_on_to_the_next(page, recorded):
    axe.bring(page)
    page.goto("/calls/?period=today")
    row = page.get_by_role("row").filter(has=page.locator(f'a[href^="{recorded}?"]'))
    expect(row.get_by_text("Answered")).to_be_visible()
    row.get_by_role("button", name="More about").click()
    row.get_by_placeholder("Tag").fill("VIP")
    axe.check_both(page)
    page.keyboard.press("Enter")
    expect(page.locator(".call-search")).to_be_visible()  # one stays in the list
    expect(row).to_contain_text("VIP")

    page.goto("/calls/?period=today&tag=VIP")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.locator(".call-filters summary").first.click()
    axe.check_both(page)
    page.get_by_role("link", name="Remove the filter VIP").click()
    expect(page).not_to_have_url(re.compile("tag="))
    expect(page.locator(".call-chips")).to_be_hidden()
    page.set_viewport_size(PHONE)
    assert fits(page)
    axe.check_both(page)
