"""Trying a call beside the canvas: the phone, what it hears, the walk, and what becomes of it."""

import re
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message, placed
from tests.browser.editor import RETRIES, Editor
from tests.browser.themes import THEMES
from tests.designer.drawing import flow, node

ANY = re.compile("")
CAUTIONS = re.compile(r"Cautions \(\d\)")


SORRY = "Sorry, nobody is here. " + "Please call again tomorrow, from nine in the morning. " * 8
"""Long enough to be looked at while it is heard, on however busy a machine."""


def shop() -> dict[str, Any]:
    """A menu: key 1 rings Anna, whom a spoken text stands in for; silence ends the call."""
    menu = node("menu", "menu", prompt="menu", keys=["1"], timeout_s=30, tries=1)
    ring = node("ring", "ring", who="employee:101", ring_s=10, record=False)
    sorry = node("sorry", "say", text=SORRY, language="en")
    nodes = [menu, ring, sorry, node("end", "hangup")]
    ways = [
        ("menu", "1", "ring"),
        *(("menu", outlet, "end") for outlet in ("timeout", "invalid")),
        *(("ring", outlet, "sorry") for outlet in ("no_answer", "busy", "unavailable")),
        ("sorry", "next", "end"),
    ]
    return placed(flow(nodes, *ways))


def round_and_round() -> dict[str, Any]:
    """Whoever says nothing hears the menu again, for ever."""
    graph = menu_and_message()
    back = [wire for wire in graph["wires"] if wire["outlet"] in ("timeout", "invalid")]
    for wire in back:
        wire["to"] = "menu"
    return graph


def ask_the_shop() -> dict[str, Any]:
    """A web server says whether the shop is open; nobody can be asked in a test."""
    web = node("web", "web_request", url="https://shop.example/open", answers="open = is_open", timeout_s=2)
    nodes = [web, node("said", "tag", tag="open: {open}"), node("end", "hangup")]
    ways = [("web", "ok", "said"), *(("web", outlet, "end") for outlet in ("error", "timeout"))]
    return placed(flow(nodes, *ways, ("said", "next", "end")))


def phone(page: Page) -> Any:
    """The panel."""
    page.get_by_role("button", name="Try it", exact=True).click()
    return page.get_by_role("region", name="Try it", exact=True)


def call(panel: Any) -> None:
    panel.get_by_role("button", name="Call", exact=True).click()
    expect(panel.locator(".try-story li").first).to_be_visible()
    expect(panel.get_by_role("group", name="Keypad")).to_be_focused()


def skip_to_the_end(panel: Any) -> None:
    over, skip = panel.get_by_text("The call is over"), panel.get_by_role("button", name="Skip")
    for _ in range(20):
        expect(over.or_(skip).first).to_be_visible()
        if over.is_visible():
            break
        with suppress(TimeoutError):  # the call may end before the click does
            skip.click(timeout=5_000)
    expect(over).to_be_visible()


def test_a_call_goes_through_what_is_drawn_though_it_is_not_saved(page, exchange):
    editor = Editor(page).open(add_flow(exchange, shop()))
    editor.choose("Menu")
    editor.rename("What is it about?")
    panel = phone(page)
    with page.expect_response("**/sounds/menu") as heard:
        call(panel)
    assert heard.value.header_value("content-type") == "audio/wav"
    expect(editor.block("What is it about?").locator(".block")).to_have_attribute("data-tone", "here")
    expect(panel.locator("audio")).not_to_have_js_property("currentTime", 0)

    expect(panel.get_by_role("group", name="Keypad")).to_be_focused()
    page.keyboard.press("1")
    expect(panel.locator(".try-story")).to_contain_text("The caller presses 1")
    expect(editor.block("Ring").locator(".block")).to_have_attribute("data-tone", "here")
    expect(editor.block("What is it about?").locator(".block")).to_have_attribute("data-tone", "walked")
    skip_to_the_end(panel)
    expect(panel.locator(".try-story")).to_contain_text("The caller and Employee 101 (101) talk")
    expect(panel.locator("audio")).to_have_js_property("paused", value=True)
    expect(editor.state).to_have_text("Unsaved changes")


def test_people_do_what_was_chosen_and_a_text_without_a_sound_is_heard(page, exchange):
    editor = Editor(page).open(add_flow(exchange, shop()))
    panel = phone(page)
    panel.get_by_text("Who is free").click()
    panel.get_by_label("Employee 101 (101): what happens").select_option("Is busy")
    expect(panel.get_by_text("1 set otherwise")).to_be_visible()
    call(panel)
    with page.expect_response("**/speech") as spoken:
        panel.get_by_role("button", name="Key 1", exact=True).click()
    assert spoken.value.header_value("content-type") == "audio/wav"
    expect(panel.locator(".try-story")).to_contain_text("The caller hears “Sorry, nobody is here.")
    expect(panel.get_by_text("Listening")).to_be_visible()
    expect(panel.locator("audio")).not_to_have_js_property("currentTime", 0)
    expect(editor.block("Sorry").locator(".block")).to_have_attribute("data-tone", "here")

    panel.get_by_role("button", name="Mute").click()
    expect(panel.locator("audio")).to_have_js_property("muted", value=True)
    panel.get_by_role("button", name="Hang up").click()
    expect(panel.get_by_text("The call is over")).to_be_visible()
    panel.get_by_role("button", name="Change the call").click()
    expect(panel.get_by_label("The caller’s number")).to_be_focused()
    expect(panel.get_by_text("1 set otherwise")).to_be_visible()


