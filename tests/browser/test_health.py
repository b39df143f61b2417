"""Health on Status, as whoever runs the installation sees it."""

import os

import pytest
from playwright.sync_api import expect

from app.auth.service import add_user
from app.company.models import Company
from app.db import company_scope, db
from app.heartbeat import give_sign, sign_file
from tests.browser import axe
from tests.browser.signing_in import PASSWORD
from tests.browser.themes import THEMES

OPERATOR = "otto@operator.example"
SCREENS = ({"width": 1440, "height": 900}, {"width": 390, "height": 780})


@pytest.fixture(scope="session")
def operator(running):
    with running.app.app_context(), company_scope(running.company_id):
        company = db.session.get_one(Company, running.company_id)
        add_user(company, "Otto Operator", OPERATOR, "operator", PASSWORD)
        db.session.commit()


@pytest.fixture
def sign(exchange):
    sign = sign_file(exchange.config.run_dir)
    give_sign(sign, ())
    yield sign
    sign.unlink(missing_ok=True)


@pytest.mark.parametrize("theme", THEMES)
def test_whoever_runs_the_installation_sees_what_is_wrong(chromium, portal, operator, sign, theme):
    context = chromium.new_context(base_url=portal.url, locale="en-GB", color_scheme=theme)
    page = context.new_page()
    axe.bring(page)
    page.goto("/status/")
    page.get_by_label("E-mail").fill(OPERATOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/status/")
    worker = page.get_by_role("region", name="Health", exact=True).get_by_role("button", name="Work in the background")
    expect(worker).to_contain_text("All is well")
    worker.click()
    expect(page.get_by_text("The worker is at work.")).to_be_visible()
    check(page)
    os.utime(sign, (0, 0))
    expect(worker).to_contain_text("last sign of life")
    check(page)
    context.close()


def check(page):
    for screen in SCREENS:
        page.set_viewport_size(screen)
        axe.check(page)
