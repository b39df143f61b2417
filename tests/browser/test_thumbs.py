"""Every page can be used with a thumb: on a phone, nothing that is pressed is too small."""

import pytest

from tests.browser.drawings import add_flow, menu_and_message, publish
from tests.browser.every_page import every_page

PHONE = {"width": 390, "height": 844}
SMALL = """() => {
  const rows = 'td, th, li, .caller, .person-row, .person-group, .stat-head, .stat-sum, .quiet-lines';
  const least = each => each.matches('.btn, input, select, summary, .nav-link, .dropdown-item, .seg *')
    ? (each.closest(rows) ? 36 : 44)
    : 24;
  const controls = 'a[href], button, select, summary, input:not([type=hidden], [type=checkbox], [type=radio])';
  const room = each => (getComputedStyle(each, '::after').position === 'absolute' ? each.offsetParent : each)
    .getBoundingClientRect().height;  // a link that fills what it is in
  const isInText = each => each.matches('a') && getComputedStyle(each).display === 'inline'
    && each.closest('p, td, dd, li, .text-secondary');
  return [...document.querySelectorAll(controls)]
    .filter(each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter(each => !each.closest('.visually-hidden, .visually-hidden-focusable'))
    .filter(each => !isInText(each))
    .filter(each => room(each) < least(each) - 0.5)
    .map(each => `${room(each)} < ${least(each)}: ${each.outerHTML.slice(0, 120)}`);
}"""


@pytest.mark.timeout(600)
def test_what_is_pressed_has_room_for_a_thumb_on_every_page(browse, exchange):
    publish(exchange, add_flow(exchange, menu_and_message()))
    page = browse(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    small = {}
    for endpoint in every_page(page, exchange.app):
        if endpoint == "status.index":  # its figures come when the line is there
            page.locator(".tile").first.wait_for()
        if page.locator(".editor-page").count() == 0:  # the canvas has sizes of its own
            small[endpoint] = page.evaluate(SMALL)
    assert {endpoint: found for endpoint, found in small.items() if found} == {}
