"""Handles one end of an audio stream: sends a tone and keys, and keeps what arrives (RFC 3550, RFC 4733)."""

import secrets
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.gateways import udp
from testphone.sound import PCMU, is_silent, loudness, tone

KEYS = "0123456789*#ABCD"
EVENT = 101
PACKET_S = 0.02
PACKET_BYTES = 160
KEY_PACKETS = 8
WINDOW_BYTES = 1600
LOUD_ENOUGH = 2000.0
CATCHING_UP = 4
"""Packets that arrived before anybody waited are checked only in groups of this size."""

PATIENCE_S = 30.0
"""How long to wait for what is sure to come, on any machine."""


@dataclass(frozen=True)
class Packet:
    """Describes a received packet. *at* is a time of the monotonic clock, in seconds."""

    at: float
    payload_type: int
    sequence: int
    ssrc: int
    payload: bytes


class Rtp:
    """Sends and receives an audio stream. It has a port from the beginning, and sends after ``send_to``. Must be
    closed."""

    def __init__(self, host: str, tone_hz: int = 0) -> None:
        """Bind a port and start receiving. With 0 Hz, the stream sends silence."""
        self._socket = udp.bound(host)
        self._socket.settimeout(0.2)
        self.port: int = self._socket.getsockname()[1]
        self.packets: list[Packet] = []
        self._noticed = 0
        self._came = threading.Condition()
        self._closed = threading.Event()
        self._tone = tone(tone_hz)
        self._keys: list[str] = []
        self._to: tuple[str, int] | None = None
        self._sequence, self._timestamp, self._ssrc = secrets.randbits(15), secrets.randbits(31), secrets.randbits(32)
        self._threads = [threading.Thread(target=self._receive, daemon=True)]
        self._threads[0].start()

    def send_to(self, address: tuple[str, int]) -> None:
        """Start to send, or continue towards another address."""
        begun, self._to = self._to is not None, address
        if not begun:
            self._threads.append(threading.Thread(target=self._send, daemon=True))
            self._threads[-1].start()

    @property
    def to(self) -> tuple[str, int] | None:
        """Return the address to which it sends."""
        return self._to

    def press(self, keys: str) -> None:
        """Queue *keys* as RFC 4733 events, 160 ms each with 100 ms between them."""
        self._noticed = len(self.packets)
        self._keys += keys

    def sound(self, since: float = 0.0, until: float = float("inf")) -> bytes:
        """Return the u-law audio that arrived between two moments of the monotonic clock."""
        with self._came:
            found = [packet for packet in self.packets if since <= packet.at < until]
        return b"".join(packet.payload for packet in found if packet.payload_type == PCMU)

    def wait_for_tone(self, hertz: int, limit_s: float = PATIENCE_S) -> bool:
        """Return whether 200 ms of this tone arrive from now on."""
        return self._wait(lambda sound: loudness(sound, hertz) > LOUD_ENOUGH, limit_s, len(self.packets))

    def wait_for_prompt(self, hertz: int, limit_s: float = PATIENCE_S) -> bool:
        """Return whether 200 ms of this tone have arrived since the last prompt or key, or arrive within the limit.

        A prompt may be over before anybody waits for it.
        """
        return self._wait(lambda sound: loudness(sound, hertz) > LOUD_ENOUGH, limit_s, self._noticed)

    def wait_for_event(self, key: str, limit_s: float = PATIENCE_S) -> bool:
        """Return whether this key's event has arrived, or arrives within the limit."""

        def came() -> bool:
            events = (packet for packet in self.packets if packet.payload_type == EVENT)
            return any(packet.payload[0] == KEYS.index(key) for packet in events)

        with self._came:
            return self._came.wait_for(came, limit_s)

    def wait_for_sound(self, limit_s: float = PATIENCE_S) -> bool:
        """Return whether 200 ms that are not silent arrive from now on."""
        return self._wait(lambda sound: not is_silent(sound), limit_s, len(self.packets))

    def wait_for_more(self, seconds: float, limit_s: float = PATIENCE_S) -> bool:
        """Return whether so many seconds of sound arrive within the limit."""
        with self._came:
            enough = len(self.packets) + seconds / PACKET_S
            return self._came.wait_for(lambda: len(self.packets) >= enough, limit_s)

    def wait_for_quiet(self, limit_s: float = PATIENCE_S) -> bool:
        """Return whether nothing arrives for 200 ms, within the limit."""
        until = time.monotonic() + limit_s
        with self._came:
            while time.monotonic() < until:
                if not self._came.wait(0.2):
                    return True
        return False

    def _wait(self, holds: Callable[[bytes], bool], limit_s: float, at: int) -> bool:
        """Check 200 ms at a time, from packet number *at* on."""
        until, voice = time.monotonic() + limit_s, b""
        while (left := until - time.monotonic()) > 0:
            with self._came:
                if at >= len(self.packets):
                    self._came.wait(left)
                    continue
                packet = self.packets[at]
                at += 1
                is_due = at == len(self.packets) or at % CATCHING_UP == 0
            if packet.payload_type != PCMU:
                continue
            voice = (voice + packet.payload)[-WINDOW_BYTES:]
            if len(voice) == WINDOW_BYTES and is_due and holds(voice):
                self._noticed = at
                return True
        return False

    def close(self) -> None:
        """Stop sending and receiving."""
        self._closed.set()
        for thread in self._threads:
            thread.join(timeout=2)
        self._socket.close()

    def _receive(self) -> None:
        while not self._closed.is_set():
            try:
                data = self._socket.recv(2048)
            except OSError:
                continue
            if len(data) < 12 or data[0] >> 6 != 2:
                continue
            sequence, _, ssrc = struct.unpack("!HII", data[2:12])
            packet = Packet(time.monotonic(), data[1] & 0x7F, sequence, ssrc, data[12 + 4 * (data[0] & 15) :])
            with self._came:
                self.packets.append(packet)
                self._came.notify_all()

    def _send(self) -> None:
        due, at = time.monotonic(), 0
        while not self._closed.is_set():
            if self._keys:
                due = self._send_key(KEYS.index(self._keys.pop(0)), due)
                pause = 5
            else:
                pause = 1
            for _ in range(pause):
                self._packet(PCMU, 0, self._tone[at : at + PACKET_BYTES])
                at = (at + PACKET_BYTES) % len(self._tone)
                self._timestamp += PACKET_BYTES
                due = self._until(due + PACKET_S)

    def _send_key(self, event: int, due: float) -> float:
        """Send one key (RFC 4733 section 2.5): growing duration under one timestamp, the end three times."""
        for count in range(1, KEY_PACKETS + 1):
            self._packet(EVENT, count == 1, struct.pack("!BBH", event, 10, count * PACKET_BYTES))
            due = self._until(due + PACKET_S)
        for _ in range(3):
            self._packet(EVENT, 0, struct.pack("!BBH", event, 0x80 | 10, (KEY_PACKETS + 1) * PACKET_BYTES))
        self._timestamp += (KEY_PACKETS + 1) * PACKET_BYTES
        return due

    def _packet(self, payload_type: int, marker: int, payload: bytes) -> None:
        self._sequence = (self._sequence + 1) & 0xFFFF
        stamp = self._timestamp & 0xFFFFFFFF
        head = struct.pack("!BBHII", 0x80, payload_type | marker << 7, self._sequence, stamp, self._ssrc)
        try:
            self._socket.sendto(head + payload, self._to or ("127.0.0.1", 9))
        except OSError:
            return  # nobody listens there any more: as on the road, the voice is lost

    def _until(self, moment: float) -> float:
        self._closed.wait(max(0.0, moment - time.monotonic()))
        return moment
