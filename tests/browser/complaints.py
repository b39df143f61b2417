"""What a page complains about to nobody: uncaught errors, and errors and warnings in the console."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

REFUSED = re.compile(r"Failed to load resource: .*\b(?P<why>[45]\d\d|ERR_[A-Z_]+)\b")
GIVEN_UP = re.compile(r"htmx:(afterRequest|sendAbort)\b")
"""What htmx says of a request that was under way when the page was left, or that a newer one replaced.

It says afterRequest too when a request fails, and then sendError or timeout."""
OFFLINE = ("WebSocket connection to ", "WebSocket is already in CLOSING or CLOSED state")


class Complaints:
    """Chromium itself writes every answer from 400 on into the console; those that a test means to get it names."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._meant: list[str] = []
        self._goes_offline = self._is_shut = False

    def watch(self, context: BrowserContext) -> None:
        context.on("weberror", self._error)
        context.on("console", self._message)

    def expect(self, *answers: str) -> None:
        """These answers belong to the test, once each, such as "409"."""
        self._meant += answers

    def expect_to_go_offline(self) -> None:
        """Chromium complains then of each websocket that it can't open, or that closes while a page sends."""
        self._goes_offline = True

    def shut(self) -> None:
        """The computer is shut: nobody reads what its pages say from now on."""
        self._is_shut = True

    def check(self) -> None:
        assert self._said == [], self._said
        assert self._meant == [], "these answers never came"

    def _error(self, error: WebError) -> None:
        if not self._is_shut:
            self._said.append(str(error.error))

    def _message(self, message: ConsoleMessage) -> None:
        if self._is_shut or message.type not in ("error", "warning"):
            return
        if self._goes_offline and message.text.startswith(OFFLINE):
            return
        if GIVEN_UP.match(message.text):
            return
        refused = REFUSED.match(message.text)
        if refused and refused["why"] in self._meant:
            self._meant.remove(refused["why"])
        else:
            self._said.append(f"{message.text} ({message.location.get('url')})")
