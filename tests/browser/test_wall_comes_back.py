"""The real wall after a restart of the portal: what happened meanwhile is there without a reload."""

import re
from dataclasses import replace

from playwright.sync_api import expect

from designer.drawing.compiler import compile_flow
from designer.runtime.events import EVENTS
from designer.trying.script import Script
from designer.trying.simulate import simulate
from switch.journal import Journal
from tests.app.status import queue_flow
from tests.designer.drawing import DIRECTORY, KNOWN


def abandoned(page):
    expect(page.locator("[data-figure=answered]")).to_contain_text(re.compile(r"calls|abandoned"))
    found = re.search(r"(\d+)\s*abandoned", page.locator("[data-figure=answered]").inner_text())
    return int(found[1]) if found else 0


def wait_in_queue(exchange, name, steps):
    """Write that a caller joins the queue of Sales now, and with all steps, that they hang up 20 s later."""
    program = compile_flow(queue_flow.GRAPH, KNOWN).program
    at = queue_flow.today(30)
    script = Script("+4917012345", at, "+4930555010", talking=("101", "102"), hang_up_s=20)
    trace = simulate(program, {**DIRECTORY, "company": "1001"}, script)
    journal = Journal(exchange.config.journal_dir, "node9")
    for seq, (event, effects) in enumerate(trace.steps[:steps]):
        renamed = replace(event, call=name) if hasattr(event, "call") else event
        journal.step(name, seq, EVENTS.from_json(EVENTS.to_json(renamed)), effects)
    journal.close()
    exchange.work("follow the journal")


def test_what_happened_during_a_restart_is_there_and_the_next_caller_too(page, exchange, portal, complaints):
    complaints.expect_to_go_offline()
    page.goto("/status/")
    expect(page.locator("[data-link]")).to_have_text("Live")
    page.evaluate("document.title = 'not loaded again'")
    before = abandoned(page)
    portal.stop()
    wait_in_queue(exchange, "came-and-went", None)
    portal.start()
    expect(page.locator("[data-link]")).to_have_text("Live")
    expect(page.locator("[data-figure=answered]")).to_contain_text(re.compile(rf"{before + 1}\s*abandoned"))
    wait_in_queue(exchange, "still-here", queue_flow.JOINED)
    expect(page.locator("[data-call='still-here']")).to_be_visible()
    assert page.title() == "not loaded again"
    wait_in_queue(exchange, "still-here", None)
    expect(page.locator("[data-call='still-here']")).to_have_count(0)
