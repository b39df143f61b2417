"""The phone in the browser is ready when a call would ring, and not otherwise: whatever happens to its connection."""

import pytest
from playwright.sync_api import expect

from app.exchange import switching
from tests.browser.cable import Cable
from tests.browser.drawings import add_flow, publish, ring_owner
from tests.browser.phone_window import PhoneWindow

AWAY = "The exchange does not answer. Trying again …"
ELSEWHERE = "The phone is in another window or browser now."
NETWORK_IS_BACK = "dispatchEvent(new Event('online'))"
ACCOUNT = "1001-104-web"


@pytest.fixture
def cable(exchange):
    with Cable(exchange.config.phone_port) as cable:
        yield cable


@pytest.fixture
def mine(browse, cable, complaints):
    """The owner's phone, switched on, at the end of the cable."""
    complaints.expect_to_go_offline()
    browser = browse(permissions=["microphone"])
    cable.lead(browser)
    window = PhoneWindow(browser).open().switch_on()
    yield window
    window.page.close()


@pytest.fixture
def number(exchange):
    """Leads to the owner."""
    return publish(exchange, add_flow(exchange, ring_owner(exchange)))


def rings(mine, caller, number) -> None:
    call = caller.call(number)
    mine.answer("+4917012345")
    assert call.wait("answered")
    call.hang_up()
    expect(mine.page.get_by_text("is over")).to_be_visible()


def test_a_connection_that_broke_and_came_back_rings(mine, cable, caller, number):
    rings(mine, caller, number)
    cable.cut()
    expect(mine.status).to_have_text(AWAY)
    expect(mine.status).to_have_text("Ready")
    rings(mine, caller, number)


def test_a_connection_that_fell_silent_is_noticed_and_repaired(mine, cable, caller, number):
    """As when a notebook wakes up: nobody has closed anything, and nothing comes through."""
    cable.fall_silent()
    mine.page.evaluate(NETWORK_IS_BACK)
    expect(mine.status).to_have_text(AWAY, timeout=20_000)
    expect(mine.status).to_have_text("Ready", timeout=20_000)
    rings(mine, caller, number)


def test_a_phone_that_the_exchange_has_forgotten_comes_back(mine, exchange, caller, number):
    with exchange.in_company():
        switching.table().unregister(ACCOUNT)
    mine.page.evaluate(NETWORK_IS_BACK)
    expect(mine.status).to_have_text(AWAY)
    expect(mine.status).to_have_text("Ready")
    rings(mine, caller, number)


def test_a_phone_that_another_browser_has_taken_over_finds_out_by_itself(mine, browse, complaints):
    complaints.expect("409")
    PhoneWindow(browse(permissions=["microphone"])).open().switch_on()
    mine.page.evaluate(NETWORK_IS_BACK)
    expect(mine.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
