"""Sends our own INVITEs: to the phones of employees, through our proxy part, and to the carrier.

tm sends and repeats them and acknowledges answers. We give it no callback, because the uac module's frees its memory
twice when two final replies come at once (Kamailio 5.6.3, 6.0.1). Instead we look at every reply in
``ksr_reply_route``, before tm sees it, and have timers of our own for what tm ends by itself.
"""

import json
import os
import re

import KSR

from switch import datagrams, dialogs, nat, store, timers
from switch.message import described, header, is_address, pv, recorded_routes, tag_of, uri_of
from switch.settings import RPC_SOCKET, Settings
from switch.switch_call import Dialog, Leg

LEG_HEADER, NAME_HEADER, SOURCE_HEADER = "X-Zentrale-Leg", "X-Zentrale-Name", "X-Zentrale-Source"
"""Headers of INVITEs and replies between our client part and our proxy part."""
CSEQ = 10
"""The number of our INVITEs; a BYE in the dialog has the next one."""

CARRIER = ".carrier"
"""How the Call-ID of a leg to the carrier ends: its replies come straight to us, those of phones through our proxy."""

ENCRYPTED = ".encrypted"
"""How the Call-ID of a leg ends that is rung a second time, with an encrypted offer."""

NOT_ACCEPTABLE = (415, 488, 606)
"""Replies to a plain offer by a phone that takes only encrypted ones."""

SILENT_MS = 5_000
"""How long the carrier may send no reply at all to an INVITE."""

AGAIN_MS = 500
ELSEWHERE = 'Reason: SIP;cause=200;by=colleague;text="Call completed elsewhere"'
"""Tells phones that a colleague has answered, by the cause or by this text. tm says the same, without *by*, when
another phone of the same employee has answered."""

NOT_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')
"""Matches what would break out of a quoted string or its header (RFC 3261 section 25.1)."""


def sip_call_id(leg: str, call: str, number: str = "") -> str:
    """Return the Call-ID of a leg; *number* is "" unless it goes to the carrier."""
    return f"{leg}.{call}{CARRIER if number else ''}"


def parts_of(call_id: str) -> tuple[str, str]:
    """Return the call and the leg to which such a Call-ID belongs."""
    leg, _, call = call_id.partition(".")
    return call.removesuffix(CARRIER).removesuffix(ENCRYPTED), leg


def is_encrypted(leg: Leg) -> bool:
    """Return whether the phones of *leg* were offered an encrypted voice."""
    return leg["call_id"].endswith(ENCRYPTED)


def invite(leg: Leg, host: str, contact: str, caller: str, secret: str, display: str = "") -> None:
    """Ring the phones of *leg* with an INVITE to ourselves, which our proxy part forks to their registrations.

    *display* is the name to show on them, "" for none.
    """
    extra = f"{LEG_HEADER}: {secret} {' '.join(leg['phones'])}\r\n"
    if plain := NOT_QUOTED.sub("", display).strip():
        extra += f"{NAME_HEADER}: {plain}\r\n"
    _send(leg, f"sip:{leg['extension']}@{host}", f"sip:{host}", f"sip:{caller}@{host}", contact, host, extra)


def invite_outside(leg: Leg, trunk: str, address: str, host: str, contact: str, caller: str) -> None:
    """Ring a number through the trunk, "host:port", whose address is *address*."""
    _send(leg, f"sip:{leg['number']}@{trunk}", f"sip:{address}", f"sip:{caller}@{host}", contact, host, "")


def _send(leg: Leg, to: str, next_hop: str, sender: str, contact: str, host: str, extra: str) -> None:
    leg["local_tag"] = os.urandom(8).hex()
    lines = [
        f"From: <{sender}>;tag={leg['local_tag']}",
        f"To: <{to}>",
        f"Call-ID: {leg['call_id']}",
        f"CSeq: {CSEQ} INVITE",
        f"Contact: <{contact}>",
        f"Max-Forwards: {max(leg['hops'], 0)}",
    ]
    block = "".join(f"{line}\r\n" for line in lines) + f"{extra}Content-Type: application/sdp\r\n"
    KSR.tm.t_uac_send("INVITE", to, next_hop, f"udp:{host}", block, leg["sdp"])


def cancel(sip_call_id: str) -> None:
    """Stop ringing."""
    cancel_now(sip_call_id)
    timers.start(sip_call_id, "cancel", 0, AGAIN_MS)


