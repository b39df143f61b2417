"""Reads and changes session descriptions (RFC 8866), as far as a call needs that: one stream of voice, codecs, keys.

Everything here is text in, text out; what comes from outside has been ``understood`` before. Anything else that was
offered beside the voice (video, fax) is refused in its place, because an answer must have as many streams as the offer
(RFC 3264 section 6).
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address
from zlib import crc32

from switch.ng import MediaRefused

OURS = {
    "PCMU": "PCMU/8000",
    "PCMA": "PCMA/8000",
    "G722": "G722/8000",
    "G729": "G729/8000",
    "GSM": "GSM/8000",
    "opus": "opus/48000/2",
}
"""Codecs that rtpengine decodes and encodes for us, and their rtpmap."""

STATIC = {"0": "PCMU", "3": "GSM", "8": "PCMA", "9": "G722", "18": "G729"}
"""Payload types that need no rtpmap (RFC 3551)."""

NOBODY, NO_PORT = "127.0.0.99", 9
"""Our own side while no phone is connected: no packet that goes there is heard, and none comes from there."""

ANSWERS = {"sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive", "sendrecv": "sendrecv"}
PLAIN, ENCRYPTED = "RTP/AVP", "RTP/SAVP"

USUAL_SUITE = "AES_CM_128_HMAC_SHA1_80"
"""The suite that everybody has who encrypts with keys in the SDP (RFC 4568 section 6.2)."""

_ORIGIN = re.compile(r"^o=\S+ \S+ \S+ ", re.MULTILINE)
_PORT = re.compile(r"[1-9][0-9]{0,4}")
_IPV6 = "c=IN IP6"
_ADDRESS = re.compile(r"^c=IN IP4 ([0-9.]+)", re.MULTILINE)
_DIRECTION = re.compile(r"^a=(sendonly|recvonly|inactive|sendrecv)$", re.MULTILINE)
_FORMAT = re.compile(r"a=(rtpmap|fmtp):([0-9]+) (.*)")

MOST_KEPT = 100
"""How many SDPs that were read lately are kept: each is read several times in a row."""

_OTHER_PLACES = ("a=candidate:", "a=end-of-candidates", "a=ice-")
"""Attributes for browsers only: the voice of other phones goes to the one place in their SDP."""

Stream = list[str]
"""The lines of one stream, its m= line first."""


class NothingInCommon(MediaRefused):
    """Says that no voice is offered in a codec that we have, at an IPv4 address."""


def narrowed(sdp: str, agreed: str = "") -> str:
    """Return the offer *sdp* with its voice in one codec only: the *agreed* one, else the first that we have. The same
    goes for the ways to encrypt it: rtpengine must have no choice, because it would choose anew for each phone."""
    session, streams = _parts(_ordered(sdp, agreed, only=True))
    voice = _first_voice(session, streams)
    keys = [line for line in voice if line.startswith("a=crypto:")]
    kept = next((line for line in keys if USUAL_SUITE in line.split()), keys[0] if keys else "")
    voice[:] = [line for line in voice if line not in keys or line == kept]
    return _text(session, streams)


@lru_cache(MOST_KEPT)
def suite(sdp: str) -> str:
    """Return the suite by which the voice is encrypted; "" if that does not use keys in the SDP."""
    keys = [line.split() for line in _voice(sdp) if line.startswith("a=crypto:")]
    return keys[0][1] if keys and len(keys[0]) > 1 else ""


def keys(sdp: str) -> dict[str, str]:
    """Return, for each suite of the voice, its last line, from its number on."""
    lines = [line.removeprefix("a=crypto:") for line in _voice(sdp) if line.startswith("a=crypto:")]
    return {line.split()[1]: line for line in lines}


def numbered(sdp: str, keys: dict[str, str]) -> str:
    """Return *sdp* with its suite under the number that this has among *keys*, whichever it had before."""
    session, streams = _parts(sdp)
    voice, same = _first_voice(session, streams), keys.get(suite(sdp))
    if same:
        voice[:] = [re.sub(r"^a=crypto:[0-9]+", f"a=crypto:{same.split()[0]}", line) for line in voice]
    return _text(session, streams)


def with_more_keys(sdp: str, more: Iterable[str]) -> str:
    """Return *sdp*, if it is encrypted by keys, with *more* lines of such below its own, under numbers of their own."""
    session, streams = _parts(sdp)
    voice = _first_voice(session, streams)
    numbers = [int(line.split()[0]) for line in keys(sdp).values()]
    if numbers:
        rest = [line.split(maxsplit=1)[1] for line in more]
        voice += [f"a=crypto:{number} {line}" for number, line in enumerate(rest, max(numbers) + 1)]
    return _text(session, streams)


def preferring(sdp: str, codec: str = "") -> str:
    """Return the answer *sdp* with *codec*, or the first that we have, before its other codecs."""
    return _ordered(sdp, codec, only=False)


@lru_cache(MOST_KEPT)
def has_our_voice(sdp: str) -> bool:
    """Return whether there is voice in a codec that we have, at an address that we can reach."""
    try:
        preferring(sdp)
    except NothingInCommon:
        return False
    return True


@lru_cache(MOST_KEPT)
def codec(sdp: str) -> str:
    """Return the first codec of the voice, by its name in OURS."""
    return _codecs(sdp)[0][1]


@lru_cache
def others(codec: str) -> tuple[str, ...]:
    """Return what a phone may speak besides the caller's *codec*. Opus would cost much, and carry no more than that
    has."""
    return tuple(name for name in OURS if name not in (codec, "opus"))


@lru_cache(MOST_KEPT)
def protocol(sdp: str) -> str:
    """Return how the voice is carried, such as RTP/AVP or RTP/SAVP."""
    return _voice(sdp)[0].split()[2]


def is_encrypted(sdp: str) -> bool:
    """Return whether the voice is encrypted, with keys in the SDP or by DTLS."""
    return "SAVP" in protocol(sdp)


@lru_cache(MOST_KEPT)
def port(sdp: str) -> int:
    """Return the port to which the voice is to be sent."""
    return int(_voice(sdp)[0].split()[1])


@lru_cache(MOST_KEPT)
def address(sdp: str) -> str:
    """Return the IPv4 address to which the voice is to be sent; "" if there is none."""
    found = _ADDRESS.search("\n".join(_voice(sdp))) or _ADDRESS.search(sdp.replace("\r", ""))
    with suppress(ValueError):
        return str(IPv4Address(found.group(1))) if found else ""
    return ""


def moved(sdp: str, host: str, to_port: int) -> str:
    """Return *sdp* with its voice at another place."""
    session, streams = _parts(sdp)
    voice = _first_voice(session, streams)
    words = voice[0].split()
    voice[0] = " ".join([words[0], str(to_port), *words[2:]])
    for lines in (session, voice):
        lines[:] = [f"c=IN IP4 {host}" if line.startswith("c=") else line for line in lines]
    return _text(session, streams)


def own_side(sdp: str) -> str:
    """Return what nobody would answer to *sdp*, or offer instead of it: the same formats under the same numbers."""
    session, streams = _parts(sdp)
    voice = _first_voice(session, streams)
    kinds = _kinds(sdp)
    maps = [f"a=rtpmap:{number} {OURS[name]}" for number, name in _codecs(sdp) if not kinds[number]]
    maps += [line for line in voice if line.startswith(("a=rtpmap:", "a=fmtp:"))]
    ours = [f"m=audio {NO_PORT} {PLAIN} {' '.join(kinds)}", *maps, "a=sendrecv"]
    return _text(_own_session(), [ours if stream is voice else _refused(stream) for stream in streams])


def invitation() -> str:
    """Return our own side where we offer first: every codec that we have, and digits."""
    numbers = {name: number for number, name in STATIC.items()} | {"opus": "96"}
    maps = [f"a=rtpmap:{numbers[name]} {kind}" for name, kind in OURS.items()]
    keys = [f"a=rtpmap:{number} telephone-event/{clock}" for number, clock in (("101", "8000"), ("97", "48000"))]
    formats = [*(numbers[name] for name in OURS), "101", "97"]
    ends = ["a=fmtp:101 0-15", "a=fmtp:97 0-15", "a=sendrecv"]
    return _text(_own_session(), [[f"m=audio {NO_PORT} {PLAIN} {' '.join(formats)}", *maps, *keys, *ends]])


def answering(sdp: str, offer: str) -> str:
    """Return *sdp* with the direction that answers *offer*'s (RFC 3264 section 6.1)."""
    found = _DIRECTION.search("\n".join(_voice(offer))) or _DIRECTION.search(offer.replace("\r", ""))
    session, streams = _parts(sdp)
    for lines in (session, *streams):
        lines[:] = [line for line in lines if not _DIRECTION.match(line)]
    _first_voice(session, streams).append(f"a={ANSWERS[found.group(1)] if found else 'sendrecv'}")
    return _text(session, streams)


