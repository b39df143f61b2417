"""The SIP side of a call: the caller's dialog, in which we are the server, and a dialog to each phone we ring.

What is kept of a dialog is what RFC 3261 section 12 asks for: Call-ID, both tags (inside ``local`` and ``remote``,
ready to be written into a request), the remote target, and the route set.
"""

import json
import os
import re
import socket
from typing import Any

import KSR

from switch import store

JsonObject = dict[str, Any]

LEG_HEADER, NAME_HEADER = "X-Zentrale-Leg", "X-Zentrale-Name"
OUR_CSEQ = 100
"""CSeq of the requests we send in a dialog that the other side began: there is at most one, BYE."""

LEG_CSEQ = 10
"""CSeq that the uac module gives an INVITE of ours."""

ELSEWHERE = 'Reason: SIP;cause=200;by=colleague;text="Call completed elsewhere"'
"""Phones know it by the cause or by this text. tm says the same, without *by*, when another phone of the same employee
has answered."""

NOT_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')
"""What would break out of a quoted string, or out of its header (RFC 3261 section 25.1)."""

SOCKET = re.compile(r"\b([0-9.]+:[0-9]+);transport=ws")

_socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
_final: tuple[int, str, str] | None = None
"""What ``continued`` is to reply: it runs inside ``t_continue``, in the same process, and takes no arguments."""


def pv(name: str) -> str:
    """A pseudo-variable of the message being worked on; "" when it has no value."""
    value = KSR.pv.get(name)
    return "" if value is None else str(value)


def uri_of(header: str) -> str:
    """The URI of a name-addr or addr-spec header (RFC 3261 section 20.10)."""
    found = re.search(r"<([^>]*)>", header)
    return found.group(1) if found else header.split(";")[0].strip()


def take_invite() -> JsonObject | None:
    """Make us the server of this INVITE's dialog; None when it is a retransmission or the transaction failed.

    Our tag goes into the request's To before the transaction is built, so the dialog is known before the ACK.
    """
    to = f"<{pv('$tu')}>;tag={os.urandom(8).hex()}"
    caller = {
        "call_id": pv("$ci"),
        "tag": pv("$ft"),
        "remote": KSR.hdr.get("From"),
        "local": to,
        "target": uri_of(KSR.hdr.get("Contact") or pv("$fu")),
        "routes": _headers("Record-Route"),
        "next_hop": _source(),
        "sdp": pv("$rb"),
        "cseq": pv("$cs"),
        "suspended": None,
        "replied": False,
    }
    KSR.hdr.remove("To")
    KSR.hdr.append(f"To: {to}\r\n")
    KSR.textopsx.msg_apply_changes()
    return caller if KSR.tm.t_newtran() > 0 else None


def _headers(name: str) -> list[str]:
    found: list[str] = []
    while value := KSR.pv.get(f"$(hdr({name})[{len(found)}])"):
        found.append(str(value))
    return found


def _source() -> str:
    transport = "" if pv("$proto") == "udp" else f";transport={pv('$proto')}"
    return f"sip:{pv('$si')}:{pv('$sp')}{transport}"


def ringing() -> None:
    """Tell the caller that it rings. Only in the route of the INVITE itself."""
    KSR.tm.t_reply(180, "Ringing")


def suspend(caller: JsonObject) -> None:
    """Leave the INVITE without a final reply for now. Only in the route of the INVITE itself."""
    KSR.tmx.t_suspend()
    caller["suspended"] = [int(pv("$T(id_index)")), int(pv("$T(id_label)"))]


def reply(caller: JsonObject, contact: str, code: int, reason: str, sdp: str = "") -> None:
    """The one final reply to the caller's INVITE, from whichever process it comes."""
    global _final
    caller["replied"] = True
    _final = (code, reason, sdp)
    if caller["suspended"] is None:
        final_reply(contact)
    else:
        KSR.tmx.t_continue(*caller["suspended"], "ksr_continued")


def final_reply(contact: str) -> None:
    """Send what ``reply`` was asked for, in the context of the INVITE's transaction."""
    global _final
    if _final is None:
        return
    (code, reason, sdp), _final = _final, None
    if code < 300:
        KSR.hdr.append_to_reply(f"Contact: <{contact}>\r\n")
        KSR.hdr.append_to_reply("Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO\r\n")
        KSR.textops.set_reply_body(sdp, "application/sdp")
    if code == 503:
        KSR.hdr.append_to_reply("Retry-After: 5\r\n")
    KSR.tm.t_reply(code, reason)


