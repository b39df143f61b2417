"""SIP messages as far as a telephone needs them: parse, build, authenticate (RFC 3261, RFC 2617)."""

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
    """What came in is no SIP message."""


@dataclass(frozen=True)
class Message:
    """*first* is the request or status line; *headers* are (lower-case name, value) in their order."""

    first: str
    headers: tuple[tuple[str, str], ...]
    body: str = ""

    @property
    def status(self) -> int:
        """The status code; 0 for a request."""
        return int(self.first.split()[1]) if self.first.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        """Of the request itself, or of the request that a reply belongs to."""
        return self.header("cseq").partition(" ")[2].strip() if self.status else self.first.split()[0]

    @property
    def cseq(self) -> int:
        return int(self.header("cseq").split()[0])

    @property
    def call_id(self) -> str:
        return self.header("call-id")

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def every(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]


def parse(data: bytes) -> Message:
    """Raises BadMessage."""
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
    lines = [first, *(f"{name}: {value}" for name, value in headers), f"Content-Length: {len(body.encode())}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def uri_of(header: str) -> str:
    found = re.search(r"<([^>]*)>", header)
    return found.group(1) if found else header.split(";")[0].strip()


def user_of(header: str) -> str:
    found = re.match(r"sips?:([^@;]+)@", uri_of(header))
    return found.group(1) if found else ""


def branch() -> str:
    return f"z9hG4bK{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Challenge:
    """A WWW-Authenticate or Proxy-Authenticate of the scheme Digest."""

    realm: str
    nonce: str
    qop: str = ""
    answer_in: str = field(default="Authorization")


def challenge(reply: Message) -> Challenge:
    """Raises BadMessage when the reply asks for nothing that we know."""
    for name, answer_in in (("www-authenticate", "Authorization"), ("proxy-authenticate", "Proxy-Authorization")):
        values = dict(re.findall(r'(\w+)="?([^",]*)"?', reply.header(name)))
        if "nonce" in values:
            return Challenge(values.get("realm", ""), values["nonce"], values.get("qop", ""), answer_in)
    raise BadMessage(f"no challenge in {reply.first}")


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def digest(
    asked: Challenge, user: str, secret: str, method: str, uri: str, cnonce: str = "", nc: str = "00000001"
) -> str:
    """The credentials (RFC 2617 section 3.2.2) that answer *asked*, with qop=auth when it is offered.

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
    """An offer or answer of G.711 and telephone events (RFC 4566)."""
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
    """(host, port) that an SDP wants audio at. Raises BadMessage."""
    host, port = re.search(r"^c=IN IP4 (\S+)", body, re.M), re.search(r"^m=audio ([0-9]+)", body, re.M)
    if not host or not port:
        raise BadMessage("no audio in the SDP")
    return host.group(1), int(port.group(1))