def as_ours(sdp: str, call: str) -> str:
    """Return *sdp* as one of the session that we have with either side of *call*, whoever the other side is by now.
    rtpengine counts the versions (RFC 3264 section 8)."""
    return _ORIGIN.sub(f"o=zentrale {crc32(call.encode())} 1 ", sdp, count=1)


def with_keys(sdp: str, offer: str) -> str:
    """Return the answer *sdp* with the digits that *offer* has, even if the phone behind it knows none: we do."""
    session, streams = _parts(sdp)
    voice, offered = _first_voice(session, streams), _voice(offer)
    known = _kinds(sdp)
    missing = [number for number, kind in _kinds(offer).items() if _is_keys(kind) and number not in known]
    voice[0] = " ".join([voice[0], *missing])
    voice[1:1] = [line for line in offered if (found := _FORMAT.match(line)) and found[2] in missing]
    return _text(session, streams)


def _ordered(sdp: str, wanted: str, *, only: bool) -> str:
    session, streams = _parts(sdp)
    voice = _first_voice(session, streams)
    codecs = _codecs(sdp)
    if not codecs:
        raise NothingInCommon("no codec in common")
    first = next((number for number, name in codecs if name == wanted), codecs[0][0])
    kinds = _kinds(sdp)
    rest = [number for number, kind in kinds.items() if number != first and (not only or _is_keys(kind))]
    kept = _with_formats(voice, [first, *rest])
    session = [line for line in session if not line.startswith(("a=group:", *_OTHER_PLACES))]
    return _text(session, [kept if stream is voice else _refused(stream) for stream in streams])