def bye(dialog: JsonObject, cseq: int) -> None:
    """Hang up on the other side of *dialog*, unless its WebSocket is closed and so nobody could be told."""
    socket_address = SOCKET.search(dialog["next_hop"] or dialog["target"])
    if socket_address and not store.has_socket(socket_address.group(1)):
        return
    lines = [
        f"From: {dialog['local']}",
        f"To: {dialog['remote']}",
        f"Call-ID: {dialog['call_id']}",
        f"CSeq: {cseq} BYE",
        *(f"Route: {route}" for route in dialog["routes"]),
    ]
    headers = "".join(f"{line}\r\n" for line in lines)
    KSR.tm.t_uac_send("BYE", dialog["target"], dialog["next_hop"], "", headers, "")


def invite(leg: JsonObject, host: str, contact: str, caller: str, secret: str, tag: str, display: str = "") -> None:
    """Ring the phones of *leg*: an INVITE to ourselves, which the proxy part forks to their registrations.

    *display* is the name to show on them, "" for none.
    """
    headers = f"{LEG_HEADER}: {secret} {' '.join(leg['phones'])}\r\n"
    if plain := NOT_QUOTED.sub("", display).strip():
        headers += f"{NAME_HEADER}: {plain}\r\n"
    _send_invite(leg, f"sip:{leg['extension']}@{host}", f"sip:{host}", f"sip:{caller}@{host}", contact, tag, headers)


def invite_outside(leg: JsonObject, trunk: str, host: str, contact: str, caller: str, tag: str) -> None:
    """Ring a number by way of the trunk, "host:port"."""
    _send_invite(leg, f"sip:{leg['number']}@{trunk}", f"sip:{trunk}", f"sip:{caller}@{host}", contact, tag, "")


def _send_invite(leg: JsonObject, to: str, next_hop: str, sender: str, contact: str, tag: str, headers: str) -> None:
    values = {
        "method": "INVITE",
        "ruri": to,
        "ouri": next_hop,
        "furi": sender,
        "turi": to,
        "callid": leg["call_id"],
        "hdrs": f"Contact: <{contact}>\r\n{headers}Content-Type: application/sdp\r\n",
        "body": leg["sdp"],
        "evparam": tag,
    }
    for name, value in values.items():
        KSR.pv.sets(f"$uac_req({name})", value)
    KSR.pv.seti("$uac_req(evroute)", 1)
    KSR.uac.uac_req_send()


def cancel(leg: JsonObject, rpc_port: int) -> None:
    """Stop ringing. Only ``tm.cancel`` by way of the datagram socket leaves the transaction clean (Kamailio 5.6.3)."""
    request = {"jsonrpc": "2.0", "id": 1, "method": "tm.cancel", "params": [leg["call_id"], str(LEG_CSEQ)]}
    _socket.sendto(json.dumps(request).encode(), ("127.0.0.1", rpc_port))


def note_cancel() -> None:
    """Of an INVITE of ours on its way to phones, in its route: what cancels it (RFC 3261 section 9.1)."""
    lines = [
        f"CANCEL {pv('$ru')} SIP/2.0",
        *(f"{name}: {KSR.hdr.get(name)}" for name in ("Via", "From", "To", "Call-ID")),
        f"CSeq: {LEG_CSEQ} CANCEL",
        "Max-Forwards: 70",
    ]
    store.remember_cancel(pv("$ci"), "\r\n".join(lines))


def cancel_elsewhere(leg: JsonObject, sip_address: str, rpc_port: int) -> None:
    """Stop ringing, as somebody else has answered.

    ``tm.cancel`` has no room for the reason. So our proxy part gets a CANCEL by datagram as from our client part; tm
    copies its reason into those that go to the phones (RFC 3326).
    """
    request = store.cancel(leg["call_id"])
    if not request:
        cancel(leg, rpc_port)
        return
    host, _, port = sip_address.partition(":")
    data = f"{request}\r\n{ELSEWHERE}\r\nContent-Length: 0\r\n\r\n"
    _socket.sendto(data.encode(errors="surrogateescape"), (host, int(port)))


def answered_leg() -> JsonObject:
    """The dialog that the 200 being worked on has made of our INVITE to a phone."""
    target = uri_of(KSR.hdr.get("Contact"))
    return {
        "call_id": pv("$ci"),
        "local": KSR.hdr.get("From"),
        "remote": KSR.hdr.get("To"),
        "target": target,
        "routes": _headers("Record-Route")[::-1],
        "next_hop": "",
        "sdp": pv("$rb"),
    }
