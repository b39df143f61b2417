"""Simulates browsers that look at a wall: Socket.IO over WebSocket (RFC 6455), many per process."""

import asyncio
import base64
import json
import os
import re
import struct
import time
from collections.abc import Mapping

TEXT, PING = 1, 9
CALLER = re.compile(r'"(w\d+)":\{"call"')
MESSAGE = re.compile(r'"(snapshot|patch|beat)"')


class Viewer:
    """Looks at the wall, and notes when each caller was on it first."""

    def __init__(self, cookie: str) -> None:
        """*cookie* is the header of a signed-in browser."""
        self._cookie = cookie
        self.seen: dict[str, float] = {}
        self.counts = {"snapshot": 0, "patch": 0, "beat": 0}
        self.size_bytes = 0

    async def open(self, address: tuple[str, int]) -> None:
        """Connect, and wait for the wall."""
        self._reader, self._writer = await asyncio.open_connection(*address)
        key = base64.b64encode(os.urandom(16)).decode()
        host = f"{address[0]}:{address[1]}"
        self._writer.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://{host}\r\nCookie: {self._cookie}\r\n\r\n".encode()
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head:
            raise ConnectionError(head.decode(errors="replace"))
        await self._read()
        self._send(b"40/wall,{}")
        while not self.counts["snapshot"]:
            self._take(*await self._read())

    async def look(self) -> None:
        """Read until the line is closed."""
        while True:
            try:
                opcode, data = await self._read()
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            self._take(opcode, data)

    def close(self) -> None:
        """Close the line."""
        self._writer.close()

    def _take(self, opcode: int, data: bytes) -> None:
        at = time.time()
        self.size_bytes += len(data)
        if opcode == PING:
            self._send(data, opcode=10)
            return
        if opcode != TEXT:
            return
        if data == b"2":
            self._send(b"3")
            return
        text = data.decode()
        if found := MESSAGE.search(text[:40]):
            self.counts[found[1]] += 1
        for name in CALLER.findall(text):
            self.seen.setdefault(name, at)

    async def _read(self) -> tuple[int, bytes]:
        first, second = await self._reader.readexactly(2)
        length = second & 127
        if length == 126:
            (length,) = struct.unpack(">H", await self._reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", await self._reader.readexactly(8))
        return first & 15, await self._reader.readexactly(length)

    def _send(self, data: bytes, opcode: int = TEXT) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        self._writer.write(struct.pack(">BB", 128 | opcode, 128 | len(data)) + mask + masked)


async def crowd(addresses: list[tuple[str, int]], cookies: list[str], hold_s: float) -> list[Viewer]:
    """Let one viewer for each cookie look for so long, shared among the *addresses*."""
    viewers = [Viewer(cookie) for cookie in cookies]
    for place, viewer in enumerate(viewers):
        await viewer.open(addresses[place % len(addresses)])
    looking = [asyncio.create_task(viewer.look()) for viewer in viewers]
    print("ready", flush=True)
    await asyncio.sleep(hold_s)
    for viewer in viewers:
        viewer.close()
    await asyncio.gather(*looking)
    return viewers


def report(viewers: list[Viewer]) -> Mapping[str, object]:
    """Return what all have seen, as JSON."""
    return {
        "seen": [viewer.seen for viewer in viewers],
        "counts": [viewer.counts for viewer in viewers],
        "size_bytes": sum(viewer.size_bytes for viewer in viewers),
    }


def main() -> None:
    """Read the task from stdin, and write the report to stdout."""
    task = json.loads(input())
    addresses = [tuple(each) for each in task["addresses"]]
    viewers = asyncio.run(crowd(addresses, task["cookies"], task["hold_s"]))  # type: ignore[arg-type]
    print(json.dumps(report(viewers)))


if __name__ == "__main__":
    main()
