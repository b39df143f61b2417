"""What a call needs of rtpengine, in the sequence that keeps the caller's port from the first prompt to the last word.

The caller's offer is opened once; our side of it is first a made-up endpoint (so that prompts can be played) and then
the phone of whoever answers, always under the one tag "exchange". The caller speaks one codec from the first answer to
the last, and rtpengine translates for phones that speak another. Every offer and answer asks for port latching, and
says of the side whose SDP it brings where its packets may come from (``voice``).

Each re-INVITE is offered to rtpengine as if to the other side, whose last answer is then given once more. That side
isn't told, so its keys have to stay (``call["keys"]``: tag -> what that side was told last), although rtpengine hands
on those of the latest offer: the offer names both, its own first, as that is what rtpengine decrypts with. rtpengine
knows keys by their numbers, which are made the same each time, too.
"""

from ipaddress import IPv4Network
from typing import Any

from switch import off_limits, sdp, voice
from switch.ng import MediaRefused, Ng

JsonObject = dict[str, Any]

EXCHANGE, NOT_KNOWN_YET = "exchange", ""
FLAGS = ("trust address", "port latching", "strict source")
LEARNS = {True: "endpoint-learning-heuristic", False: "endpoint-learning-off"}
REPLACE = ("origin", "session connection", "SDP version")
LEARNED_MS = 3_500
CLOSED, OPEN = "start", "stop"
"""Whether ``drop-traffic`` is to begin or to end: nothing goes through before somebody answers."""

UNUSUAL_SUITES = (
    *("AEAD_AES_256_GCM", "AEAD_AES_128_GCM", "NULL_HMAC_SHA1_80", "NULL_HMAC_SHA1_32"),
    *(
        f"{cipher}_{mac}"
        for cipher in ("AES_256_CM", "AES_192_CM", "F8_128")
        for mac in ("HMAC_SHA1_80", "HMAC_SHA1_32")
    ),
)
"""With all that rtpengine has the INVITE would be larger than a packet."""

SAME_KEYS = ("static",)
"""Of each answer after the first: else rtpengine would agree on keys anew with the other side, which isn't told."""


