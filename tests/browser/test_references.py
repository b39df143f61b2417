"""What the settings of a block stand for: heard, recorded, and seen as a week."""

import pytest
from playwright.sync_api import expect

from app.db import company_scope, db
from app.hours.service import add_calendar
from app.hours.special_days import closed_on
from app.lists.service import add_caller_list
from tests.browser import axe
from tests.browser.drawings import add_flow, menu_and_message
from tests.browser.editor import Editor
from tests.browser.themes import THEMES
from tests.designer.drawing import flow, node

WHOLE_BROWSER = True
WEEK = [[[540, 720], [780, 1080]]] * 5 + [[], []]


@pytest.fixture
def hours_and_list(exchange):
    """A drawing of opening hours and a list of callers; returns its id."""
    with exchange.app.app_context(), company_scope(exchange.company_id):
        calendar = add_calendar("Front desk", WEEK, [closed_on("2026-12-24")])
        callers = add_caller_list("Best customers", ["+4917012345", "anonymous"])
        names = calendar.name, callers.name
        db.session.commit()
    nodes = [
        node("hours", "hours", calendar=names[0]),
        node("vip", "caller_list", list=names[1]),
        node("end", "hangup"),
    ]
    graph = flow(nodes, ("hours", "open", "vip"), ("hours", "closed", "end"))
    for index, each in enumerate(graph["nodes"]):
        each.update(label=each["id"].capitalize(), position={"x": 280 * index, "y": 160 * index})
    return add_flow(exchange, graph)


@pytest.mark.parametrize("theme", THEMES)
def test_a_calendar_shows_its_week_and_a_list_its_length(browse, hours_and_list, theme):
    context = browse(color_scheme=theme)
    axe.bring(context)
    editor = Editor(context.new_page()).open(hours_and_list)
    editor.choose("Hours")
    week = editor.inspector.get_by_role("table")
    expect(week.get_by_role("row").first).to_contain_text("9:00–12:00, 13:00–18:00")
    expect(week.get_by_role("row").last).to_contain_text("closed")
    expect(editor.inspector.get_by_role("link", name="Change the hours")).to_be_visible()
    axe.check(editor.page)
    editor.choose("Vip")
    expect(editor.inspector).to_contain_text("Entries: 2")


def test_a_prompt_is_heard_and_one_is_recorded_and_chosen(browse, exchange):
    page = browse(permissions=["microphone"]).new_page()
    axe.bring(page)
    editor = Editor(page).open(add_flow(exchange, menu_and_message()))
    editor.choose("Message")
    with page.expect_response("**/sounds/welcome") as heard:
        editor.inspector.get_by_role("button", name="Listen").click()
    assert heard.value.ok
    editor.inspector.get_by_role("button", name="Record now").click()
    dialog = page.get_by_role("dialog", name="Record a prompt")
    dialog.get_by_label("Name").fill("Spoken by Olga")
    dialog.get_by_role("button", name="Start recording").click()
    expect(dialog.get_by_role("status")).to_have_text("Recording …")
    axe.check_both(page)
    dialog.get_by_role("button", name="Stop recording").click()
    expect(dialog.get_by_role("button", name="Keep and choose it")).to_be_enabled()
    axe.check_both(page)
    dialog.get_by_role("button", name="Keep and choose it").click()
    expect(dialog).to_have_count(0)
    expect(editor.inspector.get_by_label("Prompt").locator("option:checked")).to_have_text("Spoken by Olga")
    editor.save()
    (message,) = [each for each in editor.kept()["nodes"] if each["id"] == "message"]
    assert message["settings"]["prompt"] == "spoken-by-olga"