def test_the_walk_is_stepped_through_and_kept_as_a_test(page, exchange, complaints):
    flow_id = add_flow(exchange, shop())
    editor = Editor(page).open(flow_id)
    panel = phone(page)
    call(panel)
    expect(panel.get_by_role("timer")).to_have_text("0:01")
    page.keyboard.press("1")
    expect(panel.locator(".try-story")).to_contain_text("The caller presses 1")
    skip_to_the_end(panel)
    panel.get_by_role("button", name="Previous step").click()
    panel.locator(".try-line").first.click()
    expect(editor.block("Ring").locator(".block")).not_to_have_attribute("data-tone", "here")
    expect(panel.get_by_role("status").filter(has_text="Step 1 of")).to_be_visible()

    panel.get_by_text("Save as test").first.click()
    name = panel.get_by_label("Name of the test")
    expect(name).to_have_value("Menu → Ring")
    panel.get_by_role("button", name="Save as test").click()
    expect(panel.get_by_text("“Menu → Ring” is saved.")).to_be_visible()
    complaints.expect("409")
    panel.get_by_role("button", name="Save as test").click()
    expect(panel.get_by_text("This flow has a test “Menu → Ring” already.")).to_be_visible()
    name.fill("")
    panel.get_by_role("button", name="Save as test").click()
    expect(panel.get_by_text("Give the test a name.")).to_be_visible()
    kept = page.request.get(f"/api/flows/{flow_id}/tests", max_retries=RETRIES).json()["tests"]
    assert [(each["name"], each["expected"]["bridged_to"]) for each in kept] == [("Menu → Ring", "101")]


def test_a_faulty_drawing_leads_to_its_problems(page, exchange):
    graph = menu_and_message()
    graph["wires"].pop()
    editor = Editor(page).open(add_flow(exchange, graph))
    panel = phone(page)
    expect(panel).to_contain_text("No call can go through a drawing that has problems.")
    panel.get_by_role("button", name="Show the problems").click()
    expect(editor.problems).to_have_attribute("aria-expanded", "true")


def test_what_can_happen_to_callers_is_a_caution_that_plays(page, exchange):
    editor = Editor(page).open(add_flow(exchange, round_and_round()))
    expect(editor.problems).to_have_text("No problems")
    expect(editor.block("Menu").get_by_role("img", name=CAUTIONS)).to_be_visible()
    page.get_by_role("button", name=CAUTIONS).click()
    page.get_by_role("button", name="Play a call that shows:").first.click()
    panel = page.get_by_role("region", name="Try it", exact=True)
    expect(panel.get_by_text("This call shows:")).to_be_visible()
    expect(panel.locator(".try-story li").first).to_be_visible()
    expect(editor.block("Menu").locator(".block")).to_have_attribute("data-tone", "here")


def test_what_the_web_answers_is_asked_once_a_call_has_asked_it(page, exchange):
    editor = Editor(page).open(add_flow(exchange, ask_the_shop()))
    panel = phone(page)
    expect(panel.get_by_text("What the web answers")).to_have_count(0)
    call(panel)
    skip_to_the_end(panel)
    expect(editor.block("Said").locator(".block")).not_to_have_attribute("data-tone", ANY)
    panel.get_by_role("button", name="Change the call").click()
    panel.get_by_text("What the web answers").click()
    panel.get_by_label("Request 1 ends with").select_option("An answer")
    panel.get_by_label("Request 1: open").fill("yes")
    panel.get_by_role("button", name="Call", exact=True).click()  # it is over at once: there is no keypad to wait for
    skip_to_the_end(panel)
    expect(editor.block("Said").locator(".block")).to_have_attribute("data-tone", "walked")


def test_a_server_that_is_gone_holds_the_call_until_it_is_back(page, exchange, complaints):
    gone: list[bool] = []
    page.route("**/simulate", lambda route: route.abort("internetdisconnected") if gone else route.continue_())
    Editor(page).open(add_flow(exchange, shop()))
    panel = phone(page)
    call(panel)
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    gone.append(True)
    page.keyboard.press("1")
    expect(panel.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    gone.clear()
    panel.get_by_role("button", name="Try again").click()
    expect(panel.locator(".try-story")).to_contain_text("The caller presses 1")
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_what_was_chosen_and_where_the_call_was_outlive_a_reload(page, exchange):
    editor = Editor(page).open(add_flow(exchange, shop()))
    panel = phone(page)
    panel.get_by_label("The caller’s number").fill("+49301234")
    panel.get_by_text("At another time").click()
    panel.get_by_label("Date and time").fill("2026-12-24T10:30")
    panel.get_by_text("Who is free").click()
    panel.get_by_label("Employee 101 (101): what happens").select_option("Is busy")
    call(panel)
    panel.get_by_role("button", name="Key 1", exact=True).click()
    expect(panel.locator(".try-story")).to_contain_text("The caller presses 1")
    page.reload()
    editor.wait()
    panel = phone(page)
    expect(panel.locator(".try-story")).to_contain_text("+49301234 calls")
    expect(panel.locator(".try-story")).to_contain_text("The caller presses 1")
    panel.get_by_role("button", name="Hang up").click()
    panel.get_by_role("button", name="Change the call").click()
    expect(panel.get_by_label("The caller’s number")).to_have_value("+49301234")
    expect(panel.get_by_label("Date and time")).to_have_value("2026-12-24T10:30")
    expect(panel.get_by_text("1 set otherwise")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_the_phone_is_accessible(browse, exchange, theme):
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    Editor(page).open(add_flow(exchange, round_and_round()))
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    page.get_by_role("button", name=CAUTIONS).click()
    panel = phone(page)
    for section in ("Who is free", "Who waits already"):
        panel.get_by_text(section).click()
    panel.get_by_text("At another time").click()
    axe.check(page)
    call(panel)
    axe.check(page)
    panel.get_by_role("button", name="Hang up").click()
    panel.get_by_text("Save as test").first.click()
    axe.check(page)
