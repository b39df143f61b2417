"""Reads the SIP message being worked on, as text.

KEMI hands out str and raises UnicodeDecodeError for anything that is not UTF-8, although some RFC 3261 senders write
Latin-1. Only this module reads text from outside: what is not UTF-8 is read as Latin-1, which takes any bytes, so no
name or SDP can stop a call.
"""

import re
from functools import lru_cache

import KSR

from designer.runtime.numbers import ANONYMOUS
from switch.strict_sdp import understood

ROUTE = re.compile(r"<[^>]*>[^,]*")
TAG = re.compile(r";\s*tag=([^;,\s]+)", re.IGNORECASE | re.ASCII)
BOUNDARY = re.compile(r'^multipart/.*;\s*boundary="?([^";]+)', re.IGNORECASE | re.ASCII)
SDP_PART = re.compile(r"^content-type:\s*application/sdp", re.IGNORECASE | re.ASCII | re.MULTILINE)
ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}", re.ASCII)
ESCAPED = re.compile(r"%([2-6][0-9A-Fa-f]|7[0-9A-Ea-e])")
"""Matches the escape of a visible character."""

USER_PART = re.compile(r"[A-Za-z0-9+*#_.-]+")
BLANK = " \t\r\n"
"""White space in SIP; Python knows much more."""

LISTED = re.compile(r'(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,"<])+')
"""Matches an entry of a list of addresses. A quotation mark or a bracket that nothing closes ends it."""

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
"""Matches a display name, which may contain anything."""


def has_nul() -> bool:
    """Return whether there is a byte 0 in the message, which RFC 3261 section 7.5 allows nowhere: text that contains
    one can't be handed back to Kamailio."""
    return "\0" in pv("$mb")


def pv(name: str) -> str:
    """Return the value of a pseudo-variable such as "$ci"; "" if it has none."""
    try:
        value = KSR.pv.get(name)
    except UnicodeDecodeError:
        return _latin_1(f"$({name.removeprefix('$')}" + "{s.encode.hexa})")
    return "" if value is None else str(value)


def user(name: str) -> str:
    """Return the user part that a pseudo-variable such as "$rU" names, without escapes (RFC 3261 section 19.1.2)."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), pv(name))


def user_part(number: str) -> str:
    """Return *number* as the user part of a SIP URI of ours; ``ANONYMOUS`` if it has other characters than a number, as
    it would be another number without them."""
    return number if USER_PART.fullmatch(number) else ANONYMOUS


def described() -> str:
    """Return the SDP of the message as it was ``understood``; "" if it has no voice that could be carried."""
    body = pv("$rb")
    if boundary := BOUNDARY.match(pv("$cT")):
        parts = (part.replace("\r\n", "\n").partition("\n\n") for part in body.split(f"--{boundary[1]}"))
        body = next((content for head, _, content in parts if SDP_PART.search(head)), "")
    return understood(body)


def header(name: str) -> str:
    """Return the first header of that name; "" if there is none."""
    return _line(_pv_name(name, 0))


def header_at(name: str, index: int) -> str:
    """Return the header line of that name at *index*, counted from 0; "" if there are not so many."""
    return _line(_pv_name(name, index))


@lru_cache(maxsize=256)
def _pv_name(name: str, index: int) -> str:
    return f"$(hdr({name})[{index}])"


def _line(asked: str) -> str:
    try:
        value = KSR.pv.get(asked)
    except UnicodeDecodeError:
        return _latin_1(f"{asked[:-1]}" + "{s.encode.hexa})")
    return "" if value is None else str(value)


def headers(name: str) -> list[str]:
    """Return all headers of that name, from the top."""
    found: list[str] = []
    while value := header_at(name, len(found)):
        found.append(value)
    return found


def recorded_routes() -> list[str]:
    """Return the proxies that want to stay on the way (RFC 3261 section 20.30), from the top, however many a line
    has."""
    return [route.strip(BLANK) for line in headers("Record-Route") for route in ROUTE.findall(line)]


def _latin_1(asked: str) -> str:
    return bytes.fromhex(KSR.pv.get(asked) or "").decode("latin-1")


def named_in(name: str) -> list[str]:
    """Return each address of all headers of that name, with the parameters behind it. Lists of addresses are split at
    commas that are neither in a quoted name nor in the angle brackets of a URI (RFC 3261 section 7.3.1)."""
    return [found.strip(BLANK) for line in headers(name) for found in LISTED.findall(line) if found.strip(BLANK)]


def uri_of(name_addr: str) -> str:
    """Return the URI of a name-addr or addr-spec header (RFC 3261 section 20.10)."""
    plain = QUOTED.sub("", name_addr)
    found = re.search(r"<([^>]*)>", plain)
    return found.group(1) if found else plain.split(";")[0].strip(BLANK)


def tag_of(name_addr: str) -> str:
    """Return the tag of a From or To header, "" without one. A quoted name or a URI may contain anything, so only what
    follows the URI counts."""
    found = TAG.search(name_addr.rpartition(">")[2] if ">" in name_addr else name_addr)
    return found.group(1) if found else ""


def is_address(host: str) -> bool:
    """Return whether *host* is an IPv4 address, not a name; we don't speak IPv6."""
    return bool(ADDRESS.fullmatch(host))


def cseq_number() -> int:
    """Return the number of the CSeq header; 0 if it is none."""
    number = pv("$cs")
    return int(number) if number.isascii() and number.isdecimal() else 0


def source() -> str:
    """Return where the message came from, as a SIP URI to which a reply or a request can be sent."""
    transport = "" if pv("$proto") == "udp" else f";transport={pv('$proto')}"
    return f"sip:{pv('$si')}:{pv('$sp')}{transport}"