def cancel_now(sip_call_id: str) -> None:
    """Have tm send a CANCEL, or send it as soon as the phone has said anything. Only ``tm.cancel`` through the datagram
    socket leaves the transaction clean (Kamailio 5.6.3).

    Its queue is short. We never wait for it, because we hold the call's lock: when it is full, the wheel of timers
    tries again. The wheel does so in any case: if a phone says at the same moment that it rings, tm may not know that
    yet, nor the reply's process that it has been cancelled. What was cancelled isn't cancelled twice.
    """
    request = {"jsonrpc": "2.0", "id": 1, "method": "tm.cancel", "params": [sip_call_id, str(CSEQ)]}
    try:
        datagrams.send_local(json.dumps(request).encode(), RPC_SOCKET)
    except BlockingIOError:
        timers.start(sip_call_id, "cancel", 0, timers.TICK_MS)


def note_cancel() -> None:
    """Note what cancels an INVITE of ours on its way to phones (RFC 3261 section 9.1). Call this in its route."""
    lines = [
        f"CANCEL {pv('$ru')} SIP/2.0",
        *(f"{name}: {header(name)}" for name in ("Via", "From", "To", "Call-ID")),
        f"CSeq: {CSEQ} CANCEL",
        "Max-Forwards: 70",
    ]
    store.remember_cancel(pv("$ci"), "\r\n".join(lines))


def cancel_elsewhere(sip_call_id: str, sip_address: str) -> None:
    """Stop ringing because somebody else has answered.

    ``tm.cancel`` has no room for the reason. So our proxy part gets a CANCEL by datagram, as if from our client part;
    tm copies its reason into those that go to the phones (RFC 3326).
    """
    request = store.cancel(sip_call_id)
    if not request:
        cancel(sip_call_id)
        return
    host, _, port = sip_address.partition(":")
    data = f"{request}\r\n{ELSEWHERE}\r\nContent-Length: 0\r\n\r\n"
    datagrams.send(data.encode(), (host, int(port)))
    timers.start(sip_call_id, "cancel", 0, AGAIN_MS)


def note_phone() -> None:
    """Note where a phone is that an INVITE of ours goes to, because its replies come from there. Call this in the
    branch route."""
    found = dialogs.HOST.match(nat.destination())
    store.remember_phone_host(pv("$ci"), found.group(1) if found else "")


def is_made_up(settings: Settings) -> bool:
    """Return whether the reply to an INVITE being worked on comes from a host that we did not ask: somebody has read
    our INVITE and answers for the phone or the carrier."""
    host, call_id = pv("$si"), pv("$ci")
    if f"{host}:{pv('$sp')}" == settings.sip_address:
        return False
    if call_id.endswith(CARRIER):
        named = settings.trunk.rpartition(":")[0]
        return is_address(named) and host != named and not settings.is_trunk(host)
    phone_hosts = store.phone_hosts(call_id)
    return bool(phone_hosts) and host not in phone_hosts and all(map(is_address, phone_hosts))


def is_ours(sip_address: str) -> bool:
    """Return whether the reply to an INVITE being worked on is for our client part, not for our proxy part that sent it
    on, and whether tm knows the INVITE, so that nobody has made the reply up."""
    comes_from_us = f"{pv('$si')}:{pv('$sp')}" == sip_address
    if comes_from_us == pv("$ci").endswith(CARRIER):
        return False
    return bool(KSR.tm.t_check_trans() > 0)


def note_source(address: str) -> None:
    """Note in a reply on its way through our proxy part where it came from, because our client part can't see that; ""
    notes nothing. Whatever the phone itself says about it is removed. Call this in the reply route."""
    KSR.hdr.remove(SOURCE_HEADER)
    if address:
        KSR.hdr.append(f"{SOURCE_HEADER}: {address}\r\n")


def answered() -> Dialog:
    """Return the dialog that the 200 being worked on has made of our INVITE."""
    target, routes = uri_of(header("Contact")), recorded_routes()[::-1]
    seen = [pv("$si")] if pv("$ci").endswith(CARRIER) else []
    to = header("To")
    return {
        "call_id": pv("$ci"),
        "tag": tag_of(to),
        "local_tag": pv("$ft"),
        "local": header("From"),
        "remote": to,
        "target": target,
        "routes": routes,
        "next_hop": "",
        "socket": nat.socket_here(),
        "hosts": [*seen, *dialogs.hosts_of(target, *routes[:1])],
        "source": header(SOURCE_HEADER),
        "accounts": [],
        "cseq": 0,
        "sdp": described(),
        "gateway": "",
        "is_carrier": pv("$ci").endswith(CARRIER),
        "answered_ms": timers.steady_ms(),
    }


def acknowledge(dialog: Dialog) -> None:
    """Send the ACK that tm does not send: it acknowledges only the first answer to an INVITE."""
    dialogs.send(dialog, "ACK", CSEQ)


def hang_up(dialog: Dialog) -> None:
    """End the dialog that a phone or the carrier has made by answering."""
    dialogs.bye(dialog, CSEQ + 1)
