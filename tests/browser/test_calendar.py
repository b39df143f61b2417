"""A calendar is drawn, by mouse, finger and keyboard, and calls go by it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from app.db import db
from app.hours.models import Calendar
from tests.browser import axe
from tests.browser.fitting import fits
from tests.browser.themes import THEMES
from tests.designer.drawing import node
from tests.exchange import TONES

PHONE = {"width": 390, "height": 844}


def column(page, day):
    return page.locator(".week-body").nth(day)


def drawn(page):
    """The names of the hours on the grid."""
    return page.locator("button.week-span")


def fields(page, day):
    """What is sent of a day."""
    rows = page.get_by_role("group", name=day, exact=True).locator("[data-span]")
    return [tuple(each.input_value() for each in row.locator("input").all()) for row in rows.all()]


def drag(page, box, start, end, steps=6):
    """On a column, from a share of its height to another."""
    x = box["x"] + box["width"] / 2
    page.mouse.move(x, box["y"] + box["height"] * start)
    page.mouse.down()
    page.mouse.move(x, box["y"] + box["height"] * end, steps=steps)
    page.mouse.up()


def empty_week(page):
    page.goto("/settings/hours/new")
    for button in page.locator("[data-remove-span]").all()[::-1]:
        button.click()
        expect(button).to_be_hidden()
    expect(drawn(page)).to_have_count(0)
    expect(page.locator("[data-week]")).to_be_visible()  # and not only the fields of which it is made


def test_hours_are_drawn_by_mouse(page):
    empty_week(page)
    box = column(page, 1).bounding_box()
    drag(page, box, 9 / 24, 17.5 / 24)
    expect(page.get_by_role("button", name="Tuesday, 09:00–17:30")).to_be_focused()
    assert fields(page, "Tuesday") == [("09:00", "17:30")]
    drag(page, box, 12 / 24, 14 / 24)  # the whole block, two hours later
    assert fields(page, "Tuesday") == [("11:00", "19:30")]
    block = drawn(page).bounding_box()
    page.mouse.move(block["x"] + 10, block["y"] + block["height"] - 2)
    page.mouse.down()
    page.mouse.move(block["x"] + 10, box["y"] + box["height"] * 16 / 24 - 2, steps=4)
    page.mouse.up()
    assert fields(page, "Tuesday") == [("11:00", "16:00")]
    drag(page, box, 18 / 24, 20 / 24)
    assert fields(page, "Tuesday") == [("11:00", "16:00"), ("18:00", "20:00")]
    drag(page, box, 17 / 24, 22 / 24)  # there is something in between
    assert len(fields(page, "Tuesday")) == 2
    drag(page, column(page, 4).bounding_box(), 0, 1)
    assert fields(page, "Friday") == [("00:00", "00:00")]
    page.get_by_label("Tuesday until").first.fill("02:00")
    page.get_by_label("Tuesday from").first.fill("22:00")
    expect(page.get_by_role("button", name="Tuesday, 22:00–02:00 (next day)")).to_be_visible()


def test_hours_are_drawn_by_keyboard(page):
    empty_week(page)
    page.get_by_role("button", name="Add hours on Wednesday").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Wednesday, 09:00–10:00")).to_be_focused()
    page.keyboard.press("ArrowUp")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    assert fields(page, "Wednesday") == [("08:45", "10:30")]
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Thursday, 08:45–10:30")).to_be_focused()
    page.keyboard.press("Enter")
    assert fields(page, "Thursday") == [("08:45", "10:30"), ("10:30", "11:30")]
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-said]")).to_have_text("No room on Thursday")
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Thursday, 08:45–10:30")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Add hours on Thursday").first).to_be_focused()
    assert fields(page, "Wednesday") == fields(page, "Thursday") == []


def test_hours_are_drawn_by_a_finger_on_a_phone(browse):
    page = browse(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    page.goto("/settings/hours/new")
    body = column(page, 6)
    body.scroll_into_view_if_needed()
    height = body.bounding_box()["height"]
    body.tap(position={"x": 10, "y": height * 10.4 / 24})
    expect(page.get_by_role("button", name="Sunday, 10:00–11:00")).to_be_visible()
    assert fields(page, "Sunday") == [("10:00", "11:00")]
    assert fits(page)


def add_special_day(page, name, day):
    before = page.get_by_role("group", name="Special day").count()
    page.get_by_role("button", name="Add a special day").click()
    row = page.get_by_role("group", name=f"Special day {before + 1}")
    row.get_by_label("Name").fill(name)
    row.get_by_label("From").fill(day)
    return row


def test_a_call_goes_by_the_calendar_that_was_just_saved(page, exchange, caller):
    page.goto("/settings/hours/new")
    page.get_by_label("Name").first.fill("Kiosk")
    monday = page.get_by_role("group", name="Monday", exact=True)
    monday.get_by_label("Monday from").fill("00:00")
    monday.get_by_label("Monday until").fill("00:00")
    page.get_by_label("Copy", exact=True).select_option(label="Monday")
    for day in ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.locator(".copy-days").get_by_label(day).check()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Sunday, 00:00–00:00")).to_be_visible()
    expect(page.locator("#outlook")).to_contain_text("Nothing changes within the next year.")
    page.get_by_label("Country").select_option(label="Germany")
    page.get_by_label("Region").select_option(label="Bayern")
    expect(page.get_by_label("Epiphany")).to_be_checked()
    page.get_by_label("Epiphany").uncheck()
    page.get_by_label("Day", exact=True).fill("2027-12-25")
    page.get_by_label("Time", exact=True).fill("10:00")
    expect(page.locator(".outlook-now")).to_contain_text("closed")
    expect(page.locator(".outlook-now")).to_contain_text("Sat 25 Dec 2027, 10:00")
    page.get_by_label("Day", exact=True).fill("2028-01-06")
    expect(page.locator(".outlook-now")).to_contain_text("open")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("#main .alert-success")).to_contain_text("The calendar Kiosk was made.")

    nodes = [
        node("when", "hours", calendar="kiosk"),
        node("yes", "play", prompt="welcome"),
        node("no", "play", prompt="closed"),
        node("end", "hangup"),
    ]
    wires = [("when", "open", "yes"), ("when", "closed", "no"), ("yes", "next", "end"), ("no", "next", "end")]
    number = exchange.draw(nodes, *wires)
    today = datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat()
    with exchange.in_company():
        calendar_id = db.session.query(Calendar.id).filter_by(name="kiosk").scalar()
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])
    page.goto(f"/settings/hours/{calendar_id}")
    add_special_day(page, "Stocktaking", today)
    expect(page.locator(".outlook-now")).to_contain_text("closed")
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("#main .alert-success")).to_contain_text("Saved.")
    assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])


@pytest.mark.parametrize("theme", THEMES)
def test_a_calendar_is_accessible_with_all_its_parts_and_faults(browse, complaints, theme):
    complaints.expect("422")
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    page.goto("/settings/hours/new")
    page.get_by_label("Country").select_option(label="Germany")
    expect(page.get_by_label("Easter Monday")).to_be_visible()
    add_special_day(page, "Trip", "2026-12-24").get_by_label("Last day").fill("2026-12-01")
    page.get_by_label("Monday until").fill("")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_text("It ends before it begins.")).to_be_visible()
    expect(page.get_by_label("Name").nth(1)).to_have_value("Trip")
    axe.check(page)
