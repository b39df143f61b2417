"""A real exchange, a real portal, and a real browser in which the company's owner is signed in."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from config import Config
from tests.browser.complaints import Complaints
from tests.browser.phone_window import write_tone
from tests.browser.portal import Portal, serving
from tests.browser.signing_in import EMAIL, add_account, cookies_of
from tests.exchange import Exchange, running_exchange
from tests.exchange_fixtures import caller, exchange, phones  # noqa: F401 - fixtures of the tests beside this file
from tests.parts import private_environment

LIMIT_MS = 30_000
SCREEN = {"width": 1720, "height": 900}
CHROMIUM, SHELL = "/usr/bin/chromium", "/usr/bin/chromium-headless-shell"
"""The shell has no microphone, and does not scroll by touch."""

OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

expect.set_options(timeout=LIMIT_MS)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return private_environment(tmp_path_factory.mktemp("exchange"))


@pytest.fixture(scope="session")
def running(environment: dict[str, str]) -> Iterator[Exchange]:
    with running_exchange(Config.from_env(environment)) as started:
        add_account(started, "Olga Owner", EMAIL, "owner")
        yield started


@pytest.fixture(scope="session")
def portal(running: Exchange, environment: dict[str, str]) -> Iterator[Portal]:
    with serving(running.config, environment) as served:
        yield served


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Browser]]:
    """Starts a program when it is first asked for; its microphone hears a tone, in pages that the test lets have it."""
    tone = tmp_path_factory.mktemp("microphone") / "tone.wav"
    write_tone(tone)
    microphone = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={tone}")
    started: dict[str, Browser] = {}
    with sync_playwright() as playwright:

        def browser(program: str) -> Browser:
            if program not in started:
                started[program] = playwright.chromium.launch(executable_path=program, args=[*OPTIONS, *microphone])
            return started[program]

        yield browser
        for each in started.values():
            each.close()


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest, browsers: Callable[[str], Browser]) -> Browser:
    """The whole browser for a module that says WHOLE_BROWSER; the shell draws no windows, which saves a third."""
    return browsers(CHROMIUM if getattr(request.module, "WHOLE_BROWSER", False) else SHELL)


@pytest.fixture(scope="session")
def signed_in(browsers: Callable[[str], Browser], portal: Portal) -> StorageState:
    """The cookies of the owner."""
    return cookies_of(browsers(SHELL), portal.url)


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


OPENED = pytest.StashKey[list[BrowserContext]]()
"""The browsers of a test."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Closes the browsers of a test before any fixture takes away what their pages still ask for."""
    try:
        for context in item.stash.get(OPENED, []):
            context.close()
    finally:
        yield


@pytest.fixture
def browse(
    request: pytest.FixtureRequest,
    chromium: Browser,
    portal: Portal,
    signed_in: StorageState,
    complaints: Complaints,
    exchange: Exchange,  # noqa: F811 - the fixture
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers; their pages must complain of nothing that the test does not expect. *how* is Playwright's.

    They are closed before the *exchange* forgets the phones of the test: an open one would register again."""
    made = request.node.stash[OPENED] = []

    def browser(**how: Any) -> BrowserContext:
        usual = {"viewport": SCREEN, "reduced_motion": "reduce", "locale": "en-GB", "storage_state": signed_in}
        context = chromium.new_context(base_url=portal.url, **{**usual, **how})
        context.set_default_timeout(LIMIT_MS)
        complaints.watch(context)
        made.append(context)
        return context

    yield browser
    complaints.check()
    assert "Traceback" not in portal.log(), portal.log()[-3000:]


@pytest.fixture
def page(browse: Callable[..., BrowserContext]) -> Page:
    """The one page of a test that needs no second."""
    return browse().new_page()
