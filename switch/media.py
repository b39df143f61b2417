"""Asks rtpengine for what a call needs, in the sequence that keeps the caller's port from the first prompt to the end.

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
from switch.switch_call import Caller, Dialog, Leg, MediaCall, SwitchCall, VoiceSide, dialog_of

Arguments = dict[str, Any]
"""Of a command to rtpengine, or of its answer."""

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
    """Speaks with rtpengine for one worker. Every method may raise ``ng.MediaDown`` or ``ng.MediaRefused``.

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

    def open(self, call: str, caller: Caller) -> None:
        """Announce the caller of the call with this id. Raises ``sdp.NothingInCommon``."""
        caller["voice"] = self._side(caller, sdp.narrowed(caller["sdp"]))
        self._sdp("offer", call, caller["tag"], EXCHANGE, caller["voice"], drop_traffic=CLOSED)

    def offer(self, call: SwitchCall, *, encrypted: bool = False) -> str:
        """Return the SDP to ring phones with, which prefers the caller's codec. The keys of an *encrypted* one stay the
        same until a plain one is made."""
        caller = call["caller"]
        caller["voice"] = self._settled(call, caller["tag"], caller["voice"])
        how = _encrypted(caller["voice"]) if encrypted else {}
        call["offers_encrypted"] = encrypted
        return self._offer(call, caller["tag"], EXCHANGE, caller["voice"], **how)

    def answer(self, call: SwitchCall, leg: Dialog | None = None) -> str:
        """Connect the caller to *leg*, which has answered, or to nobody, for prompts. Return our SDP."""
        caller, is_first = call["caller"], not call["peer"]
        encrypted = bool(leg and sdp.is_encrypted(leg["sdp"]))
        self._note_speaker(call)
        if (caller["voice"]["learns"] and not is_first) or encrypted != call["offers_encrypted"]:
            self.offer(call, encrypted=encrypted)
        if leg:
            answer = sdp.preferring(leg["sdp"], sdp.codec(caller["voice"]["sdp"]))
            peer: VoiceSide = {**self._side(leg, answer), "leg": leg["call_id"]}
        else:
            peer = voice.nobody(sdp.own_side(caller["voice"]["sdp"]))
        call["peer"] = peer
        how: Arguments = {"drop_traffic": OPEN} if is_first else {"SDES": SAME_KEYS}
        ours = self._answer(call, caller["tag"], EXCHANGE, peer, "single codec", **how)
        call["caller_port"] = sdp.port(ours)
        return sdp.with_keys(ours, caller["voice"]["sdp"])

    def takes(self, answer: str) -> bool:
        """Return whether a phone with this *answer* can be connected. rtpengine isn't asked: what it refuses of an SDP
        is refused here."""
        try:
            off_limits.check(answer, self._inner_ports)
        except off_limits.OffLimits:
            return False
        return sdp.has_our_voice(answer)

    def is_with(self, call: SwitchCall, leg: Leg) -> bool:
        """Return whether the caller is connected to *leg* already."""
        return call["peer"] is not None and call["peer"]["leg"] == leg["call_id"]

    def invite(self, call: MediaCall, *, encrypted: bool = False) -> str:
        """Return the SDP to ring somebody with who is to be the caller of this call: our side offers first."""
        peer = voice.nobody(sdp.invitation())
        call["peer"], call["keys"] = peer, {}
        how = _encrypted(peer) if encrypted else {}
        ours = self._offer(call, EXCHANGE, None, peer, drop_traffic=CLOSED, **how)
        call["caller_port"] = sdp.port(ours)
        return ours

    def invited(self, call: SwitchCall) -> None:
        """Connect the caller, whom ``invite`` has rung and who has answered."""
        caller = call["caller"]
        caller["voice"] = self._side(caller, sdp.preferring(caller["sdp"]))
        call["keys"] = {caller["tag"]: call["keys"][NOT_KNOWN_YET]}
        self._answer(call, EXCHANGE, caller["tag"], caller["voice"], drop_traffic=OPEN)

    def renew(self, call: SwitchCall, leg: str, text: str) -> str:
        """Change the session of the caller ("") or a *leg* (hold, resume, refresh; RFC 3264), which offers the SDP
        *text*. Return our answer, in the codec that it has spoken so far.

        Raise MediaRefused if it has no media yet, or rtpengine refuses it; MediaDown if rtpengine does not answer.
        """
        caller, peer = call["caller"], call["peer"]
        if not peer or (leg and not self.is_with(call, call["legs"][leg])):
            raise MediaRefused("nothing to change yet")
        voices = {
            caller["tag"]: self._settled(call, caller["tag"], caller["voice"]),
            EXCHANGE: self._settled(call, EXCHANGE, peer),
        }
        own, other = (EXCHANGE, caller["tag"]) if leg else (caller["tag"], EXCHANGE)
        dialog = dialog_of(call, leg)
        if dialog is None:
            raise MediaRefused("nobody is there any more")
        offered = self._side(dialog, sdp.narrowed(text, sdp.codec(voices[own]["sdp"])))
        voices[own] = {**voice.renewed(voices[own], offered), "leg": voices[own]["leg"]}
        if voice.is_nobody(peer):
            voices[EXCHANGE] = voice.nobody(sdp.own_side(voices[own]["sdp"]))
        self._offer(call, own, other, voices[own], **_carried(call, voices[other], voices[own]))
        turned: VoiceSide = {**voices[other], "sdp": sdp.answering(voices[other]["sdp"], text)}
        answer = self._answer(call, own, other, turned, SDES=SAME_KEYS)
        caller["voice"], call["peer"] = voices[caller["tag"]], voices[EXCHANGE]
        return sdp.numbered(answer, sdp.keys(offered["sdp"]))

    def is_learning(self, call: SwitchCall) -> bool:
        """Return whether rtpengine still has to find out where one side is. ``LEARNED_MS`` later it may have been
        misled."""
        return call["caller"]["voice"]["learns"] or (call["peer"] is not None and call["peer"]["learns"])

    def relearn(self, call: SwitchCall) -> None:
        """Note what rtpengine has learned of a call that is connected. If that is the place of nobody in the call, have
        it learn anew."""
        caller, tags = call["caller"], self._ng.ask("query", call_id=call["id"])["tags"]
        assert call["peer"]
        theirs, ours = _stream(tags, caller["tag"]), _stream(tags, EXCHANGE)
        own, peer = voice.learned(caller["voice"], theirs), voice.learned(call["peer"], ours)
        caller["voice"], call["peer"] = own, peer
        if voice.is_misled(own, theirs) or voice.is_misled(peer, ours):
            self._offer(call, caller["tag"], EXCHANGE, own, **_carried(call, peer, own))
            self._answer(call, caller["tag"], EXCHANGE, peer, "single codec", SDES=SAME_KEYS)

    def counts(self, call: SwitchCall, host: str) -> bool:
        """Return whether a digit that came from *host* is one of the caller's."""
        return voice.is_from(call["caller"]["voice"], host)

    def play(self, call: SwitchCall, file: str, repeat: bool) -> None:
        """Play *file* of the folder with prompts to the caller, again and again with *repeat*."""
        self._ask("play media", call, file=f"{self._prompts_dir}/{file}", repeat_times=100_000 if repeat else None)

    def stop(self, call: SwitchCall) -> None:
        """Stop what plays to the caller."""
        self._ask("stop media", call)

    def record(self, call: SwitchCall, recording: str) -> None:
        """Start a recording. Each start writes a file of its own; its metadata names *recording* and rtpengine's port
        for the caller.

        A capture holds only what came in, so that port is what tells the caller's packets from the phone's.
        """
        metadata = f"recording:{recording}|caller:{call['caller_port']}"
        self._ng.ask("start recording", call_id=call["id"], metadata=metadata)

    def stop_recording(self, call: SwitchCall) -> None:
        """End the recording under way."""
        self._ng.ask("stop recording", call_id=call["id"])

    def is_known(self, call: str) -> bool:
        """Return whether rtpengine still has the call with this id. It forgets calls whose media stopped, and all when
        it restarts."""
        try:
            self._ng.ask("query", call_id=call)
        except MediaRefused:
            return False
        return True

    def close(self, call: str) -> Arguments:
        """End everything that rtpengine has of the call with this id. Return what it knows of its voice.

        It tells that only if a tag is named; the whole call ends all the same.
        """
        answer = self._ng.ask("delete", call_id=call, from_tag=EXCHANGE, delete_delay=0)
        if "tags" not in answer:
            self._ng.ask("delete", call_id=call, delete_delay=0)
        return answer

    def _ask(self, command: str, call: SwitchCall, **arguments: Any) -> None:
        self._ng.ask(command, call_id=call["id"], from_tag=call["caller"]["tag"], **arguments)

    def _note_speaker(self, call: SwitchCall) -> None:
        """Note the SSRC of the leg that is connected up to now: rtpengine knows only that of the latest."""
        if call["peer"] and call["peer"]["leg"]:
            ssrc = _stream(self._ng.ask("query", call_id=call["id"])["tags"], EXCHANGE).get("SSRC")
            if ssrc is not None:
                call["speakers"][str(ssrc)] = call["peer"]["leg"]

    def _side(self, dialog: Dialog, text: str) -> VoiceSide:
        """Return the side of the caller or a leg whose SDP is *text*. Raises ``off_limits.OffLimits``."""
        off_limits.check(text, self._inner_ports)
        if dialog["is_carrier"]:
            return voice.carrier(text, self._carrier_networks)
        return voice.side(text, dialog["source"])

    def _settled(self, call: MediaCall, tag: str, side: VoiceSide) -> VoiceSide:
        """Return *side* as rtpengine knows it by now, so that the next offer or answer doesn't let it learn anew."""
        if not side["learns"]:
            return side
        return voice.learned(side, _stream(self._ng.ask("query", call_id=call["id"])["tags"], tag))

    def _offer(self, call: MediaCall, own: str, other: str | None, side: VoiceSide, **more: Any) -> str:
        """Offer *side* to the other side, None if nobody knows its tag yet. That may speak whatever rtpengine can
        translate, plain unless *more* says otherwise."""
        how = {"codec": {"transcode": sdp.others(sdp.codec(side["sdp"]))}, "transport_protocol": sdp.PLAIN}
        known = call["keys"].get(other, {}) if other else {}
        text = sdp.with_more_keys(sdp.numbered(side["sdp"], call["keys"].get(own, {})), known.values())
        ours = self._sdp("offer", call["id"], own, other, {**side, "sdp": text}, **{**how, **more})
        call["keys"][other or NOT_KNOWN_YET] = sdp.keys(ours)
        return ours

    def _answer(self, call: MediaCall, own: str, other: str, side: VoiceSide, *flags: str, **more: Any) -> str:
        """Answer the latest offer with *side*, whichever one that has answered."""
        known, chosen = call["keys"].get(other, {}), sdp.suite(side["sdp"])
        text = sdp.numbered(side["sdp"], known)
        ours = self._sdp("answer", call["id"], own, other, {**side, "sdp": text}, *flags, **more)
        call["keys"][own] = sdp.keys(ours)
        if chosen in known:
            call["keys"][other] = {chosen: known[chosen]}
        return ours

    def _sdp(
        self, command: str, call: str, own: str, other: str | None, side: VoiceSide, *flags: str, **more: Any
    ) -> str:
        answer = self._ng.ask(
            command,
            call_id=call,
            from_tag=own,
            to_tag=other,
            sdp=sdp.as_ours(side["sdp"], call),
            flags=(*FLAGS, LEARNS[side["learns"]], *flags),
            replace=REPLACE,
            ICE="remove",
            **more,
        )
        return str(answer["sdp"])


def _encrypted(offerer: VoiceSide) -> Arguments:
    """Return how an encrypted voice is offered for *offerer*. A suite that is left out is taken from that side, too."""
    unwanted = tuple(f"no-{suite}" for suite in UNUSUAL_SUITES if suite != sdp.suite(offerer["sdp"]))
    return {"transport_protocol": sdp.ENCRYPTED, "DTLS": "off", "SDES": unwanted}


def _carried(call: MediaCall, side: VoiceSide, offerer: VoiceSide) -> Arguments:
    """Return how the voice of *side* is carried. While nobody is there, phones may ring that know our keys."""
    if voice.is_nobody(side) and call["offers_encrypted"]:
        return _encrypted(offerer)
    return {"transport_protocol": sdp.protocol(side["sdp"])}


def _stream(tags: Arguments, tag: str) -> voice.Stream:
    """Return rtpengine's account of one side's voice."""
    found: voice.Stream = next(media["streams"][0] for media in tags[tag]["medias"] if media["type"] == "audio")
    return found
