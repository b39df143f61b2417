import pytest
from playwright.sync_api import expect
from tests.browser.test_phone import *
from tests.browser import axe
@pytest.mark.parametrize("theme", ["light","dark"])
def test_shots(browse, exchange, caller, theme):
    context = browse(viewport={"width": 400, "height": 760}, permissions=["microphone"], color_scheme=theme)
    axe.bring(context)
    w = PhoneWindow(context).open()
    n=[0]
    def shot(page, name):
        page.wait_for_timeout(300)
        page.screenshot(path=f"/tmp/phone.shot.{theme}.{name}.png"); axe.check(page)
    if w.button("Make me an employee").is_visible():
        shot(w.page,"0none")
        w.button("Make me an employee").click()
    shot(w.page,"1off")
    w.switch_on(); shot(w.page,"2ready")
    other=context.new_page(); other.set_viewport_size({"width":1280,"height":800}); other.goto("/flows/")
    number = publish(exchange, add_flow(exchange, ring_me()))
    call = caller.call(number)
    expect(other.get_by_role("region", name="Call")).to_be_visible()
    shot(w.page,"3ringing"); shot(other,"3other")
    other.set_viewport_size({"width":390,"height":800}); shot(other,"3other390")
    other.set_viewport_size({"width":1280,"height":800})
    other.keyboard.press("Alt+a")
    expect(w.button("Mute")).to_be_visible()
    w.page.bring_to_front(); w.page.keyboard.press("1"); w.page.keyboard.press("#")
    shot(w.page,"4talking"); shot(other,"4other")
    w.page.set_viewport_size({"width":1280,"height":800}); shot(w.page,"4wide"); w.page.set_viewport_size({"width":400,"height":760})
    call.hang_up()
    expect(w.page.get_by_text("is over")).to_be_visible(); shot(w.page,"5over")
    w.dial("102"); shot(w.page,"6calling")
