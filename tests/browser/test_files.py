"""Rows come as a file without leaving the page: ordered, made by the worker, and there to be downloaded."""

from playwright.sync_api import expect

from app.exports.making import make_next
from tests.browser import axe
from tests.browser.conftest import SCREEN

PHONE = {"width": 390, "height": 844}


def test_an_excel_file_is_ordered_made_and_downloaded(browse, exchange):
    page = browse().new_page()
    axe.bring(page)
    page.goto("/statistics/?period=7d")
    page.locator(".export-buttons").get_by_role("button", name="XLSX").first.click()
    note = page.locator(".export-note")
    expect(note).to_contain_text("Waits for its turn")
    axe.check(page)
    with page.expect_download() as download, exchange.app.app_context():
        assert make_next()
    assert download.value.suggested_filename.startswith("Calls ")
    assert download.value.suggested_filename.endswith(".xlsx")
    expect(note).to_contain_text("Ready")
    note.get_by_role("button", name="Close").click()
    expect(note).to_have_count(0)
    page.goto("/exports/")
    expect(page.get_by_role("link", name="Download").first).to_be_visible()


def test_a_report_is_made_for_two_people_and_stopped(browse, exchange):
    for size in (SCREEN, PHONE):
        page = browse(viewport=size).new_page()
        axe.bring(page)
        page.goto("/statistics/?period=7d")
        page.get_by_role("link", name="Mail regularly").first.click()
        expect(page.get_by_label("Day of the week")).to_be_hidden()
        page.get_by_label("How often").select_option("weekly")
        expect(page.get_by_label("Day of the week")).to_be_visible()
        page.get_by_role("textbox", name="Name").fill("Every week")
        axe.check(page)
        page.locator("#main").get_by_role("button", name="Save").click()
        expect(page.get_by_text("Every Monday at 06:00").first).to_be_visible()
        axe.check(page)
        page.get_by_role("button", name="Stop").first.click()
        expect(page.get_by_role("button", name="Let it come again").first).to_be_visible()
