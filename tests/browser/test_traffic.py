"""A real call on the drawing: while it is there, in what happened these days, and from its beginning to its end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message, publish
from tests.browser.editor import Editor
from tests.browser.themes import THEMES
from tests.exchange import TONES
from tests.waiting import until

COUNT_TRAVELLERS = """() => {
  globalThis.mostTravellers = 0;
  const count = () => {
    const seen = document.querySelectorAll(".wire-traveller").length;
    globalThis.mostTravellers = Math.max(globalThis.mostTravellers, seen);
  };
  new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
}"""
"""They are on their way for a moment only: on a slow machine, whoever looks for them comes too late."""


class Traffic:
    """The panel beside the canvas, and what it lays over the drawing."""

    def __init__(self, editor: Editor) -> None:
        self.editor, self.page = editor, editor.page
        self.panel = self.page.get_by_role("region", name=re.compile("^(Traffic|A call)$"))

    def open(self) -> "Traffic":
        self.page.get_by_role("button", name="Traffic").click()
        expect(self.panel.get_by_text("Live", exact=True)).to_be_visible()
        return self

    def view(self, name: str) -> None:
        self.panel.get_by_role("radio", name=name).check()

    def mark(self, block: str):
        return self.editor.block(block).locator(".block-mark")

    def row(self, block: str):
        return self.panel.get_by_role("row", name=re.compile(f"^{block} "))


@pytest.fixture
def drawn(exchange):
    """A published menu: (its flow, its number)."""
    flow_id = add_flow(exchange, menu_and_message())
    return flow_id, publish(exchange, flow_id)


def call_to_the_end(exchange, caller, number):
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("1")
    assert call.wait("ended")
    assert until(lambda: exchange.ended(number))
    exchange.work("follow the journal")


@pytest.mark.parametrize("theme", THEMES)
def test_a_call_is_seen_as_it_happens_then_in_the_days_then_from_beginning_to_end(
    browse, exchange, caller, drawn, theme
):
    flow_id, number = drawn
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    traffic = Traffic(Editor(page).open(flow_id)).open()
    panel = traffic.panel
    expect(panel).to_contain_text("No call is in this flow.")

    page.evaluate(COUNT_TRAVELLERS)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    exchange.work("follow the journal")
    expect(traffic.mark("Menu")).to_have_text("1")
    expect(panel.get_by_role("button", name="At Menu")).to_contain_text("+4917012345")
    expect(page.locator(".wire-traveller")).to_have_count(0)
    assert page.evaluate("mostTravellers") == 1
    axe.check(page)
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"])
    exchange.work("follow the journal")
    expect(traffic.mark("Message")).to_have_text("1")
    expect(traffic.mark("Menu")).to_have_count(0)
    assert call.wait("ended")
    assert until(lambda: exchange.ended(number))
    exchange.work("follow the journal")
    expect(panel).to_contain_text("No call is in this flow.")

    traffic.view("In this period")
    expect(traffic.row("Menu").first).to_contain_text("1")
    expect(traffic.mark("Menu")).to_contain_text("1 · 0:0")
    expect(page.locator(".wire-badge")).to_have_text(["100\u00a0%"] * 3)
    panel.get_by_role("button", name="Key 1").click()
    expect(panel.get_by_role("heading", name="Calls that left Menu by Key 1")).to_be_visible()
    expect(panel.get_by_role("link", name="+4917012345")).to_have_attribute("href", re.compile("^/calls/"))
    axe.check(page)

    panel.get_by_role("button", name="Show the call of +4917012345 on the drawing").click()
    expect(panel).to_contain_text("version 1")
    expect(panel.locator(".traffic")).to_be_focused()
    expect(traffic.mark("Menu")).to_have_text("2")
    expect(page.locator(".block[data-tone=here]")).to_contain_text("Start")
    panel.get_by_role("button", name="Next step").click()
    expect(page.locator(".block[data-tone=here]")).to_contain_text("Menu")
    slider = panel.get_by_role("slider", name="Time in the call")
    slider.press("End")
    expect(page.locator(".block[data-tone=here]")).to_contain_text("End")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("The flow ended the call"))
    axe.check(page)
    panel.get_by_role("button", name="Back to traffic").click()
    expect(page.get_by_text("This is only to look at.")).to_have_count(0)


@pytest.mark.parametrize("theme", THEMES)
def test_the_calls_on_the_drawing_are_filtered_as_in_statistics(browse, exchange, caller, drawn, theme):
    flow_id, number = drawn
    call_to_the_end(exchange, caller, number)
    page = browse(color_scheme=theme).new_page()
    axe.bring(page)
    page.goto(f"/flows/{flow_id}/edit?traffic=1&period=7d&outside=%2B4917012345")
    traffic = Traffic(Editor(page).wait())
    panel = traffic.panel
    filters = panel.get_by_role("region", name="Filters")
    expect(filters).to_contain_text("Outside number")
    expect(traffic.mark("Menu")).to_contain_text("1 · ")

    filters.get_by_role("button", name="Filter", exact=True).click()
    filters.get_by_label("Filter by").select_option(label="Outcome")
    filters.get_by_label("Value").select_option(label="Missed")
    axe.check(page)
    filters.get_by_role("button", name="Show only these").click()
    expect(panel).to_contain_text("No such call went through this flow")
    filters.get_by_role("button", name="Remove Outcome Missed").click()
    expect(traffic.row("Menu").first).to_contain_text("1")

    panel.get_by_role("button", name="Key 1").click()
    link = panel.get_by_role("link", name="Filter Statistics by it").get_attribute("href")
    assert link.startswith("/statistics/?period=7d&outside=")
    panel.get_by_role("button", name="Show only calls that were here").click()
    expect(filters.get_by_role("button", name=re.compile("^Remove Block .*Menu"))).to_be_visible()
    axe.check(page)
    page.goto(link)
    expect(page.locator("[data-chip]").filter(has_text="Menu")).to_be_visible()


def test_the_page_about_a_call_leads_to_the_drawing_as_it_was(page, exchange, caller, drawn):
    flow_id, number = drawn
    call_to_the_end(exchange, caller, number)
    editor = Editor(page).open(flow_id)
    editor.choose("Message")
    editor.rename("News")
    editor.save()

    page.goto("/calls/")
    page.get_by_role("row").filter(has_text=number[-7:]).get_by_role("link").first.click()
    page.get_by_role("link", name="Open the drawing").click()
    traffic = Traffic(editor)
    expect(traffic.panel).to_contain_text(f"+4917012345 to {number}")
    expect(traffic.mark("Message")).to_have_text("3")
    page.get_by_role("button", name="Back to drawing").click()
    expect(editor.block("News")).to_be_visible()
    expect(page.locator(".block-mark")).to_have_count(0)


def test_a_call_that_is_not_there_is_told_and_the_drawing_can_be_drawn(page, drawn, complaints):
    complaints.expect("404")
    page.goto(f"/flows/{drawn[0]}/edit?call=unknown")
    editor = Editor(page).wait()
    expect(page.get_by_role("alert")).to_contain_text("The call could not be shown")
    page.get_by_role("button", name="Close").click()
    editor.choose("Message")


def test_the_live_view_says_that_it_has_no_connection_and_comes_back(page, exchange, portal, drawn, complaints):
    complaints.expect_to_go_offline()
    traffic = Traffic(Editor(page).open(drawn[0])).open()
    portal.stop()
    expect(traffic.panel).to_contain_text("No connection. It comes back by itself.")
    portal.start()
    expect(traffic.panel.get_by_text("Live", exact=True)).to_be_visible()
