"""Simulates phones in browsers that register and stay: SIP over WebSocket (RFC 7118, RFC 6455), many per process."""

import asyncio
import base64
import os
import struct
import time

from testphone import sip

PATIENCE_S = 20.0
AT_ONCE = 50
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
EXPIRES_S = 3_600


class Gone(Exception):
    """Says that the exchange closed the WebSocket, or did not answer properly."""


class BrowserPhone:
    """Stays registered as a phone, and does nothing else. *secret* is HA1."""

    def __init__(self, account: str, secret: str, origin: str) -> None:
        """*origin* is the Origin header that a browser would send."""
        self.account, self._secret, self._origin = account, secret, origin
        self.registered_ms = 0.0
        self.is_there = False
        self._keeping: asyncio.Task[None] | None = None

    async def open(self, address: tuple[str, int]) -> None:
        """Connect and register. Raise Gone or OSError."""
        began = time.monotonic()
        self._reader, self._writer = await asyncio.open_connection(*address)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET / HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n"
            f"Origin: {self._origin}\r\n\r\n".encode()
        )
        answer = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), PATIENCE_S)
        if b" 101 " not in answer.partition(b"\r\n")[0]:
            raise Gone(answer.decode(errors="replace")[:80])
        await asyncio.wait_for(self._register(), PATIENCE_S)
        self.registered_ms = (time.monotonic() - began) * 1e3
        self.is_there = True
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Close the connection."""
        if self._keeping:
            self._keeping.cancel()
            self._writer.close()

    async def _register(self) -> None:
        uri, headers, call_id = "sip:127.0.0.1", [("Expires", str(EXPIRES_S))], sip.branch()
        for cseq in (1, 2):
            lines = [
                ("Via", f"SIP/2.0/WS browser.invalid;branch={sip.branch()}"),
                ("Max-Forwards", "70"),
                ("From", f"<sip:{self.account}@127.0.0.1>;tag={call_id}"),
                ("To", f"<sip:{self.account}@127.0.0.1>"),
                ("Call-ID", call_id),
                ("CSeq", f"{cseq} REGISTER"),
                ("Contact", f"<sip:{self.account}@browser.invalid;transport=ws>"),
                *headers,
            ]
            self._send(TEXT, sip.build(f"REGISTER {uri} SIP/2.0", lines))
            reply = sip.parse(await self._text())
            if reply.status == 200:
                return
            asked = sip.challenge(reply)
            headers.append((asked.answer_in, sip.digest(asked, self.account, self._secret, "REGISTER", uri)))
        raise Gone(reply.first)

    async def _keep(self) -> None:
        """Answer pings until the exchange closes the connection."""
        try:
            while True:
                await self._text()
        except (Gone, OSError, asyncio.IncompleteReadError):
            self.is_there = False

    async def _text(self) -> bytes:
        """Return the next message; answer pings on the way."""
        while True:
            head = await self._reader.readexactly(2)
            kind, size = head[0] & 0x0F, head[1] & 0x7F
            if size == 126:
                (size,) = struct.unpack(">H", await self._reader.readexactly(2))
            payload = await self._reader.readexactly(size)
            if kind == TEXT:
                return payload
            if kind == PING:
                self._send(PONG, payload)
            elif kind == CLOSE:
                raise Gone("closed")

    def _send(self, kind: int, payload: bytes) -> None:
        """Send a frame. A browser's frames are masked (RFC 6455 section 5.3); the mask 0 changes nothing."""
        size = len(payload)
        head = bytes([0x80 | kind, 0x80 | size]) if size < 126 else struct.pack(">BBH", 0x80 | kind, 0xFE, size)
        self._writer.write(head + bytes(4) + payload)


async def open_all(phones: list[BrowserPhone], address: tuple[str, int]) -> list[str]:
    """Register the phones, a few at a time, and return the errors of those that could not."""
    turn, complaints = asyncio.Semaphore(AT_ONCE), []

    async def open_one(phone: BrowserPhone) -> None:
        async with turn:
            try:
                await phone.open(address)
            except (Gone, OSError, TimeoutError, asyncio.IncompleteReadError, sip.BadMessage) as problem:
                complaints.append(repr(problem)[:120])

    await asyncio.gather(*map(open_one, phones))
    return complaints
