"""Stands between Kamailio and rtpengine, and can hold back an answer or put another one in its place."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from app.gateways import udp
from switch.ng import decode, encode

LOOK_S = 0.05
AT_ONCE = 50


class Between:
    """*port* is where Kamailio asks."""

    def __init__(self, port: int, rtpengine: int) -> None:
        self._asked = udp.bound("127.0.0.1", port)
        self._asked.settimeout(LOOK_S)
        self._rtpengine = ("127.0.0.1", rtpengine)
        self._over = threading.Event()
        self._go_on = threading.Event()
        self._go_on.set()
        self.errors: dict[str, str] = {}
        """{command: the reason that it fails for}; other commands are rtpengine's to answer."""
        self.held = threading.Event()
        """Set once an answer is held back."""

    def hold(self) -> None:
        """Keep the answers until ``go_on``."""
        self.held.clear()
        self._go_on.clear()

    def go_on(self) -> None:
        self._go_on.set()

    def run(self) -> None:
        with self._asked, ThreadPoolExecutor(AT_ONCE) as servants:
            while not self._over.is_set():
                try:
                    data, asker = self._asked.recvfrom(65535)
                except TimeoutError:
                    continue
                servants.submit(self._serve, data, asker)

    def end(self) -> None:
        """Once ``run`` has come back, nobody can ask any more."""
        self._over.set()
        self._go_on.set()

    def _serve(self, data: bytes, asker: tuple[str, int]) -> None:
        answer = self._answer(data)
        if not self._go_on.is_set():
            self.held.set()
            self._go_on.wait()
        if answer:
            self._asked.sendto(answer, asker)

    def _answer(self, data: bytes) -> bytes:
        cookie, _, asked = data.partition(b" ")
        if reason := self.errors.get(decode(asked)["command"]):
            return cookie + b" " + encode({"result": "error", "error-reason": reason})
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours:
            ours.connect(self._rtpengine)
            ours.settimeout(5)
            try:
                ours.send(data)
                return ours.recv(65535)
            except OSError:  # it isn't there
                return b""


@contextmanager
def between(port: int, rtpengine: int) -> Iterator[Between]:
    found = Between(port, rtpengine)
    thread = threading.Thread(target=found.run)
    thread.start()
    try:
        yield found
    finally:
        found.end()
        thread.join()
