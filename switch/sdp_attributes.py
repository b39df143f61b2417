"""Decides which attributes of an SDP get through to rtpengine, and what they may say.

Anything that is not here is left out: rtpengine acts on many more, and 10.5.3 crashes with all calls at some of them
(keys for the NULL ciphers of RFC 4568, packets of 999999 ms).
"""

import re
from functools import lru_cache
from ipaddress import ip_address

KEY_BYTES = {
    "AES_CM_128_HMAC_SHA1_80": 30,
    "AES_CM_128_HMAC_SHA1_32": 30,
    "AES_192_CM_HMAC_SHA1_80": 38,
    "AES_192_CM_HMAC_SHA1_32": 38,
    "AES_256_CM_HMAC_SHA1_80": 46,
    "AES_256_CM_HMAC_SHA1_32": 46,
    "AEAD_AES_128_GCM": 28,
    "AEAD_AES_256_GCM": 44,
}
"""How long key and salt of each suite are together (RFC 4568, 6188, 7714)."""

HASH_BYTES = {"sha-1": 20, "sha-224": 28, "sha-256": 32, "sha-384": 48, "sha-512": 64}
"""How long each hash of the other side's certificate is, for DTLS."""

MOST_PORT, MOST_PAYLOAD_TYPE = 65_535, 127

CRYPTO = re.compile(
    r"(?P<tag>[0-9]{1,9}) (?P<suite>[A-Z0-9_]+) inline:(?P<key>[A-Za-z0-9+/]+)={0,2}"
    r"(?:\|(?:2\^)?[0-9]{1,20})?(?P<mki>\|[0-9]{1,9}:[1-4])?(?: WSH=[0-9]+)*"
)
FINGERPRINT = re.compile(r"(?P<hash>[A-Za-z0-9-]+) (?P<bytes>[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)")
CANDIDATE = re.compile(
    r"(?P<id>[A-Za-z0-9+/]{1,32} [0-9]{1,3}) (?:UDP|udp) (?P<priority>[0-9]{1,10}) (?P<host>[0-9A-Fa-f.:]+)"
    r" (?P<port>[0-9]{1,5}) typ (?P<kind>host|srflx|prflx|relay)(?: .*)?"
)
RTPMAP = re.compile(r"(?P<type>[0-9]{1,3}) +(?P<kind>[A-Za-z0-9.+_-]{1,64}/[1-9][0-9]{3,5}(?:/[1-9])?)")
FMTP = re.compile(r"(?P<type>[0-9]{1,3}) +(?P<kind>\S.{0,499})")

MILLISECONDS = "[1-9][0-9]|1[01][0-9]|120"
NAME = "[A-Za-z0-9_-]{1,32}"
SIMPLE = {
    "sendrecv": "",
    "sendonly": "",
    "recvonly": "",
    "inactive": "",
    "ptime": MILLISECONDS,
    "maxptime": MILLISECONDS,
    "setup": "active|passive|actpass",
    "rtcp-mux": "",
    "mid": NAME,
    "group": f"BUNDLE(?: {NAME})+",
    "ice-ufrag": "[A-Za-z0-9+/]{4,256}",
    "ice-pwd": "[A-Za-z0-9+/]{22,256}",
    "ice-options": "[A-Za-z0-9+/ ]{1,64}",
    "ice-lite": "",
    "end-of-candidates": "",
}
"""What attributes may say, as patterns; "" for those that say no more. Names in ICE would get into what rtpengine sends
(RFC 8839 section 5.4)."""

VALUES = {name: re.compile(value) for name, value in SIMPLE.items()}
MOST_KEPT = 200
"""How many lines that were read lately are kept: most phones write the same."""


@lru_cache(MOST_KEPT)
def checked(line: str) -> str:
    """Return the attribute *line*, which is ASCII, as it may be passed on; "" to leave it out. Formats are checked
    elsewhere."""
    name, _, value = line.removeprefix("a=").partition(":")
    value = value.strip()
    if name in VALUES:
        said = value if VALUES[name].fullmatch(value) else None
    else:
        said = CHECKS[name](value) if name in CHECKS else None
    if said is None:
        return ""
    return f"a={name}:{said}" if said else f"a={name}"


@lru_cache(MOST_KEPT)
def format_of(line: str) -> tuple[str, str, str] | None:
    """Return (rtpmap or fmtp, payload type, what it says) of such an attribute; None for any other."""
    for name, pattern in (("rtpmap", RTPMAP), ("fmtp", FMTP)):
        if line.startswith(f"a={name}:") and (found := pattern.fullmatch(line.partition(":")[2].strip())):
            number = payload_type(found["type"])
            return (name, number, found["kind"]) if number else None
    return None


def payload_type(word: str) -> str:
    """Return *word* in its one form; "" if it is none."""
    is_one = len(word) <= 3 and word.isascii() and word.isdecimal() and int(word) <= MOST_PAYLOAD_TYPE
    return str(int(word)) if is_one else ""


def _crypto(value: str) -> str | None:
    """Return the attribute without how long the key lasts, and without anything that would leave a part unencrypted."""
    found = CRYPTO.fullmatch(" ".join(value.split()))
    if not found or len(found["key"]) != -(-KEY_BYTES.get(found["suite"], 0) * 8 // 6):
        return None
    padding = "=" * (-len(found["key"]) % 4)
    return f"{found['tag']} {found['suite']} inline:{found['key']}{padding}{found['mki'] or ''}"


def _fingerprint(value: str) -> str | None:
    found = FINGERPRINT.fullmatch(value)
    if not found or len(found["bytes"].split(":")) != HASH_BYTES.get(found["hash"].lower(), 0):
        return None
    return f"{found['hash'].lower()} {found['bytes'].upper()}"


def _candidate(value: str) -> str | None:
    """Return a candidate of UDP at an address: names are known only in the network of whoever writes them."""
    found = CANDIDATE.fullmatch(value)
    if not found or int(found["port"]) > MOST_PORT:
        return None
    try:
        host = ip_address(found["host"])
    except ValueError:
        return None
    return f"{found['id']} UDP {found['priority']} {host} {int(found['port'])} typ {found['kind']}"


CHECKS = {"crypto": _crypto, "fingerprint": _fingerprint, "candidate": _candidate}
