"""What is pressed while a page's scripts are still on their way is done once they are there."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from app.db import db
from app.people.models import Group
from app.people.service.groups import add_group

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


def test_a_form_that_asks_first_asks_however_early_it_is_sent(page, exchange, scripts):
    with exchange.in_company():
        group = add_group("Night watch", [])
        db.session.commit()
        name = group.name
    page.goto("/settings/groups", wait_until="commit")
    row = page.get_by_role("row").filter(has_text="Night watch")
    row.get_by_role("button", name="Delete").click()
    scripts.come()
    question = page.get_by_role("alertdialog", name="Delete the group Night watch?")
    expect(question).to_be_visible()
    with exchange.in_company():
        assert db.session.scalar(select(Group).where(Group.name == name))
    question.get_by_role("button", name="Delete").click()
    expect(row).to_be_hidden()
