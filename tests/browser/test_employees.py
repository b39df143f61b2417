"""Employees as somebody at the portal sees to them: found, changed, photographed, given a phone, and deleted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.auth.actor import Actor
from app.db import db
from app.people.models import Employee
from app.people.service import employees, offboarding
from tests.app.people.people import png
from tests.browser import axe
from tests.browser.drawings import add_flow
from tests.browser.themes import THEMES
from tests.calls.drawings import AROUND_RING, OUTLETS, ring
from tests.designer.drawing import flow
from tests.exchange import Exchange

DORA = "710"
OWNER = Actor(0, "Olga Owner", "owner", 1, "en")


@pytest.fixture
def dora(exchange: Exchange) -> Iterator[int]:
    """Somebody who is there for one test alone."""
    with exchange.in_company():
        dora = employees.add_employee(DORA, "Dora Ernst", "dora@demo.example", ["welding"])[0]
        db.session.commit()
        dora_id = dora.id
    yield dora_id
    with exchange.in_company():
        for each in db.session.scalars(select(Employee).where(Employee.extension.startswith("71"))):
            offboarding.delete_permanently(each, [], by=OWNER)
        db.session.commit()


def choose(page: Page, data: bytes, name: str = "dora.png") -> None:
    page.get_by_label("Picture").set_input_files({"name": name, "mimeType": "image/png", "buffer": data})


def test_somebody_is_found_and_changed_by_the_keyboard(page, dora):
    page.goto("/settings/employees")
    page.get_by_label("Name, extension or e-mail").focus()
    page.keyboard.type("dora e")
    expect(page.locator("#main").get_by_role("status")).to_have_text("1 employee")
    expect(page).to_have_url(re.compile(r"text=dora(%20|\+)e"))
    page.get_by_role("link", name="Dora Ernst", exact=True).focus()
    page.keyboard.press("Enter")
    skill = page.get_by_role("button", name="welding")
    expect(skill).to_have_attribute("aria-pressed", "true")
    skill.focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Skills")).to_have_value("")
    page.keyboard.press("Space")
    page.get_by_label("Name").fill("Dora Ünal 🦊")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dora Ünal 🦊")


def test_who_saves_over_somebody_else_sees_it_first(browse, complaints, dora):
    complaints.expect("409")
    context = browse()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"/settings/employees/{dora}")
    first.get_by_label("Name").fill("Dora One")
    first.locator("#main").get_by_role("button", name="Save").click()
    expect(first.get_by_text("Saved.", exact=True)).to_be_visible()
    second.get_by_label("Name").fill("Dora Two")
    second.locator("#main").get_by_role("button", name="Save").click()
    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("Olga Owner has changed this while you were writing")
    expect(alert.get_by_role("row", name="Name")).to_contain_text("Dora One")
    expect(second.get_by_label("Name")).to_have_value("Dora Two")
    second.get_by_role("button", name="Save over it").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Dora Two")


def test_a_photo_is_taken_and_one_that_is_none_is_refused(page, complaints, dora):
    complaints.expect("422")
    page.goto(f"/settings/employees/{dora}")
    choose(page, bytes(11 * 2**20))
    is_valid = "item => item.checkValidity()"
    assert page.get_by_label("Picture").evaluate(is_valid) is False
    choose(page, b"a text", "dora.jpg")
    assert page.get_by_label("Picture").evaluate(is_valid) is True
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#photo-faults")).to_have_text(re.compile("can't be read as a picture"))
    choose(page, png(640, 480))
    page.get_by_role("button", name="Upload").click()
    photo = page.locator("img.person-photo-large")
    expect(photo).to_be_visible()
    assert photo.evaluate("item => item.decode().then(() => item.naturalWidth)") == 256


def test_a_phone_is_set_up_from_a_page_that_is_shown_once(browse, exchange, dora):
    context = browse()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/settings/employees/{dora}/phones")
    expect(page.get_by_text("not registered")).to_be_visible()
    page.get_by_role("button", name="New phone").click()
    expect(page.get_by_role("img", name="QR code for Linphone").locator("svg")).to_be_visible()
    page.wait_for_load_state()
    page.bring_to_front()  # only the window in front may write to the clipboard
    page.get_by_role("button", name="Copy: Password").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    password = page.locator(".sip-settings .password").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == password
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("1001-710-2")).to_be_visible()
    expect(page.get_by_text(password)).to_have_count(0)


def test_people_come_from_a_table_and_go_for_ever(page, dora):
    page.goto("/settings/employees")
    page.get_by_role("link", name="Import").click()
    page.get_by_label("Or paste the table here").fill("Nebenstelle;Name\n711;Emil Fuchs\n7;Faulty\n")
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_role("link", name="1 rows with faults")).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Import 1 good row").click()
    expect(page.get_by_text("1 employee was added, 0 changed.")).to_be_visible()
    page.get_by_role("link", name="Delete Emil Fuchs …").click()
    page.get_by_label("Write the name to confirm").fill("emil fuchs")
    page.get_by_role("button", name="Delete for ever").click()
    expect(page.get_by_text("Emil Fuchs was deleted.")).to_be_visible()
    expect(page.get_by_role("link", name="Emil Fuchs", exact=True)).to_have_count(0)


def looked_at(page: Page, rows: str) -> None:
    """The import's page with these *rows*, once its styles are there."""
    expect(page.get_by_role("link", name=rows)).to_have_attribute("aria-current", "true")
    page.wait_for_load_state()
    axe.check(page)


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_about_employees_is_accessible(browse, complaints, exchange, dora, theme):
    complaints.expect("422")
    add_flow(exchange, flow([ring("employee:101"), *OUTLETS], *AROUND_RING))
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    ben = f"/settings/employees/{dora}"
    for path in ("?text=nobody", "?sort=name&falling=1", "/import", f"/{dora}", f"/{dora}/phones", f"/{dora}/access"):
        page.goto(f"/settings/employees{path}")
        assert page.locator("html").get_attribute("data-bs-theme") == theme
        axe.check(page)
    page.goto("/settings/employees/1/delete")
    expect(page.get_by_role("heading", name="First: flows that lead calls to them")).to_be_visible()
    axe.check(page)
    page.goto(f"{ben}/delete")
    page.get_by_label("Write the name to confirm").fill("somebody")
    page.get_by_role("button", name="Delete for ever").click()
    expect(page.get_by_text("This is not the name: Dora Ernst.")).to_be_visible()
    page.wait_for_load_state()
    axe.check(page)
    page.goto(f"{ben}/phones")
    page.get_by_role("button", name="New phone").click()
    page.get_by_role("link", name="Done").wait_for()
    page.wait_for_load_state()
    axe.check(page)
    page.goto("/settings/employees/import")
    page.get_by_label("Or paste the table here").fill("extension,name,size\n712,Gül,4\n7,,\n")
    page.get_by_role("button", name="See what it would do").click()
    looked_at(page, "1 rows with faults")
    page.get_by_role("link", name="1 added").click()
    looked_at(page, "1 added")
