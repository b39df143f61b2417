"""A line turns red: a supervisor reads why, takes the caller, and finds the same call in every figure afterwards."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.auth.models import User
from app.db import db
from app.people.models import Employee
from app.people.service.choices import choose
from tests.browser import axe
from tests.calls.test_queue import SERVED_S, draw
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.waiting import until


@pytest.fixture
def supervisor(exchange):
    """Whoever is signed in is Employee 103, whose phone is on the desk."""
    with exchange.in_company():
        owner = db.session.scalars(select(User).where(User.role == "owner")).one()
        owner.employee_id = db.session.scalars(select(Employee.id).where(Employee.extension == "103")).one()
        db.session.commit()
    yield
    with exchange.in_company():
        db.session.scalars(select(User).where(User.role == "owner")).one().employee_id = None
        for each in db.session.scalars(select(Employee)).all():
            choose(each, "free")  # the tests behind this one want everybody back
        db.session.commit()


@pytest.fixture
def second(exchange):
    agent = exchange.caller("+491709900001")
    yield agent
    agent.hang_up_all()
    agent.close()


@pytest.mark.usefixtures("supervisor")
def test_a_red_line_is_read_relieved_and_counted(page, exchange, caller, second, phones):
    axe.bring(page)
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


def figure(page, name):
    return page.locator(f"[data-figure={name}]")


def shows_red(page, exchange):
    exchange.work("follow the journal")
    return page.locator("[data-worst=sales]").count() == 1


def assert_counted_alike(page, exchange):
    """The wall, the list behind its figure, Statistics and the file say the same."""
    answered = figure(page, "answered")
    exchange.work("follow the journal")
    rows = page.request.get("/exports/rows.csv?period=today&measure=answered").text()
    said = len(list(csv.reader(io.StringIO(rows)))) - 1
    expect(answered.locator(".tile-figure")).to_contain_text(re.compile(rf"^\D*{said}(?!\d)"))
    answered.locator(".tile-open").click()
    expect(page).to_have_url(re.compile("measure=answered"))
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{said} calls?\b"))
    page.goto("/statistics/?period=today&outcome=answered")
    expect(page.locator("#sums")).to_contain_text(re.compile(rf"Calls\s*{said}\b"))
