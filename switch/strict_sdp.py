"""Writes an SDP from outside anew, from what was understood of it.

rtpengine reads SDPs in its own way (a port ends where a digit isn't ASCII) and refuses all of one because of a line
that nobody needs. So it reads none that comes from outside: what is written here has the lines that a call needs, each
of them checked to the letter (RFC 8866).
"""

import re
from ipaddress import ip_address

from switch.sdp_attributes import MOST_PORT, checked, format_of, payload_type

PROTOCOLS = ("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF")
MOST_CHARACTERS = 20_000
"""The longest SDP: a browser's offer has about 5,000, and a longer one would only cost time."""

FIRST_UNASSIGNED = 35
"""Payload types from here on mean nothing without an rtpmap (RFC 3551 section 6)."""

LINE_END = re.compile(r"\r\n|\r|\n")
VISIBLE = re.compile(r"[ -~]*")
WORD = re.compile(r"[!-~]{1,64}")
PORT = re.compile(r"([0-9]{1,5})(?:/[0-9]{1,3})?")
ORIGIN = re.compile(r"o=\S+ ([0-9]{1,20}) ([0-9]{1,20}) IN IP[46] \S+ *")
PLACE = re.compile(r"c=IN IP([46]) ([0-9A-Fa-f.:]+) *")

KEYS, CERTIFICATE = "a=crypto:", ("a=fingerprint:", "a=setup:")
"""Attributes that encrypt a voice: with keys in the SDP (RFC 4568), or by DTLS (RFC 5763), which may also be said of
the whole session."""

Lines = list[str]


class Unclear(ValueError):
    """Says that the meaning is unclear."""


def understood(sdp: str) -> str:
    """Return *sdp* in our own words; "" if it has no voice that could be carried."""
    if len(sdp) > MOST_CHARACTERS:
        return ""
    try:
        session, *streams = _sections(sdp)
        shared = _connection(session)
        attributes = _attributes(session)
        certificate = [line for line in attributes if line.startswith(CERTIFICATE)]
        written = [_stream(stream, shared, certificate) for stream in streams]
    except Unclear:
        return ""
    connection = next((line for lines in ([shared], *written) for line in lines if line.startswith("c=")), "")
    if not connection:  # no stream is a voice with a place
        return ""
    kept = [line for line in attributes if not line.startswith((*CERTIFICATE, KEYS))]
    head = ["v=0", _origin(session, connection), "s=-", connection, "t=0 0", *kept]
    return "".join(f"{line}\r\n" for lines in (head, *written) for line in lines)


def _sections(sdp: str) -> list[Lines]:
    """Return the lines of the session, then those of each stream. What isn't ASCII may only be where nobody looks."""
    sections: list[Lines] = [[]]
    for line in LINE_END.split(sdp):
        if VISIBLE.fullmatch(line):
            if line.startswith("m="):
                sections.append([])
            sections[-1].append(line)
        elif line.startswith(("m=", "c=")):
            raise Unclear(line)
    return sections


def _origin(session: Lines, connection: str) -> str:
    """Return the o= line. Its numbers say whether the session has changed; c= says who and where that is."""
    found = next((match for line in session if (match := ORIGIN.fullmatch(line))), None)
    numbers = f"{found[1]} {found[2]}" if found else "1 1"
    return f"o=- {numbers} {connection.removeprefix('c=')}"


def _connection(lines: Lines) -> str:
    """Return the c= line among *lines*, "" if there is none."""
    connections = [line for line in lines if line.startswith("c=")]
    if not connections:
        return ""
    found = PLACE.fullmatch(connections[0])
    if found is None or len(set(connections)) > 1:
        raise Unclear(connections)
    try:
        address = ip_address(found[2])
    except ValueError as error:
        raise Unclear(found[2]) from error
    if str(address.version) != found[1]:
        raise Unclear(found[2])
    return f"c=IN IP{address.version} {address}"


def _stream(lines: Lines, shared_connection: str, certificate: Lines) -> Lines:
    """Return a voice that can be carried, or a stream that is refused in its place (RFC 3264 section 6)."""
    kind, port, protocol, words = _head(lines[0])
    wanted = dict.fromkeys(number for word in words if (number := payload_type(word)))
    refused = [f"m={kind} 0 {protocol} {next(iter(wanted), '0') if 'RTP/' in protocol else next(iter(words), '0')}"]
    if kind != "audio" or not port or protocol not in PROTOCOLS:
        return refused
    connection = _connection(lines)
    formats = [each for line in lines if (each := format_of(line))]
    named = {number for name, number, _ in formats if name == "rtpmap"}
    known = [number for number in wanted if number in named or int(number) < FIRST_UNASSIGNED]
    attributes = _encryption(protocol, _attributes(lines), certificate)
    if not known or not (connection or shared_connection) or attributes is None:
        return refused
    said = [f"a={name}:{number} {value}" for name, number, value in formats if number in known]
    return [f"m=audio {port} {protocol} {' '.join(known)}", *([connection] if connection else []), *said, *attributes]


def _head(line: str) -> tuple[str, int, str, list[str]]:
    """Return (kind of stream, port, protocol, formats) of an m= line."""
    words = line.removeprefix("m=").split()
    port = PORT.fullmatch(words[1]) if len(words) > 2 else None
    if port is None or int(port[1]) > MOST_PORT or not all(map(WORD.fullmatch, words)):
        raise Unclear(line)
    return words[0], int(port[1]), words[2], words[3:]


def _attributes(lines: Lines) -> Lines:
    return [kept for line in lines if line.startswith("a=") and (kept := checked(line))]


def _encryption(protocol: str, attributes: Lines, certificate: Lines) -> Lines | None:
    """Return *attributes* with what *protocol* needs to be encrypted, and nothing else of that kind: rtpengine would
    encrypt a plain voice, too, if it found a certificate (OSRTP, RFC 8643). None if something is missing."""
    if "SAVP" not in protocol:
        return [line for line in attributes if not line.startswith((KEYS, *CERTIFICATE))]
    said = {line.partition(":")[0] for line in attributes}
    all_of_it = attributes + [line for line in certificate if line.partition(":")[0] not in said]
    kept = [line for line in all_of_it if "TLS" not in protocol or not line.startswith(KEYS)]
    has_certificate = all(any(line.startswith(name) for line in kept) for name in CERTIFICATE)
    return kept if has_certificate or any(line.startswith(KEYS) for line in kept) else None
