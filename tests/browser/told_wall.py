"""Stands in for the portal's end of the wall: a page's web socket in the namespace /wall, told by the test.

It speaks just enough of Engine.IO 4 and Socket.IO 5: https://socket.io/docs/v4/socket-io-protocol/.
"""

import json
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

OPEN = {"sid": "told", "upgrades": [], "pingInterval": 600_000, "pingTimeout": 600_000, "maxPayload": 1_000_000}


class ToldWall:
    """*snapshot* is sent on each connection and whenever the page asks for one; *heard* holds what the page said."""

    def __init__(self, page: Page, snapshot: dict[str, Any]) -> None:
        self.snapshot = snapshot
        self.heard: list[list[Any]] = []
        self.connections = 0
        self.is_up = True
        self._line: WebSocketRoute | None = None
        page.route_web_socket(lambda url: "/socket.io/" in url, self._open)
        page.expose_function("tellBeat", self.beat)
        page.add_init_script("setInterval(() => window.tellBeat(), 1000)")

    def tell(self, event: str, payload: Any) -> None:
        if self._line:
            self._line.send(f"42/wall,{json.dumps([event, payload])}")

    def patch(self, **changes: Any) -> None:
        """Change what the page shows; the snapshot stays as it is."""
        self.snapshot["seq"] += 1
        at = self.snapshot["at"]
        self.tell("patch", {"epoch": self.snapshot["epoch"], "seq": self.snapshot["seq"], "at": at, **changes})

    def beat(self) -> None:
        """Say that nothing has changed; the page lets it be said once a second."""
        self.snapshot["at"] += 1000
        self.tell("beat", {key: self.snapshot[key] for key in ("epoch", "seq", "at", "version")})

    def ping(self) -> None:
        """Say at the level of Engine.IO that the line is alive, which a page wants to hear once in 20 minutes."""
        if self._line:
            self._line.send("2")

    def cut(self) -> None:
        """Break the line, which the page opens again by itself."""
        if self._line:
            self._line.close(code=1001)
            self._line = None

    def _open(self, line: WebSocketRoute) -> None:
        if not self.is_up:
            line.close(code=1001)
            return
        line.on_message(lambda message: self._hear(line, str(message)))
        line.send("0" + json.dumps(OPEN))

    def _hear(self, line: WebSocketRoute, message: str) -> None:
        if message.startswith("40/wall"):
            self._line = line
            self.connections += 1
            line.send('40/wall,{"sid":"told"}')
            self.tell("snapshot", self.snapshot)
        elif message.startswith("42/wall,"):
            event = json.loads(message.removeprefix("42/wall,"))
            self.heard.append(event)
            if event[0] in ("snapshot", "view"):
                self.tell("snapshot", self.snapshot)
        elif message.startswith("40"):
            namespace = message[2:].split(",")[0].split("{")[0]
            line.send(f'40{namespace}{"," if namespace else ""}{{"sid":"other"}}')
