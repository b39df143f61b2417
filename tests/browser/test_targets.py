"""A company changes its targets: the page says what that means, and an open wall counts by them at once."""

import re

from playwright.sync_api import expect

IN_20_S = re.compile("within 20 s")
USUAL = {"in_time_s": "20", "abandoned_after_s": "5", "watch_s": "30", "act_s": "60"}


def fill(page, **seconds):
    for name, value in seconds.items():
        page.locator(f"#targets [name={name}]").fill(value)
    page.locator("#targets").get_by_role("button", name="Save").click()


def test_targets_are_changed_while_the_wall_is_open(browse, complaints):
    wall, settings = browse().new_page(), browse().new_page()
    wall.goto("/status/")
    tile = wall.locator("[data-figure=service_level]")
    expect(tile).to_have_attribute("data-words", IN_20_S)
    settings.goto("/settings/company")
    complaints.expect("422")
    fill(settings, in_time_s="soon", act_s="30")
    expect(settings.locator("#in_time_s-faults")).to_have_text("Write a number of seconds, from 1 to 3600.")
    expect(settings.locator("#act_s-faults")).to_have_text("A queue turns red later than amber. Choose more than 30.")
    expect(settings.get_by_label("Answer within (seconds)")).to_have_value("soon")
    try:
        fill(settings, in_time_s="45", act_s="200")
        expect(settings.get_by_text("The service level counts answers within 45 s instead of 20 s.")).to_be_visible()
        expect(settings.get_by_text("Queues turn red after 200 s instead of 60 s.")).to_be_visible()
        expect(tile).to_have_attribute("data-words", re.compile("within 45 s"))
        expect(settings.get_by_label("Queue turns red after (seconds)")).to_have_value("200")
    finally:
        fill(settings, **USUAL)
    expect(tile).to_have_attribute("data-words", IN_20_S)
