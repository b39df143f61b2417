"""The page of the numbers: what answers, and how it sounds on one's own phone."""

import pytest
from playwright.sync_api import expect

from app.auth.models import User
from app.db import db
from app.people.models import Employee
from tests.browser import axe
from tests.browser.fitting import fits
from tests.browser.themes import THEMES
from tests.designer.drawing import node
from tests.exchange import TONES

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def employee_102(exchange):
    """Who is signed in is this employee."""

    def be(extension):
        with exchange.in_company():
            mine = db.session.query(Employee.id).filter_by(extension=extension).scalar()
            db.session.query(User).filter_by(name="Olga Owner").one().employee_id = mine
            db.session.commit()

    be("102")
    yield "102"
    be(None)


def vip_line(exchange):
    nodes = [
        node("who", "caller_list", list="vip"),
        node("hours", "hours", calendar="always"),
        node("yes", "play", prompt="welcome"),
        node("no", "play", prompt="closed"),
        node("end", "hangup"),
    ]
    wires = [("who", "listed", "hours"), ("hours", "open", "yes"), ("hours", "closed", "end"), ("who", "other", "no")]
    return exchange.draw(nodes, *wires, ("yes", "next", "end"), ("no", "next", "end"))


def test_ones_own_phone_hears_what_callers_hear(page, exchange, employee_102, phones):
    number = vip_line(exchange)
    page.goto("/numbers")
    card = page.get_by_role("region", name=number)
    expect(card).to_contain_text("live")
    expect(card).to_contain_text("open by “Always”")
    ring = card.get_by_role("button", name="Ring my phone")
    ring.click()
    expect(page.locator("#main .alert-danger")).to_contain_text("None of your phones is connected")
    mine = phones(employee_102, answer_after_s=0.1)
    for caller, tone in (("+49 170 99", "welcome"), ("+49 30 12345", "closed")):
        card.get_by_label("Hear it, as a caller from").fill(caller)
        ring.click()
        expect(page.locator("#main .alert-success")).to_contain_text("Your phone 102 rings.")
        assert mine.incoming.get(timeout=30).rtp.wait_for_prompt(TONES[tone])


@pytest.mark.parametrize("theme", THEMES)
def test_the_numbers_are_accessible_on_a_phone(browse, exchange, complaints, theme):
    complaints.expect("422")
    vip_line(exchange)
    page = browse(color_scheme=theme, viewport=PHONE).new_page()
    axe.bring(page)
    page.goto("/numbers")
    axe.check(page)
    assert fits(page)
    page.get_by_label("Number", exact=True).fill("030 12")
    page.get_by_role("button", name="Add the number").click()
    expect(page.get_by_text("030 123456 or +49 30 123456")).to_be_visible()
    expect(page.get_by_label("Number", exact=True)).to_have_value("030 12")
    axe.check(page)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [1440, 390])
def test_there_is_room_for_a_callers_number(browse, exchange, portal, language, width):
    number = vip_line(exchange)
    context = browse(viewport={"width": width, "height": 900})
    context.add_cookies([{"name": "language", "value": language, "url": portal.url}])
    page = context.new_page()
    page.goto("/numbers")
    expect(page.locator("html")).to_have_attribute("lang", language)
    box = page.get_by_role("region", name=number).locator("[name=caller]")
    box.fill("+49 170 12345678")
    assert box.evaluate("each => each.scrollWidth <= each.clientWidth")
    assert box.bounding_box()["width"] >= 176
