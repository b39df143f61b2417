"""A screen on a wall stays on for hours: neither its page nor the portal holds ever more.

Hours are made short: the page's clock is moved, and the calls of hours come in minutes.
"""

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench import wall_calls
from bench.meters import Meter
from tests.browser.screen_link import link_of_a_screen
from tests.browser.told_wall import ToldWall
from tests.browser.wall_of_kranich import ago, on_a_screen, snapshot

log = logging.getLogger(__name__)
pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200)]

HOUR_S, PING_S, FIRST_S = 3600, 600, 600
UPDATES_A_SECOND = 4
MOST_GROWTH_MB = 10
FEW = 20
FIGURES = ("load", "waiting", "answered", "service_level", "minutes", "free")
HEAP, COUNTERS = "Runtime.getHeapUsage", "Memory.getDOMCounters"
CALLS_A_SECOND, SHORTER = 50, 50
"""An hour's calls, one a second, come so many times as fast."""


@pytest.fixture
def seconds(request) -> int:
    return round(request.config.getoption("--soak-hours") * HOUR_S)


@pytest.fixture
def told(page):
    """It begins nine hours after the wall of Kranich, so that midnight comes after less than an hour."""
    wall = ToldWall(page, snapshot())
    on_a_screen(wall.snapshot)["at"] += 9 * HOUR_S * 1000
    return wall


def changes() -> Iterator[dict[str, Any]]:
    """What happens in a busy company, round and round: each fourth update leaves the wall as it was at first."""
    first = snapshot()
    load, caller = first["state"]["figures"]["load"], next(iter(first["state"]["callers"].values()))
    person = next(iter(first["state"]["people"].values()))
    at = 0
    while True:
        at += 1
        name = f"soak-{at}"
        there = {**caller, "call": name, "since": ago(0), "position": len(first["order"]["callers"]) + 1}
        yield {"changed": {"callers": {name: there}}, "order": {"callers": [*first["order"]["callers"], name]}}
        yield {"changed": {"figures": {"load": {**load, "value": at % 90 + 10}}}}
        yield {"changed": {"people": {person["extension"]: {**person, "state": "free" if at % 2 else "ringing"}}}}
        yield {"gone": {"callers": [name]}, "order": {"callers": first["order"]["callers"]}}


class Held:
    """What a page holds after its garbage was collected."""

    def __init__(self, page: Page) -> None:
        self._page, self._line = page, page.context.new_cdp_session(page)

    def now(self) -> dict[str, float]:
        self._line.send("HeapProfiler.collectGarbage")
        counters = self._line.send(COUNTERS)
        return {
            "heap_mb": round(self._line.send(HEAP)["usedSize"] / 2**20, 2),
            "nodes": counters["nodes"],
            "listeners": counters["jsEventListeners"],
            "elements": self._page.evaluate("document.querySelectorAll('*').length"),
        }


def test_the_page_of_a_screen_holds_no_more_after_hours(page, told, seconds):
    page.set_viewport_size({"width": 1920, "height": 1080})
    link = link_of_a_screen(page, *FIGURES)
    page.clock.install()
    page.goto(link)
    expect(page.locator("[data-figure=waiting]")).to_contain_text("longest")
    held, coming, first, connections = Held(page), changes(), {}, told.connections
    for second in range(seconds):
        if second % PING_S == 0:
            told.ping()
        if second == min(FIRST_S, seconds // 3):
            first = held.now()
        if told.snapshot["at"] >= told.snapshot["state"]["now"]["now"]["midnight"]:
            begin_a_day(told)
        for _ in range(UPDATES_A_SECOND):
            told.patch(**next(coming))
        page.clock.run_for(1000)
    expect(page.locator("[data-figure=load]")).to_contain_text(str(seconds % 90 + 10))
    last = held.now()
    log.info("the page held %s, and then %s", first, last)
    assert last["heap_mb"] - first["heap_mb"] < MOST_GROWTH_MB
    assert last["nodes"] - first["nodes"] < FEW  # words of a time come and go
    assert (last["listeners"], last["elements"]) == (first["listeners"], first["elements"])
    assert told.connections == connections


def begin_a_day(told: ToldWall) -> None:
    now = told.snapshot["state"]["now"]["now"]
    now.update(day="2026-11-25", weekday="Wednesday", midnight=now["midnight"] + 24 * HOUR_S * 1000)
    told.patch(changed={"now": {"now": now}})


def test_the_portal_holds_no_more_after_hours_of_calls(browse, exchange, portal, seconds):
    page = browse().new_page()
    page.goto(link_of_a_screen(page, *FIGURES))
    expect(page.locator("[data-figure=load]")).to_be_visible()
    held = [Meter([portal.pid]).peak_mb]
    for part in range(6):
        lasts_s = seconds / SHORTER / 6
        calls = threading.Thread(
            target=wall_calls.write, args=(exchange.config.journal_dir, CALLS_A_SECOND, lasts_s, f"soak{part}")
        )
        calls.start()
        while calls.is_alive():
            exchange.work("follow the journal", "store the facts of calls")
        exchange.work("follow the journal", "store the facts of calls")
        expect(page.locator("[data-figure=load]")).not_to_contain_text("–")
        held.append(Meter([portal.pid]).peak_mb)
    log.info("the portal held %s MB", held)
    assert held[-1] - held[2] < MOST_GROWTH_MB