class Media:
    """One worker's rtpengine. Every call raises ``ng.MediaDown`` or ``ng.MediaRefused``.

    *carrier_networks* are those from which a carrier's voice may come, besides the address in its SDP.
    """

    def __init__(
        self,
        ng: Ng,
        prompts_dir: str,
        carrier_networks: tuple[IPv4Network, ...] = (),
        inner_ports: frozenset[int] = frozenset(),
    ) -> None:
        self._ng = ng
        self._prompts_dir = prompts_dir
        self._carrier_networks = carrier_networks
        self._inner_ports = inner_ports

    def open(self, call: JsonObject) -> None:
        """Announce the caller. Raises ``sdp.NothingInCommon``."""
        caller = call["caller"]
        caller["voice"] = self._side(caller, sdp.narrowed(caller["sdp"]))
        self._sdp("offer", call, caller["tag"], EXCHANGE, caller["voice"], drop_traffic=CLOSED)

    def offer(self, call: JsonObject, *, encrypted: bool = False) -> str:
        """The SDP to ring phones with: it has the caller's codec before all others. The keys of an *encrypted* one stay
        the same until a plain one is made."""
        caller = call["caller"]
        caller["voice"] = self._settled(call, caller["tag"], caller["voice"])
        how = _encrypted(caller["voice"]) if encrypted else {}
        call["offers_encrypted"] = encrypted
        return self._offer(call, caller["tag"], EXCHANGE, caller["voice"], **how)

    def answer(self, call: JsonObject, leg: JsonObject | None = None) -> str:
        """Connect the caller to *leg*, which has answered, or to nobody, for prompts; returns our SDP."""
        caller, is_first = call["caller"], not call.get("peer")
        encrypted = bool(leg and sdp.is_encrypted(leg["sdp"]))
        if (caller["voice"]["learns"] and not is_first) or encrypted != call["offers_encrypted"]:
            self.offer(call, encrypted=encrypted)
        if leg:
            answer = sdp.preferring(leg["sdp"], sdp.codec(caller["voice"]["sdp"]))
            call["peer"] = {**self._side(leg, answer), "leg": leg["call_id"]}
        else:
            call["peer"] = voice.nobody(sdp.own_side(caller["voice"]["sdp"]))
        how: JsonObject = {"drop_traffic": OPEN} if is_first else {"SDES": SAME_KEYS}
        ours = self._answer(call, caller["tag"], EXCHANGE, call["peer"], "single codec", **how)
        call["caller_port"] = sdp.port(ours)
        return sdp.with_keys(ours, caller["voice"]["sdp"])

    def takes(self, answer: str) -> bool:
        """Whether there is a voice in the *answer* of a phone that it can be connected by. rtpengine isn't asked: what
        it refuses of an SDP is refused here."""
        try:
            off_limits.check(answer, self._inner_ports)
        except off_limits.OffLimits:
            return False
        return sdp.has_our_voice(answer)

    def is_with(self, call: JsonObject, leg: JsonObject) -> bool:
        """Whether the caller is connected to *leg* already."""
        return bool(call["peer"]) and call["peer"].get("leg") == leg["call_id"]

    def invite(self, call: JsonObject, *, encrypted: bool = False) -> str:
        """The SDP to ring somebody with who is to be the caller of this call: our side offers first."""
        call["peer"], call["keys"] = voice.nobody(sdp.invitation()), {}
        how = _encrypted(call["peer"]) if encrypted else {}
        ours = self._offer(call, EXCHANGE, None, call["peer"], drop_traffic=CLOSED, **how)
        call["caller_port"] = sdp.port(ours)
        return ours

    def invited(self, call: JsonObject) -> None:
        """That one has answered: ``call["caller"]`` is there."""
        caller = call["caller"]
        caller["voice"] = self._side(caller, sdp.preferring(caller["sdp"]))
        call["keys"] = {caller["tag"]: call["keys"][NOT_KNOWN_YET]}
        self._answer(call, EXCHANGE, caller["tag"], caller["voice"], drop_traffic=OPEN)

    def renew(self, call: JsonObject, leg: str, text: str) -> str:
        """The caller ("") or a *leg* changes its session (hold, resume, refresh; RFC 3264) and offers the SDP *text*;
        returns our answer to it, in the codec that it has spoken so far."""
        caller, peer = call["caller"], call["peer"]
        if not peer or (leg and not self.is_with(call, call["legs"][leg])):
            raise MediaRefused("nothing to change yet")
        voices = {
            caller["tag"]: self._settled(call, caller["tag"], caller["voice"]),
            EXCHANGE: self._settled(call, EXCHANGE, peer),
        }
        own, other = (EXCHANGE, caller["tag"]) if leg else (caller["tag"], EXCHANGE)
        offered = self._side(call["legs"][leg] if leg else caller, sdp.narrowed(text, sdp.codec(voices[own]["sdp"])))
        voices[own] = {**voices[own], **voice.renewed(voices[own], offered)}
        if voice.is_nobody(peer):
            voices[EXCHANGE] = voice.nobody(sdp.own_side(voices[own]["sdp"]))
        self._offer(call, own, other, voices[own], **_carried(call, voices[other], voices[own]))
        turned = {**voices[other], "sdp": sdp.answering(voices[other]["sdp"], text)}
        answer = self._answer(call, own, other, turned, SDES=SAME_KEYS)
        caller["voice"], call["peer"] = voices[caller["tag"]], voices[EXCHANGE]
        return sdp.numbered(answer, sdp.keys(offered["sdp"]))

    def is_learning(self, call: JsonObject) -> bool:
        """Whether rtpengine still has to find out where one side is. ``LEARNED_MS`` later it may have been misled."""
        return bool(call["caller"]["voice"]["learns"] or call["peer"]["learns"])

    def relearn(self, call: JsonObject) -> None:
        """Note what rtpengine has learned; where it is the place of nobody in the call, it has to learn anew."""
        caller, tags = call["caller"], self._ng.ask("query", call_id=call["id"])["tags"]
        theirs, ours = _stream(tags, caller["tag"]), _stream(tags, EXCHANGE)
        caller["voice"], call["peer"] = voice.learned(caller["voice"], theirs), voice.learned(call["peer"], ours)
        if voice.is_misled(caller["voice"], theirs) or voice.is_misled(call["peer"], ours):
            self._offer(call, caller["tag"], EXCHANGE, caller["voice"], **_carried(call, call["peer"], caller["voice"]))
            self._answer(call, caller["tag"], EXCHANGE, call["peer"], "single codec", SDES=SAME_KEYS)

    def counts(self, call: JsonObject, host: str) -> bool:
        """Whether a digit that came from *host* is one of the caller's."""
        return voice.is_from(call["caller"]["voice"], host)

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

    def _side(self, dialog: JsonObject, text: str) -> JsonObject:
        """Of the caller or a leg, whose SDP is *text*. Raises ``off_limits.OffLimits``."""
        off_limits.check(text, self._inner_ports)
        if dialog.get("is_carrier"):
            return voice.carrier(text, self._carrier_networks)
        return voice.side(text, dialog.get("source", ""))

    def _settled(self, call: JsonObject, tag: str, side: JsonObject) -> JsonObject:
        """*side* as rtpengine knows it by now, so that the next offer or answer doesn't let it learn anew."""
        if not side["learns"]:
            return side
        return voice.learned(side, _stream(self._ng.ask("query", call_id=call["id"])["tags"], tag))

    def _offer(self, call: JsonObject, own: str, other: str | None, side: JsonObject, **more: Any) -> str:
        """The other side may speak whatever rtpengine can translate, plain unless *more* says otherwise."""
        how = {"codec": {"transcode": sdp.others(sdp.codec(side["sdp"]))}, "transport_protocol": sdp.PLAIN}
        known = call["keys"].get(other, {})
        text = sdp.with_more_keys(sdp.numbered(side["sdp"], call["keys"].get(own, {})), known.values())
        ours = self._sdp("offer", call, own, other, {**side, "sdp": text}, **{**how, **more})
        call["keys"][other or NOT_KNOWN_YET] = sdp.keys(ours)
        return ours

    def _answer(self, call: JsonObject, own: str, other: str, side: JsonObject, *flags: str, **more: Any) -> str:
        """To the latest offer, whichever one *side* has answered."""
        known, chosen = call["keys"].get(other, {}), sdp.suite(side["sdp"])
        text = sdp.numbered(side["sdp"], known)
        ours = self._sdp("answer", call, own, other, {**side, "sdp": text}, *flags, **more)
        call["keys"][own] = sdp.keys(ours)
        if chosen in known:
            call["keys"][other] = {chosen: known[chosen]}
        return ours

    def _sdp(
        self, command: str, call: JsonObject, own: str, other: str | None, side: JsonObject, *flags: str, **more: Any
    ) -> str:
        answer = self._ng.ask(
            command,
            call_id=call["id"],
            from_tag=own,
            to_tag=other,
            sdp=sdp.as_ours(side["sdp"], call["id"]),
            flags=(*FLAGS, LEARNS[side["learns"]], *flags),
            replace=REPLACE,
            ICE="remove",
            **more,
        )
        return str(answer["sdp"])


def _encrypted(offerer: JsonObject) -> JsonObject:
    """How an encrypted voice is offered for *offerer*. A suite that is left out is taken from that side, too."""
    unwanted = tuple(f"no-{suite}" for suite in UNUSUAL_SUITES if suite != sdp.suite(offerer["sdp"]))
    return {"transport_protocol": sdp.ENCRYPTED, "DTLS": "off", "SDES": unwanted}


def _carried(call: JsonObject, side: JsonObject, offerer: JsonObject) -> JsonObject:
    """How the voice of *side* is carried. While nobody is there, phones may ring that know our keys."""
    if voice.is_nobody(side) and call["offers_encrypted"]:
        return _encrypted(offerer)
    return {"transport_protocol": sdp.protocol(side["sdp"])}


def _stream(tags: JsonObject, tag: str) -> JsonObject:
    """rtpengine's account of one side's voice."""
    found: JsonObject = next(media["streams"][0] for media in tags[tag]["medias"] if media["type"] == "audio")
    return found
