"""Phones in browsers: SIP over WebSocket (RFC 7118), and voice with ICE and DTLS-SRTP, which nothing behind this file
knows of.

The voice of a browser goes through a call of its own at rtpengine, the *gateway*: encrypted towards the browser, plain
G.711 towards us. So prompts, digits, recordings and hold are one and the same for all phones. An employee has one
browser phone with one registration, so a leg has one gateway at most.
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
"""The tags of the two sides of a gateway."""

TOWARDS_BROWSER = {"transport_protocol": "UDP/TLS/RTP/SAVPF", "ICE": "force", "rtcp_mux": ["offer", "require"]}
TOWARDS_US = {"transport_protocol": "RTP/AVP", "ICE": "remove", "rtcp_mux": ["demux"]}
G711 = {"strip": ["all"], "except": ["PCMU", "PCMA", "telephone-event"]}
"""What is answered and recorded is G.711; nothing is ever transcoded for a browser."""

OFFERS_G711 = re.compile(r"^m=audio [0-9]+ \S+(?: [0-9]+)* [08](?![0-9])", re.MULTILINE)


def speaks() -> bool:
    """Whether the message being worked on came by WebSocket."""
    return pv("$proto") in ("ws", "wss")


def address() -> str:
    """The other end of the WebSocket of the message being worked on."""
    return f"{pv('$si')}:{pv('$sp')}"


def is_next() -> bool:
    """Whether the request being worked on goes to a WebSocket."""
    return ";transport=ws" in nat.destination()


def is_browser(account: str) -> bool:
    return account.endswith(BROWSER_SUFFIX)


def is_welcome(settings: Settings) -> bool:
    """Whether the page that opens the WebSocket is one of the portal's (RFC 6455 section 10.2)."""
    return header("Origin") in settings.phone_origins


def gateway(dialog: str) -> str:
    """rtpengine's call for the browser in *dialog*: a Call-ID of ours, or the id of the call that it begins."""
    return f"{dialog}.{BROWSER}"


def gateway_of(sip_call_id: str, phones: Iterable[str]) -> str:
    """Return the gateway of a leg to *phones*, "" if none of them is a browser."""
    return gateway(sip_call_id) if any(map(is_browser, phones)) else ""


class Browsers:
    """One worker's gateways. Every call raises ``ng.MediaDown`` or ``ng.MediaRefused``."""

    def __init__(self, ng: Ng, inner_ports: frozenset[int]) -> None:
        self._ng = ng
        self._inner_ports = inner_ports

    def offered(self, gateway: str, sdp: str) -> str:
        """A browser offers *sdp*, at first or anew: the same offer, plain."""
        return self._offer(gateway, BROWSER, INSIDE, sdp, TOWARDS_US)

    def answered(self, gateway: str, sdp: str) -> str:
        """Our plain answer to a browser's offer, as the browser needs it."""
        return self._sdp("answer", gateway, BROWSER, INSIDE, sdp)

    def ring(self) -> None:
        """In the branch route of an INVITE of ours: its SDP becomes one for the browser."""
        sdp = self._offer(gateway(pv("$ci")), INSIDE, BROWSER, pv("$rb"), TOWARDS_BROWSER)
        KSR.textops.set_body(sdp, "application/sdp")

    def replied(self) -> None:
        """In the reply route of such an INVITE: the reply becomes one of a plain phone."""
        code = int(pv("$rs"))
        if 200 <= code < 300:
            sdp = self._sdp("answer", gateway(pv("$ci")), INSIDE, BROWSER, described())
            KSR.textops.set_body(sdp, "application/sdp")
            store.remember_socket(address(), pv("$ci"))
        elif code >= 300:
            self.close(gateway(pv("$ci")))

    def close(self, gateway: str) -> None:
        """Also of a gateway that is closed already."""
        with suppress(MediaRefused):
            self._ng.ask("delete", call_id=gateway, delete_delay=0)

    def close_quietly(self, gateway: str) -> None:
        """The same where nobody could do anything about it if it failed."""
        with suppress(MediaDown):
            self.close(gateway)

    def _flags(self, command: str, offerer: str) -> list[str]:
        """Inside, only the other part of our own call may speak. A browser proves itself by ICE and DTLS."""
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
