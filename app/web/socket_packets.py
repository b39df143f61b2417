"""Reads what browsers send by Socket.IO: an event that nobody could have meant is one that nobody handles."""

from typing import Any

from socketio.packet import BINARY_EVENT, EVENT, Packet

UNREADABLE = "unreadable"
RESERVED = frozenset({"connect", "disconnect"})
"""Events of Socket.IO itself. It would call their handlers whenever a browser sends events of these names."""


class BrowserPacket(Packet):  # type: ignore[misc]  # python-socketio is untyped
    """Represents a packet. One that is no JSON, or whose event has no name or a reserved one, becomes the event
    UNREADABLE, which has no handler."""

    def decode(self, encoded_packet: Any) -> int:
        """Read a packet, and return how many binary attachments follow."""
        try:
            count = super().decode(encoded_packet)
        except (ValueError, RecursionError):
            self.packet_type, self.data = EVENT, [UNREADABLE]
            return 0
        if self.packet_type in (EVENT, BINARY_EVENT) and not _is_event(self.data):
            self.packet_type, self.data = EVENT, [UNREADABLE]
            return 0
        return int(count or 0)


def _is_event(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] not in RESERVED
