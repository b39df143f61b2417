"""Converts G.711 to 16-bit samples by two tables: ``payload.translate(LOW)`` and ``payload.translate(HIGH)``.

Assigning each byte plane to every second byte of a buffer gives little-endian samples without a loop in Python (ITU-T
G.711; payload types 0 and 8 of RFC 3551).
"""

from types import MappingProxyType


def _ulaw(code: int) -> int:
    code = ~code & 0xFF
    size = (((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)
    return 0x84 - size if code & 0x80 else size - 0x84


def _alaw(code: int) -> int:
    code ^= 0x55
    segment = (code & 0x70) >> 4
    size = ((code & 0x0F) << 4) + 8
    if segment:
        size = (size + 0x100) << (segment - 1)
    return size if code & 0x80 else -size


def _planes(samples: list[int]) -> tuple[bytes, bytes]:
    return bytes(sample & 0xFF for sample in samples), bytes(sample >> 8 & 0xFF for sample in samples)


PLANES = MappingProxyType(
    {0: _planes([_ulaw(code) for code in range(256)]), 8: _planes([_alaw(code) for code in range(256)])}
)
"""RTP payload type -> (LOW, HIGH)."""
