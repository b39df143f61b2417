"""What a call needs of rtpengine, in the sequence that keeps the caller's port from the first prompt to the last word.

The caller's offer is opened once; our side of it is first a made-up endpoint (so that prompts can be played) and then
the phone of whoever answers, always under the one tag "exchange". Every offer and answer asks for port latching.
"""

import re
from typing import Any

from switch.ng import MediaRefused, Ng

JsonObject = dict[str, Any]

EXCHANGE = "exchange"
FLAGS = ("trust address", "port latching")
REPLACE = ("origin", "session connection")

NOBODY = "\r\n".join(
    (
        "v=0",
        "o=zentrale 1 1 IN IP4 127.0.0.99",
        "s=-",
        "c=IN IP4 127.0.0.99",
        "t=0 0",
        "m=audio 9 RTP/AVP 0 8 101 102",
        "a=rtpmap:0 PCMU/8000",
        "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:101 telephone-event/8000",
        "a=fmtp:101 0-15",
        "a=rtpmap:102 telephone-event/48000",
        "a=fmtp:102 0-15",
        "a=sendrecv",
        "",
    )
)
"""Our own side while no phone is connected: G.711 and digits, also for callers with a 48 kHz clock."""

HOLD = {"sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive", "sendrecv": "sendrecv"}
AUDIO_PORT = re.compile(r"^m=audio (\d+)", re.MULTILINE)
KEYS = re.compile(r"^a=rtpmap:(\d+) telephone-event/(8000|48000)", re.MULTILINE)
OUR_KEYS = {"8000": "101", "48000": "102"}
DIRECTION = re.compile(r"^a=(sendonly|recvonly|inactive|sendrecv)\s*$", re.MULTILINE)


class Media:
    """One worker's rtpengine. Every call raises ``ng.MediaDown`` or ``ng.MediaRefused``."""

    def __init__(self, ng: Ng, prompts_dir: str) -> None:
        self._ng = ng
        self._prompts_dir = prompts_dir

    def offer(self, call: JsonObject) -> str:
        """Announce the caller; returns the SDP to ring phones with."""
        return self._sdp("offer", call, call["caller"]["tag"], EXCHANGE, call["caller"]["sdp"])

    def answer(self, call: JsonObject, sdp: str) -> str:
        """Connect the caller to *sdp*: a phone's, or NOBODY for prompts; returns the SDP for the caller."""
        call["peer_sdp"] = sdp
        ours = _with_keys_of(call["caller"]["sdp"]) if sdp == NOBODY else sdp
        answer = self._sdp("answer", call, call["caller"]["tag"], EXCHANGE, ours, "single codec")
        found = AUDIO_PORT.search(answer)
        call["caller_port"] = int(found.group(1)) if found else 0
        return answer

    def invite(self, call: JsonObject) -> str:
        """The SDP to ring somebody with who is to be the caller of this call: our side offers first."""
        answer = self._ng.ask(
            "offer",
            call_id=call["id"],
            from_tag=EXCHANGE,
            sdp=NOBODY,
            flags=list(FLAGS),
            replace=list(REPLACE),
            ICE="remove",
        )
        return str(answer["sdp"])

    def invited(self, call: JsonObject) -> None:
        """That one has answered: ``call["caller"]`` is there."""
        self._sdp("answer", call, EXCHANGE, call["caller"]["tag"], call["caller"]["sdp"])
        call["peer_sdp"] = NOBODY

    def renew(self, call: JsonObject, from_caller: bool, sdp: str) -> str:
        """One side changes its session (hold, resume, refresh; RFC 3264): returns our answer to it."""
        tags = (call["caller"]["tag"], EXCHANGE)
        offerer, other = tags if from_caller else tags[::-1]
        before = call["peer_sdp"] if from_caller else call["caller"]["sdp"]
        if before == NOBODY:
            before = _with_keys_of(sdp)
        self._sdp("offer", call, offerer, other, sdp)
        answer = self._sdp("answer", call, offerer, other, _answering(before, sdp))
        if from_caller:
            call["caller"]["sdp"] = sdp
        else:
            call["peer_sdp"] = sdp
        return answer

    def play(self, call: JsonObject, file: str, repeat: bool) -> None:
        self._ask("play media", call, file=f"{self._prompts_dir}/{file}", repeat_times=100_000 if repeat else None)

    def stop(self, call: JsonObject) -> None:
        self._ask("stop media", call)

    def record(self, call: JsonObject, recording: str) -> None:
        """Every start writes a file of its own; its metadata names *recording* and rtpengine's port for the caller.

        A capture holds only what came in, so that port is what tells the caller's packets from the phone's.
        """
        metadata = f"recording:{recording}|caller:{call['caller_port']}"
        self._ng.ask("start recording", call_id=call["id"], metadata=metadata)

    def stop_recording(self, call: JsonObject) -> None:
        self._ng.ask("stop recording", call_id=call["id"])

    def is_known(self, call: JsonObject) -> bool:
        """Whether rtpengine still has the call: it forgets those whose media stopped, and all when it restarts."""
        try:
            self._ng.ask("query", call_id=call["id"])
        except MediaRefused:
            return False
        return True

    def close(self, call: JsonObject) -> None:
        self._ng.ask("delete", call_id=call["id"], delete_delay=0)

    def _ask(self, command: str, call: JsonObject, **arguments: Any) -> JsonObject:
        return self._ng.ask(command, call_id=call["id"], from_tag=call["caller"]["tag"], **arguments)

    def _sdp(self, command: str, call: JsonObject, offerer: str, other: str, sdp: str, *flags: str) -> str:
        answer = self._ng.ask(
            command,
            call_id=call["id"],
            from_tag=offerer,
            to_tag=other,
            sdp=sdp,
            flags=[*FLAGS, *flags],
            replace=list(REPLACE),
            ICE="remove",
        )
        return str(answer["sdp"])


def _with_keys_of(offer: str) -> str:
    """NOBODY with the payload types that *offer* has for digits: rtpengine takes those for digits only if they are the
    same on both sides."""
    theirs = {OUR_KEYS[clock]: payload_type for payload_type, clock in KEYS.findall(offer)}
    return re.sub(r"\b10[12]\b", lambda found: theirs.get(found.group(), found.group()), NOBODY)


def _answering(sdp: str, offer: str) -> str:
    """*sdp* with the direction that answers *offer*'s (RFC 3264 section 6.1)."""
    found = DIRECTION.search(offer)
    direction = f"a={HOLD[found.group(1)] if found else 'sendrecv'}"
    body = DIRECTION.sub("", sdp).rstrip("\r\n")
    return f"{body}\r\n{direction}\r\n".replace("\r\n\r\n", "\r\n")
