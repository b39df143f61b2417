"""A drawing of hundreds of wires, seen from afar: its wires are one line there, and each its own again nearby."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.drawings import add_flow
from tests.browser.editor import Editor
from tests.designer.drawing import flow, node

MENUS, COLUMNS = 101, 10
TIP_OF_A_HANDLE_PX = 8


@pytest.fixture
def editor(page, exchange):
    menus = [node(f"m{each}", "menu", prompt="menu", keys=["1"]) for each in range(MENUS)]
    ways = [(f"m{each}", outlet, f"m{each + 1}") for each in range(MENUS - 1) for outlet in ("1", "timeout", "invalid")]
    last = [(f"m{MENUS - 1}", outlet, "end") for outlet in ("1", "timeout", "invalid")]
    graph = flow([*menus, node("end", "hangup")], *ways, *last)
    for place, each in enumerate(graph["nodes"]):
        each["position"] = {"x": place % COLUMNS * 300, "y": place // COLUMNS * 260}
        each["label"] = each["id"].upper()
    return Editor(page).open(add_flow(exchange, graph))


def starts(path):
    """Where the lines of an SVG path begin."""
    return [(float(x), float(y)) for x, y in re.findall(r"M ?([\d.-]+)[ ,]([\d.-]+)", path)]


def test_many_wires_are_one_line_from_afar_but_for_those_that_one_is_at(page, editor):
    wires, far = page.locator(".react-flow__edge"), page.locator(".far-wires path")
    first = editor.wire("START", "M0").locator(".react-flow__edge-path").get_attribute("d")
    expect(far).to_have_count(0)
    while editor.zoom() >= 0.2:
        page.get_by_role("button", name="Zoom out").click()
    expect(wires).to_have_count(0)
    begins = starts(far.get_attribute("d"))
    assert len(begins) == 3 * MENUS + 1
    ((x, y),) = starts(first)
    assert abs(begins[0][0] - x) < TIP_OF_A_HANDLE_PX
    assert abs(begins[0][1] - y) < 1
    page.get_by_role("button", name="M50", exact=True).click()
    expect(wires).to_have_count(6)
    assert len(starts(far.get_attribute("d"))) == 3 * MENUS + 1 - 6
    page.keyboard.press("Escape")
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    expect(far).to_have_count(0)
    expect(wires).not_to_have_count(0)


def test_the_map_is_there_while_a_part_of_the_drawing_lies_outside(page, editor):
    overview = page.get_by_role("img", name="Overview map")
    expect(overview).to_be_visible()
    page.get_by_role("button", name="Fit to screen").click()
    expect(overview).to_have_count(0)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    expect(overview).to_be_visible()