def _with_formats(voice: Stream, numbers: list[str]) -> Stream:
    head = " ".join([*voice[0].split()[:3], *numbers])
    kept = [line for line in voice[1:] if not line.startswith(_OTHER_PLACES)]
    return [head, *(line for line in kept if not (found := _FORMAT.match(line)) or found[2] in numbers)]


@lru_cache(MOST_KEPT)
def _kinds(sdp: str) -> dict[str, str]:
    """Return the rtpmap of each payload type of the voice, "" for a static one, in the order of preference."""
    voice = _voice(sdp)
    maps = {found[2]: found[3] for line in voice if (found := _FORMAT.match(line)) and found[1] == "rtpmap"}
    return {number: maps.get(number, "") for number in voice[0].split()[3:]}


@lru_cache(MOST_KEPT)
def _codecs(sdp: str) -> list[tuple[str, str]]:
    """Return (payload type, name) of the voice's codecs that we have, in the order of preference.

    Only opus comes under any number, because whoever converts a recording knows no more than the numbers.
    """
    found = []
    for number, kind in _kinds(sdp).items():
        name = STATIC.get(number, "opus")
        is_named = kind.lower().removesuffix("/1") == OURS[name].lower()
        if is_named or (number in STATIC and not kind):
            found.append((number, name))
    return found


def _is_keys(kind: str) -> bool:
    return kind.lower().startswith("telephone-event/")


@lru_cache(MOST_KEPT)
def _voice(sdp: str) -> Stream:
    """Return the stream of voice, to be read only."""
    return _first_voice(*_read(sdp))


def _first_voice(session: list[str], streams: list[Stream]) -> Stream:
    """Return the first stream of voice whose place is an IPv4 address; that of the session counts if a stream has
    none."""
    for stream in streams:
        words = stream[0].split()
        connections = [line for line in stream if line.startswith("c=")] or session
        if any(line.startswith(_IPV6) for line in connections):
            continue
        if words[0] == "m=audio" and len(words) > 3 and _PORT.fullmatch(words[1]) and "RTP/" in words[2]:
            return stream
    raise NothingInCommon("no voice")


def _parts(sdp: str) -> tuple[list[str], list[Stream]]:
    """Return the lines of the session, and its streams, to be changed at will."""
    session, streams = _read(sdp)
    return [*session], [[*stream] for stream in streams]


@lru_cache(MOST_KEPT)
def _read(sdp: str) -> tuple[list[str], list[Stream]]:
    session: list[str] = []
    streams: list[Stream] = []
    for line in sdp.replace("\r", "").split("\n"):
        if line.startswith("m="):
            streams.append([line])
        elif line:
            (streams[-1] if streams else session).append(line)
    return session, streams


def _refused(stream: Stream) -> Stream:
    words = stream[0].split()
    return [" ".join([words[0], "0", *words[2:]])]


def _own_session() -> list[str]:
    return ["v=0", f"o=zentrale 1 1 IN IP4 {NOBODY}", "s=-", f"c=IN IP4 {NOBODY}", "t=0 0"]


def _text(session: list[str], streams: list[Stream]) -> str:
    return "".join(f"{line}\r\n" for lines in (session, *streams) for line in lines)
