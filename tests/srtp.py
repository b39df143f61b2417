"""As much of SRTP (RFC 3711, AES_CM_128_HMAC_SHA1_80) as a side needs that says a little with one key."""

import base64
import hmac
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_BYTES, SALT_BYTES, HEADER_BYTES, TAG_BYTES = 16, 14, 12, 10
SSRC, VOICE = 4711, bytes(160)


def new_key() -> str:
    """As SDP has it, after ``inline:``."""
    return base64.b64encode(os.urandom(KEY_BYTES + SALT_BYTES)).decode()


def packet(key: str, number: int) -> bytes:
    """20 ms of a PCMU voice, encrypted."""
    encryption, authentication, salt = _session(key)
    header = struct.pack("!BBHII", 0x80, 0, number, number * len(VOICE), SSRC)
    counter = (int.from_bytes(salt) ^ SSRC << 48 ^ number) << 16
    body = header + _stream(encryption, counter, VOICE)
    return body + _tag(authentication, body)


def fits(key: str, heard: bytes) -> bool:
    """Whether what was *heard* is encrypted with this key."""
    return hmac.compare_digest(_tag(_session(key)[1], heard[:-TAG_BYTES]), heard[-TAG_BYTES:])


def _session(key: str) -> tuple[bytes, bytes, bytes]:
    """(the keys for encryption and authentication, the salt)."""
    master = base64.b64decode(key)
    secret, salt = master[:KEY_BYTES], int.from_bytes(master[KEY_BYTES:])
    sizes = enumerate((KEY_BYTES, 20, SALT_BYTES))
    first, second, third = (_stream(secret, (label << 48 ^ salt) << 16, bytes(size)) for label, size in sizes)
    return first, second, third


def _stream(key: bytes, counter: int, text: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.CTR(counter.to_bytes(16))).encryptor().update(text)


def _tag(key: bytes, body: bytes) -> bytes:
    """As long as no more than 65536 packets were sent."""
    return hmac.digest(key, body + bytes(4), "sha1")[:TAG_BYTES]
