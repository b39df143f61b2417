"""An SDP from outside, written anew from what was understood of it.

rtpengine reads SDPs in its own way (a port ends where a digit isn't ASCII) and refuses all of one for a line that
nobody needs. So it reads none that comes from outside: what is written here has the lines that a call needs, each of
them checked to the letter (RFC 8866).
"""

import re
from ipaddress import ip_address

from switch.sdp_attributes import MOST_PORT, checked, format_of, payload_type

PROTOCOLS = ("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF")
MOST_CHARACTERS = 20_000
"""A browser's offer has some 5,000. What is longer would only cost time."""

FIRST_UNASSIGNED = 35
"""Payload types from here on mean nothing without an rtpmap (RFC 3551 section 6)."""

LINE_END = re.compile(r"\r\n|\r|\n")
VISIBLE = re.compile(r"[ -~]*")
WORD = re.compile(r"[!-~]{1,64}")
PORT = re.compile(r"([0-9]{1,5})(?:/[0-9]{1,3})?")
ORIGIN = re.compile(r"o=\S+ ([0-9]{1,20}) ([0-9]{1,20}) IN IP[46] \S+ *")
PLACE = re.compile(r"c=IN IP([46]) ([0-9A-Fa-f.:]+) *")

Lines = list[str]


class Unclear(ValueError):
    """It can't be said what is meant."""


def understood(sdp: str) -> str:
    """*sdp* in our own words; "" when there is no voice in it that could be carried."""
    if len(sdp) > MOST_CHARACTERS:
        return ""
    try:
        session, *streams = _sections(sdp)
        shared = _place(session)
        attributes = _attributes(session)
        written = [_stream(stream, shared, attributes) for stream in streams]
    except Unclear:
        return ""
    place = next((line for lines in ([shared], *written) for line in lines if line.startswith("c=")), "")
    if not place:  # no stream is a voice with a place
        return ""
    head = ["v=0", _origin(session, place), "s=-", place, "t=0 0", *attributes]
    return "".join(f"{line}\r\n" for lines in (head, *written) for line in lines)


def _sections(sdp: str) -> list[Lines]:
    """The lines of the session, then those of each stream. What isn't ASCII may stand only where nobody looks."""
    sections: list[Lines] = [[]]
    for line in LINE_END.split(sdp):
        if VISIBLE.fullmatch(line):
            if line.startswith("m="):
                sections.append([])
            sections[-1].append(line)
        elif line.startswith(("m=", "c=")):
            raise Unclear(line)
    return sections


def _origin(session: Lines, place: str) -> str:
    """Its numbers say whether the session has changed; who and where that is, c= says."""
    found = next((match for line in session if (match := ORIGIN.fullmatch(line))), None)
    numbers = f"{found[1]} {found[2]}" if found else "1 1"
    return f"o=- {numbers} {place.removeprefix('c=')}"


def _place(lines: Lines) -> str:
    """The c= line among *lines*, "" when there is none."""
    places = [line for line in lines if line.startswith("c=")]
    if not places:
        return ""
    found = PLACE.fullmatch(places[0])
    if found is None or len(places) > 1:
        raise Unclear(places)
    try:
        address = ip_address(found[2])
    except ValueError as error:
        raise Unclear(found[2]) from error
    if str(address.version) != found[1]:
        raise Unclear(found[2])
    return f"c=IN IP{address.version} {address}"


def _stream(lines: Lines, shared_place: str, shared: Lines) -> Lines:
    """A voice that can be carried, or a stream that is refused in its place (RFC 3264 section 6)."""
    kind, port, protocol, words = _head(lines[0])
    place = _place(lines)
    formats = [each for line in lines if (each := format_of(line))]
    named = {number for name, number, _ in formats if name == "rtpmap"}
    wanted = dict.fromkeys(number for word in words if (number := payload_type(word)))
    known = [number for number in wanted if number in named or int(number) < FIRST_UNASSIGNED]
    attributes = _attributes(lines)
    is_voice = kind == "audio" and port and known and protocol in PROTOCOLS and (place or shared_place)
    if not is_voice or ("SAVP" in protocol and not _has_keys(protocol, [*shared, *attributes])):
        return [f"m={kind} 0 {protocol} {next(iter(wanted), '0') if 'RTP/' in protocol else words[0]}"]
    kept = [line for line in attributes if _is_for(protocol, line)]
    said = [f"a={name}:{number} {value}" for name, number, value in formats if number in known]
    return [f"m=audio {port} {protocol} {' '.join(known)}", *([place] if place else []), *said, *kept]


def _head(line: str) -> tuple[str, int, str, list[str]]:
    """(kind of stream, port, protocol, formats) of an m= line."""
    words = line.removeprefix("m=").split()
    port = PORT.fullmatch(words[1]) if len(words) > 3 else None
    if port is None or int(port[1]) > MOST_PORT or not all(map(WORD.fullmatch, words)):
        raise Unclear(line)
    return words[0], int(port[1]), words[2], words[3:]


def _attributes(lines: Lines) -> Lines:
    return [kept for line in lines if line.startswith("a=") and (kept := checked(line))]


def _has_keys(protocol: str, attributes: Lines) -> bool:
    """Whether a voice can be encrypted: with keys in the SDP, or by DTLS (RFC 5763)."""
    names = {line.partition(":")[0] for line in attributes}
    return {"a=fingerprint", "a=setup"} <= names or ("a=crypto" in names and "TLS" not in protocol)


def _is_for(protocol: str, line: str) -> bool:
    """Keys are only for a voice that is encrypted with keys."""
    return not line.startswith("a=crypto:") or protocol in ("RTP/SAVP", "RTP/SAVPF")
