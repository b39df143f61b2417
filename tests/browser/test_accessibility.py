"""axe finds nothing that breaks WCAG 2.2 AA, in whatever state the editor is."""

import pytest

from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_is_accessible(browse, exchange, theme):
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    axe.check(page)
    editor.choose("Message")
    editor.set("Prompt", "Choose …")
    editor.rename("Opening words")
    editor.badge("Opening words").wait_for()
    editor.problems.click()
    axe.check(page)
    page.get_by_role("button", name="Publish").click()
    axe.check(page)
    page.keyboard.press("Escape")
    editor.wire("Menu", "Opening words").click(force=True)
    page.locator(".react-flow__pane").dblclick(position={"x": 300, "y": 600})
    page.get_by_role("dialog", name="Add a block here").wait_for()
    axe.check(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()
    axe.check(page)


PAGES = (
    "/status/",
    "/settings/employees",
    "/settings/employees/new",
    "/settings/groups",
    "/settings/groups/new",
    "/settings/voice",
    "/settings/voice/new",
    "/settings/hours",
    "/settings/hours/new",
    "/flows/",
    "/calls/",
    "/calls/?text=nobody",
    "/calls/?day=tomorrow",
    "/recordings/",
    "/nowhere",
)


PAGES_OF_A_FLOW = ("versions", "tests", "replay", "replay?from=2026-01-01&to=2026-01-02")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible(browse, exchange, complaints, theme):
    complaints.expect("422", "404")
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    flow_id = add_flow(exchange, menu_and_message())
    for path in (*PAGES, *(f"/flows/{flow_id}/{each}" for each in PAGES_OF_A_FLOW)):
        page.goto(path)
        assert page.locator("html").get_attribute("data-bs-theme") == theme
        axe.check(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sign_in_page_is_accessible_with_its_message(chromium, portal, theme):
    context = chromium.new_context(base_url=portal.url, color_scheme=theme, locale="en-GB")
    axe.bring(context)
    page = context.new_page()
    page.goto("/sign-in")
    axe.check(page)
    page.get_by_label("E-mail").fill("nobody@demo.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    axe.check(page)
    context.close()
