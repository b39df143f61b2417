"""Parses and builds the SIP messages of a phone, with digest authentication (RFC 3261, RFC 2617)."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field

COMPACT = {
    "v": "via",
    "f": "from",
    "t": "to",
    "i": "call-id",
    "m": "contact",
    "c": "content-type",
    "l": "content-length",
}


class BadMessage(ValueError):
    """Says that what arrived is not a SIP message."""


@dataclass(frozen=True)
class Message:
    """Describes a SIP message.

    *first* is the request or status line; *headers* are (lower-case name, value) in their order.
    """

    first: str
    headers: tuple[tuple[str, str], ...]
    body: str = ""

    @property
    def status(self) -> int:
        """Return the status code; 0 for a request."""
        return int(self.first.split()[1]) if self.first.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        """Return the request's method, or that of the request to which a reply belongs."""
        return self.header("cseq").partition(" ")[2].strip() if self.status else self.first.split()[0]

    @property
    def cseq(self) -> int:
        """Return the number in the CSeq header."""
        return int(self.header("cseq").split()[0])

    @property
    def call_id(self) -> str:
        """Return the Call-ID header."""
        return self.header("call-id")

    def header(self, name: str) -> str:
        """Return the first header of this name, or ""."""
        return next((value for key, value in self.headers if key == name), "")

    def every(self, name: str) -> list[str]:
        """Return all headers of this name."""
        return [value for key, value in self.headers if key == name]


def is_media(data: bytes) -> bool:
    """Return whether what came is RTP or RTCP (RFC 7983 section 7): late voice for whoever had the port before."""
    return 128 <= data[0] < 192 if data else False


def parse(data: bytes) -> Message:
    """Return the message. Raise BadMessage if it can't be read."""
    head, _, body = data.decode("utf-8", "replace").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    if not re.fullmatch(r"SIP/2\.0 [0-9]{3}( .*)?|[A-Z]+ \S+ SIP/2\.0", first):
        raise BadMessage(first[:80])
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadMessage(line[:80])
        key = name.strip().lower()
        headers.append((COMPACT.get(key, key), value.strip()))
    found = Message(first, tuple(headers), body)
    if not re.fullmatch(r"[0-9]+ +[A-Z]+", found.header("cseq")) or not found.call_id:
        raise BadMessage("no CSeq or Call-ID")
    return found


def build(first: str, headers: list[tuple[str, str]], body: str = "") -> bytes:
    """Return a message with its Content-Length."""
    lines = [first, *(f"{name}: {value}" for name, value in headers), f"Content-Length: {len(body.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def uri_of(header: str) -> str:
    """Return the URI in a header such as From."""
    found = re.search(r"<([^>]*)>", header)
    return found.group(1) if found else header.split(";")[0].strip()


def user_of(header: str) -> str:
    """Return the user part of the URI in a header, or ""."""
    found = re.match(r"sips?:([^@;]+)@", uri_of(header))
    return found.group(1) if found else ""


def branch() -> str:
    """Return a new branch for a Via header."""
    return f"z9hG4bK{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Challenge:
    """Describes a WWW-Authenticate or Proxy-Authenticate header of the Digest scheme."""

    realm: str
    nonce: str
    qop: str = ""
    answer_in: str = field(default="Authorization")


def challenge(reply: Message) -> Challenge:
    """Return the reply's challenge. Raise BadMessage if there is none that we support."""
    for name, answer_in in (("www-authenticate", "Authorization"), ("proxy-authenticate", "Proxy-Authorization")):
        values = dict(re.findall(r'(\w+)="?([^",]*)"?', reply.header(name)))
        if "nonce" in values:
            return Challenge(values.get("realm", ""), values["nonce"], values.get("qop", ""), answer_in)
    raise BadMessage(f"no challenge in {reply.first}")


def md5(text: str) -> str:
    """Return the MD5 of *text* in hex."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def digest(
    asked: Challenge, user: str, secret: str, method: str, uri: str, cnonce: str = "", nc: str = "00000001"
) -> str:
    """Return the credentials that answer *asked* (RFC 2617 section 3.2.2), with qop=auth if it is offered.

    *secret* is HA1: MD5(user:realm:password) in hex.
    """
    cnonce = cnonce or secrets.token_hex(8)
    what = md5(f"{method}:{uri}")
    if "auth" in asked.qop.split(","):
        response = md5(f"{secret}:{asked.nonce}:{nc}:{cnonce}:auth:{what}")
        rest = f', qop=auth, nc={nc}, cnonce="{cnonce}"'
    else:
        response, rest = md5(f"{secret}:{asked.nonce}:{what}"), ""
    return (
        f'Digest username="{user}", realm="{asked.realm}", nonce="{asked.nonce}", uri="{uri}", '
        f'response="{response}", algorithm=MD5{rest}'
    )


def sdp(host: str, port: int, direction: str = "sendrecv", codecs: tuple[int, ...] = (0,)) -> str:
    """Return an offer or answer of G.711 and telephone events (RFC 4566)."""
    names = {0: "PCMU/8000", 8: "PCMA/8000"}
    lines = [
        "v=0",
        f"o=- {secrets.randbits(30)} 1 IN IP4 {host}",
        "s=-",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {' '.join(map(str, codecs))} 101",
        *(f"a=rtpmap:{codec} {names[codec]}" for codec in codecs),
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-15",
        f"a={direction}",
    ]
    return "\r\n".join(lines) + "\r\n"


def media_address(body: str) -> tuple[str, int]:
    """Return the (host, port) at which an SDP expects audio. Raise BadMessage if it can't be read."""
    host, port = re.search(r"^c=IN IP4 (\S+)", body, re.M), re.search(r"^m=audio ([0-9]+)", body, re.M)
    if not host or not port:
        raise BadMessage("no audio in the SDP")
    return host.group(1), int(port.group(1))
