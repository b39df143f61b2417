"""Somebody who takes part in no call, and sends voice and keys to rtpengine's ports all the same."""

import secrets
import socket
import struct
import threading
from collections.abc import Iterable

from testphone.rtp import EVENT, KEY_PACKETS, KEYS, PACKET_BYTES, PACKET_S, Rtp
from testphone.sound import PCMU, is_silent, loudness, tone

HOST = "127.0.0.9"
TONE_HZ = 1900
FAINT = 300.0


class Stranger:
    """*heard* counts the packets that came to it. Close it."""

    def __init__(self, to_host: str = "127.0.0.1", host: str = HOST) -> None:
        self.heard = 0
        self._to_host = to_host
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self._socket.setblocking(False)
        self._tone = tone(TONE_HZ)
        self._sequence, self._ssrc = secrets.randbits(15), secrets.randbits(32)
        self._never = threading.Event()

    def close(self) -> None:
        self._socket.close()

    def talk(self, ports: Iterable[int], seconds: float) -> int:
        """Say a tone to each of *ports* for so long; how many packets came meanwhile."""
        before, to = self.heard, list(ports)
        for packet in range(round(seconds / PACKET_S)):
            at = packet * PACKET_BYTES % len(self._tone)
            for port in to:
                self._send(port, PCMU, 0, packet * PACKET_BYTES, self._tone[at : at + PACKET_BYTES])
            self._never.wait(PACKET_S)
            self._listen()
        return self.heard - before

    def press(self, ports: Iterable[int], key: str) -> None:
        """An RFC 4733 event, whole, to each of *ports*."""
        stamp = secrets.randbits(31)
        for port in ports:
            for count in range(1, KEY_PACKETS + 4):
                ends = count > KEY_PACKETS
                event = struct.pack(
                    "!BBH", KEYS.index(key), 0x80 * ends | 10, min(count, KEY_PACKETS + 1) * PACKET_BYTES
                )
                self._send(port, EVENT, int(count == 1), stamp, event)
        self._never.wait(PACKET_S)

    def _send(self, port: int, payload_type: int, marker: int, stamp: int, payload: bytes) -> None:
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = struct.pack("!BBHII", 0x80, payload_type | marker << 7, self._sequence, stamp, self._ssrc)
        self._socket.sendto(head + payload, (self._to_host, port))

    def _listen(self) -> None:
        try:
            while True:
                self._socket.recv(2048)
                self.heard += 1
        except BlockingIOError:
            return


def hears(rtp: Rtp, since: float, hertz: int = TONE_HZ) -> bool:
    """Whether any 200 ms of what came in since then have this tone, the stranger's if no other is named."""
    sound = rtp.sound(since)
    pieces = (sound[at : at + 1600] for at in range(0, max(1, len(sound) - 1599), 800))
    return any(not is_silent(piece) and loudness(piece, hertz) > FAINT for piece in pieces)
