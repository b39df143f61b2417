"""What is pressed while a page's scripts are still on their way is done once they are there."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

SCRIPT = re.compile(r"/static/dist/.*\.js")


class Scripts:
    """Holds back the scripts of a page until they may come."""

    def __init__(self, page: Page) -> None:
        self._held: list[Route] | None = []
        page.route(SCRIPT, self._come)

    def come(self) -> None:
        held, self._held = self._held or [], None
        for route in held:
            route.continue_()

    def _come(self, route: Route) -> None:
        if self._held is None:
            route.continue_()
        else:
            self._held.append(route)


@pytest.fixture
def scripts(page) -> Scripts:
    return Scripts(page)


def test_a_menu_opened_early_opens_once(page, scripts):
    page.goto("/statistics/?period=30d", wait_until="commit")
    button = page.get_by_role("button", name="Build your own card")
    button.click()
    button.click()
    name = page.get_by_label("Name of the card")
    expect(name).to_be_hidden()
    scripts.come()
    expect(name).to_be_visible()
