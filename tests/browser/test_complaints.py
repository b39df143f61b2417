"""A page may give up what it asked for; what it asks for in vain it complains of."""

import pytest

from tests.browser.complaints import Complaints

HOURS = "/settings/hours/new"


@pytest.fixture
def heard():
    return Complaints()


@pytest.fixture
def page(chromium, portal, signed_in, heard):
    """A page of its own: the *browse* of other tests would check what it complains of."""
    with chromium.new_context(base_url=portal.url, storage_state=signed_in, locale="en-GB") as context:
        heard.watch(context)
        yield context.new_page()


@pytest.fixture
def asked(page):
    """The previews that the page of opening hours asks for, which nobody answers."""
    page.goto(HOURS)
    held = []
    page.route(f"**{HOURS}", lambda route: held.append(route))
    ask(page, "16:00")
    return held


def ask(page, until):
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_label("Monday until").first.fill(until)
        page.get_by_label("Monday until").first.blur()
    page.title()  # the route hears of a request after the page does


def test_a_page_may_give_up_what_it_asked(page, asked, heard):
    with page.expect_console_message(lambda message: "htmx:sendAbort" in message.text):
        ask(page, "15:00")
    heard.check()


def test_a_request_that_fails_is_complained_of(page, asked, heard):
    with page.expect_console_message(lambda message: "htmx:sendError" in message.text):
        asked.pop().abort()
    with pytest.raises(AssertionError, match="htmx:sendError"):
        heard.check()
