"""The phone in the browser is ready when a call would ring, and not otherwise: whatever happens to its connection."""

import pytest
from playwright.sync_api import expect

from app.gateways.kamailio import switch_table
from tests.browser.cable import Cable, lead
from tests.browser.drawings import add_flow, publish, ring_owner
from tests.browser.nginx import Nginx
from tests.browser.phone_window import PhoneWindow
from tests.waiting import until

WHOLE_BROWSER = True
AWAY = "The exchange does not answer. Trying again …"
ELSEWHERE = "The phone is in another window or browser now."
NETWORK_IS_BACK = "dispatchEvent(new Event('online'))"
ACCOUNT = "1001-104-web"


@pytest.fixture
def cable(exchange):
    with Cable(exchange.config.phone_port) as cable:
        yield cable


@pytest.fixture
def open_phone(browse, exchange, complaints):
    """Opens the owner's phone, which speaks to the exchange *through* another port, and switches it on."""
    complaints.expect_to_go_offline()
    opened = []

    def open_phone(through):
        browser = browse(permissions=["microphone"])
        lead(browser, exchange.config.phone_port, through)
        opened.append(PhoneWindow(browser).open().switch_on())
        return opened[-1]

    yield open_phone
    for window in opened:
        if not window.page.is_closed():
            window.page.close()


@pytest.fixture
def mine(open_phone, cable):
    """The owner's phone at the end of the cable."""
    return open_phone(cable.port)


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
    expect(mine.status).to_have_text(AWAY, timeout=30_000)
    expect(mine.status).to_have_text("Ready", timeout=20_000)
    rings(mine, caller, number)


def test_a_phone_that_the_exchange_has_forgotten_comes_back(mine, exchange, caller, number):
    with exchange.in_company():
        switch_table().unregister(ACCOUNT)
    mine.page.evaluate(NETWORK_IS_BACK)
    expect(mine.status).to_have_text(AWAY)
    expect(mine.status).to_have_text("Ready")
    rings(mine, caller, number)


def test_a_phone_that_another_browser_has_taken_over_finds_out_by_itself(mine, browse, complaints):
    complaints.expect("409")
    PhoneWindow(browse(permissions=["microphone"])).open().switch_on()
    mine.page.evaluate(NETWORK_IS_BACK)
    expect(mine.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()


def test_a_restart_of_nginx_is_got_over(open_phone, exchange, caller, number, tmp_path):
    nginx = Nginx(tmp_path, exchange.config.phone_port)
    try:
        mine = open_phone(nginx.port)
        nginx.stop()
        expect(mine.status).to_have_text(AWAY)
        nginx.start()
        expect(mine.status).to_have_text("Ready", timeout=30_000)
        rings(mine, caller, number)
        mine.page.close()
    finally:
        nginx.stop()


@pytest.mark.proof
def test_nginx_sees_that_the_line_is_in_use(open_phone, exchange, caller, number, tmp_path):
    """It gives up connections that are quiet for longer than that."""
    nginx = Nginx(tmp_path, exchange.config.phone_port, patience_s=30)
    try:
        mine = open_phone(nginx.port)
        mine.page.wait_for_timeout(75_000)
        assert nginx.connections() == 0
        rings(mine, caller, number)
        mine.page.close()
    finally:
        nginx.stop()


@pytest.mark.proof
def test_a_page_in_the_background_finds_out_as_well(mine, cable):
    """Nobody looks at it, and nothing tells it that the network has changed."""
    cable.fall_silent()
    expect(mine.status).to_have_text(AWAY, timeout=60_000)
    expect(mine.status).to_have_text("Ready", timeout=30_000)


@pytest.mark.proof
def test_a_browser_that_has_vanished_is_forgotten(mine, cable, exchange):
    """As a notebook that is shut: its connection is not closed, but nothing answers."""
    cable.fall_silent(for_good=True)
    with exchange.in_company():
        assert switch_table().registrations(ACCOUNT)
        assert until(lambda: not switch_table().registrations(ACCOUNT), 60)
