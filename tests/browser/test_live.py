"""A call as the browser shows it: while it is in progress, afterwards, and to listen to."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from app.calls.models import Call
from app.db import db
from app.people.models import Group
from app.phone_numbers import readable
from tests.browser import axe
from tests.browser.drawings import add_flow, publish, ring, ring_anna
from tests.exchange import CALLER_TONE, PHONE_TONES
from tests.waiting import until

PLAYED = (
    "audio => new Promise((ok, no) => { audio.onended = () => ok(audio.duration); audio.onerror = no; audio.play() })"
)


def test_a_call_appears_as_it_happens_and_is_heard_afterwards(page, exchange, caller, phones):
    axe.bring(page)
    anna = phones("101")
    number = publish(exchange, add_flow(exchange, ring_anna(record=True)))
    page.goto("/status/")
    expect(page.get_by_text("Live", exact=True).first).to_be_visible()
    load, doing = page.locator("[data-figure=load] .tile-figure"), page.locator("[data-person='101']").first
    expect(load).to_have_text(re.compile("^0"))

    call = caller.call(number)
    rung = anna.incoming.get(timeout=30)
    assert call.wait("ringing")
    exchange.work("follow the journal")
    expect(load).to_have_text(re.compile("^1"))
    expect(doing).to_have_attribute("data-state", "ringing")

    rung.answer()
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    assert rung.rtp.wait_for_tone(CALLER_TONE)
    exchange.work("follow the journal")
    expect(doing).to_have_attribute("data-state", "talking")
    axe.check_both(page)
    page.set_viewport_size({"width": 390, "height": 780})
    axe.check_both(page)

    call.hang_up()
    assert rung.wait("ended")
    assert until(lambda: exchange.ended(number))
    exchange.work("follow the journal", "make recordings")
    expect(load).to_have_text(re.compile("^0"))

    with exchange.in_company():
        story = f"/calls/{db.session.scalars(select(Call.id).order_by(Call.started_at.desc())).first()}"
    page.goto(story)
    page.get_by_text("Step by step").click()
    expect(page.get_by_role("listitem").filter(has_text="The caller and Employee 101 (101) talk")).to_be_visible()
    expect(page.get_by_text("The caller hung up").first).to_be_visible()
    axe.check(page)
    assert page.locator("audio").evaluate(PLAYED) > 0.2

    page.goto("/recordings/")
    first = page.get_by_role("row").filter(has_text=readable(number))
    expect(first).to_contain_text("Employee 101")
    with page.expect_download() as download:
        first.get_by_role("link", name=re.compile("Download")).click()
    assert download.value.suggested_filename.endswith(".wav")


def test_a_page_whose_connection_is_lost_says_so_and_comes_back(page, exchange, portal, complaints):
    complaints.expect_to_go_offline()
    page.goto("/status/")
    live = page.locator("[data-link]")
    expect(live).to_have_text("Live")
    portal.stop()
    expect(live).to_have_text("Not live")
    expect(page.locator("[data-figure]")).to_have_count(0)
    expect(page.get_by_text("No data since")).to_be_visible()
    portal.start()
    expect(live).to_have_text("Live")
    expect(page.locator("[data-figure=load]")).to_be_visible()


def test_who_has_talked_for_a_group_is_shown_until_their_wrap_up_is_over(page, exchange, caller, phones, complaints):
    complaints.expect("422")
    axe.bring(page)
    with exchange.in_company():
        group = db.session.scalars(select(Group.id).where(Group.name == "sales")).one()
    page.goto(f"/settings/groups/{group}")
    seconds = page.get_by_label("Wrap-up time, in seconds")
    seconds.fill("601")
    seconds.press("Enter")
    expect(page.get_by_text("Write a number of seconds, from 0 to 600.")).to_be_visible()
    expect(seconds).to_have_value("601")
    axe.check(page)
    seconds.fill("90")
    seconds.press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    phones("101", answer_after_s=0.0)
    number = publish(exchange, add_flow(exchange, ring("group:sales", record=False)))
    page.goto("/status/")
    resting = page.locator("[data-person='101']").first
    expect(resting).to_be_visible()
    expect(page.locator("[data-state=wrap_up]")).to_have_count(0)
    before = len(exchange.journal())
    call = caller.call(number)
    assert call.rtp.wait_for_tone(PHONE_TONES["101"])
    call.hang_up()
    assert until(lambda: rests(exchange, "101", before))
    assert until(lambda: is_shown(exchange, resting, "wrap_up"))
    expect(resting).to_contain_text(re.compile(r"Employee 101.*Wrap-up.*1:[0-2]\d left"))
    axe.check_both(page)
    page.set_viewport_size({"width": 390, "height": 780})
    axe.check_both(page)


def is_shown(exchange, person, state):
    """Whether the page shows the person so, once all is read: the switch may notice late that a phone is there."""
    exchange.work("follow the journal")
    return person.get_attribute("data-state") == state


def rests(exchange, agent, before):
    """Whether the queues have noted after so many lines that the agent has a wrap-up: they do so once a call ends."""
    effects = (effect for line in exchange.journal()[before:] for effect in line["effects"])
    return any(effect["type"] == "wrap_up" and effect["agent"] == agent for effect in effects)
