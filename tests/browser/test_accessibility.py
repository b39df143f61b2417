"""axe finds nothing that breaks WCAG 2.2 AA, in whatever state the editor is."""

from pathlib import Path

import pytest

from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "tags => axe.run({ runOnly: { type: 'tag', values: tags } })"


def check(page):
    found = page.evaluate(RUN, TAGS)
    assert found["passes"]
    faults = [
        f"{fault['id']}: {place['html'][:200]} {place['failureSummary']}"
        for fault in found["violations"]
        for place in fault["nodes"]
    ]
    assert faults == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_is_accessible(browse, exchange, theme):
    page = browse(color_scheme=theme).new_page()
    page.add_init_script(path=AXE)
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    check(page)
    editor.choose("Message")
    editor.set("Prompt", "Choose …")
    editor.rename("Opening words")
    editor.badge("Opening words").wait_for()
    editor.problems.click()
    check(page)
    page.get_by_role("button", name="Publish").click()
    check(page)
    page.keyboard.press("Escape")
    editor.wire("Menu", "Opening words").click(force=True)
    page.locator(".react-flow__pane").dblclick(position={"x": 300, "y": 600})
    page.get_by_role("dialog", name="Add a block here").wait_for()
    check(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()
    check(page)
