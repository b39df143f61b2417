import re
from playwright.sync_api import expect
from tests.browser.test_traffic import Traffic, drawn, call_to_the_end
from tests.browser.editor import Editor
def test_shots(browse, exchange, caller, drawn):
    flow_id, number = drawn
    call_to_the_end(exchange, caller, number)
    for theme in ("light","dark"):
        for lang, locale in (("en","en-GB"),("de","de-DE")):
            for w,h in ((1440,900),(390,844)):
                ctx = browse(color_scheme=theme, locale=locale, viewport={"width":w,"height":h})
                page = ctx.new_page()
                page.context.add_cookies([{"name":"language","value":lang,"url":page.evaluate("location.origin") if False else exchange.url if hasattr(exchange,'url') else "http://127.0.0.1"}]) if False else None
                page.goto(f"/flows/{flow_id}/edit?traffic=1&period=7d&outside=%2B4917012345&outcome=answered&outcome=menu&outcome=missed")
                page.wait_for_selector(".traffic-filters .traffic-chip")
                page.locator(".traffic-filters .btn").first.click()
                page.wait_for_selector(".traffic-new-filter")
                page.locator(".traffic-place").first.click()
                page.wait_for_selector(".traffic-narrowing")
                page.screenshot(path=f"/tmp/shots/traffic-{theme}-{lang}-{w}.png")
                page.goto("/statistics/?period=7d")
                page.wait_for_selector("#ask")
                page.fill("#ask", "missed calls of saels on mondays in october xyzzy" if lang=="en" else "verpasste anrufe montags im oktober aus polen")
                page.wait_for_timeout(1500)
                page.screenshot(path=f"/tmp/shots/ask-{theme}-{lang}-{w}.png")
