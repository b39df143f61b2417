"""Connects phones in browsers: SIP over WebSocket (RFC 7118), and voice with ICE and DTLS-SRTP, of which nothing behind
this file knows.

A browser's voice goes through a call of its own at rtpengine, the *gateway*: encrypted towards the browser, plain G.711
towards us. So prompts, digits, recordings and hold are the same for all phones. An employee has one browser phone with
one registration, so a leg has one gateway at most.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import KSR

from switch import nat, off_limits, store
from switch.message import described, header, pv
from switch.ng import MediaDown, MediaRefused, Ng
from switch.settings import BROWSER_SUFFIX, Settings

BROWSER, INSIDE = "browser", "inside"
"""Tags of the two sides of a gateway."""

TOWARDS_BROWSER = {"transport_protocol": "UDP/TLS/RTP/SAVPF", "ICE": "force", "rtcp_mux": ["offer", "require"]}
TOWARDS_US = {"transport_protocol": "RTP/AVP", "ICE": "remove", "rtcp_mux": ["demux"]}
G711 = {"strip": ["all"], "except": ["PCMU", "PCMA", "telephone-event"]}
"""Limits the codecs: what is answered and recorded is G.711, and nothing is ever transcoded for a browser."""

OFFERS_G711 = re.compile(r"^m=audio [0-9]+ \S+(?: [0-9]+)* [08](?![0-9])", re.MULTILINE)


def speaks() -> bool:
    """Return whether the message being worked on came by WebSocket."""
    return pv("$proto") in ("ws", "wss")


def address() -> str:
    """Return the other end of the WebSocket of the message being worked on, as "host:port"."""
    return f"{pv('$si')}:{pv('$sp')}"


def is_next() -> bool:
    """Return whether the request being worked on goes to a WebSocket."""
    return ";transport=ws" in nat.destination()


def is_browser(account: str) -> bool:
    """Return whether the SIP account is a browser's."""
    return account.endswith(BROWSER_SUFFIX)


def is_welcome(settings: Settings) -> bool:
    """Return whether the page that opens the WebSocket is one of the portal's (RFC 6455 section 10.2)."""
    return header("Origin") in settings.phone_origins


def gateway(dialog: str) -> str:
    """Return the name of rtpengine's call for the browser in *dialog*: a Call-ID of ours, or the id of the call that it
    begins."""
    return f"{dialog}.{BROWSER}"


def gateway_of(sip_call_id: str, phones: Iterable[str]) -> str:
    """Return the gateway of a leg to *phones*, "" if none of them is a browser."""
    return gateway(sip_call_id) if any(map(is_browser, phones)) else ""


class Browsers:
    """Keeps one worker's gateways. Every method may raise ``ng.MediaDown`` or ``ng.MediaRefused``."""

    def __init__(self, ng: Ng, inner_ports: frozenset[int]) -> None:
        self._ng = ng
        self._inner_ports = inner_ports

    def offered(self, gateway: str, sdp: str) -> str:
        """Return a browser's offer, at first or anew, as a plain one."""
        return self._offer(gateway, BROWSER, INSIDE, sdp, TOWARDS_US)

    def answered(self, gateway: str, sdp: str) -> str:
        """Return our plain answer to a browser's offer as the browser needs it."""
        return self._sdp("answer", gateway, BROWSER, INSIDE, sdp)

    def ring(self) -> None:
        """Turn the SDP of an INVITE of ours into one for the browser. Call this in its branch route."""
        sdp = self._offer(gateway(pv("$ci")), INSIDE, BROWSER, pv("$rb"), TOWARDS_BROWSER)
        KSR.textops.set_body(sdp, "application/sdp")

    def replied(self) -> None:
        """Turn the reply to such an INVITE into one of a plain phone. Call this in its reply route."""
        code = int(pv("$rs"))
        if 200 <= code < 300:
            sdp = self._sdp("answer", gateway(pv("$ci")), INSIDE, BROWSER, described())
            KSR.textops.set_body(sdp, "application/sdp")
            store.remember_socket(address(), pv("$ci"))
        elif code >= 300:
            self.close(gateway(pv("$ci")))

    def close(self, gateway: str) -> None:
        """Close a gateway, which may be closed already."""
        with suppress(MediaRefused):
            self._ng.ask("delete", call_id=gateway, delete_delay=0)

    def close_quietly(self, gateway: str) -> None:
        """Close a gateway where nothing could be done about a failure."""
        with suppress(MediaDown):
            self.close(gateway)

    def _flags(self, command: str, offerer: str) -> list[str]:
        """Return rtpengine's flags. Inside, only the other part of our own call may speak; a browser proves itself by
        ICE and DTLS."""
        inside = (command == "offer") == (offerer == INSIDE)
        return ["trust address", "strict source", *(["endpoint-learning-off"] if inside else [])]

    def _offer(self, gateway: str, offerer: str, other: str, sdp: str, how: dict[str, Any]) -> str:
        codec = G711 if OFFERS_G711.search(sdp) else None
        return self._sdp("offer", gateway, offerer, other, sdp, codec=codec, **how)

    def _sdp(self, command: str, gateway: str, offerer: str, other: str, sdp: str, **how: Any) -> str:
        off_limits.check(sdp, self._inner_ports)
        answer = self._ng.ask(
            command,
            call_id=gateway,
            from_tag=offerer,
            to_tag=other,
            sdp=sdp,
            flags=self._flags(command, offerer),
            replace=["origin", "session connection"],
            SDES=["off"],
            **how,
        )
        return str(answer["sdp"])
