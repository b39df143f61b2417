"""Takes part in the caller's dialog, in which we are the server, and has what all our dialogs have in common."""

import os
import re

import KSR

from switch import nat, option_tags, store, timers, voice
from switch.message import cseq_number, header, pv, recorded_routes, uri_of
from switch.orders import Bye
from switch.switch_call import MOST_HOPS, Caller, Dialog

OUR_CSEQ = 100
"""CSeq of the requests we send in a dialog that the other side began: there is at most one, BYE."""

SETTLED_MS = 200
"""Within this time tm sends our ACK to a phone that has answered; a BYE that overtakes it confuses some phones."""

RINGING_AGAIN_MS = 55_000
"""How often we say that it still rings: proxies give a call up after a minute (RFC 3261 section 13.3.1.1)."""

SOCKET = re.compile(r"\b([0-9.]+:[0-9]+);transport=ws")
HOST = re.compile(r"^sips?:(?:[^@]*@)?\[?([^\];:?>]+)")

_final: tuple[int, str, str] | None = None
"""What ``ksr_continued`` is to reply: it runs inside ``t_continue``, in the same process, and takes no arguments."""


def take_invite(account: str, offer: str) -> Caller | None:
    """Make us the server of this INVITE's dialog. Return None if it is a retransmission or its transaction failed.

    *account* is the SIP account of the employee's phone that calls, "" for a caller from a carrier; *offer* is its SDP.
    Our tag goes into the request's To before the transaction is built, so the dialog is known before the ACK.
    """
    tag = os.urandom(8).hex()
    to = f"<{pv('$tu')}>;tag={tag}"
    target, routes = uri_of(header("Contact") or pv("$fu")), recorded_routes()
    claimed = [] if account else hosts_of(target, *routes[:1])
    there = nat.whereabouts(target, routes)
    caller: Caller = {
        "call_id": pv("$ci"),
        "tag": pv("$ft"),
        "local_tag": tag,
        "remote": header("From"),
        "local": to,
        "routes": routes,
        "target": there.target,
        "next_hop": there.next_hop,
        "socket": there.socket,
        "hosts": [pv("$si"), *claimed],
        "source": pv("$si"),
        "accounts": [account] if account else [],
        "sdp": offer,
        "gateway": "",
        "is_carrier": not account,
        "cseq": cseq_number(),
        "invite_cseq": cseq_number(),
        "hops": _hops_left(),
        "suspended": None,
        "ringing": False,
        "replied": False,
        "voice": voice.nobody(offer),
    }
    KSR.hdr.remove("To")
    KSR.hdr.append(f"To: {to}\r\n")
    KSR.textopsx.msg_apply_changes()
    return caller if KSR.tm.t_newtran() > 0 else None


def _hops_left() -> int:
    """Return how often the INVITE being worked on may still be sent on (RFC 3261 section 20.22). INVITEs to which it
    leads get one hop less, so that none goes round in circles through other exchanges for ever."""
    said = header("Max-Forwards")
    return min(int(said), MOST_HOPS) if said.isascii() and said.isdecimal() and len(said) < 4 else MOST_HOPS


def hosts_of(*uris: str) -> list[str]:
    """Return the hosts in these URIs or name-addr headers: a carrier may send from wherever it can be reached."""
    found = (HOST.match(uri_of(uri)) for uri in uris)
    return sorted({each.group(1) for each in found if each})


def refusal(dialog: Dialog | None) -> tuple[int, str] | None:
    """Return the code and reason to refuse the request being worked on, if it does not belong to *dialog* (RFC 3261
    section 12.2.2); None if it does.

    Both tags must be the same, to the letter, and its CSeq number higher than all before. ``is_from_there`` checks
    where it came from.
    """
    if dialog is None or pv("$ft") != dialog["tag"] or pv("$tt") != dialog["local_tag"]:
        return 481, "Call/Transaction Does Not Exist"
    if cseq_number() <= dialog["cseq"]:
        return 500, "Out of Order"
    return None


def is_from_there(dialog: Dialog) -> bool:
    """Return whether the request being worked on comes from a host that *dialog* knows."""
    return pv("$si") in dialog["hosts"]


def is_cancelled(caller: Caller) -> bool:
    """Return whether the CANCEL being worked on is for the caller's own INVITE, which has no final reply yet (RFC 3261
    section 9.2). tm checks that the branch is the same."""
    is_same = pv("$ft") == caller["tag"] and cseq_number() == caller["invite_cseq"] and is_from_there(caller)
    return is_same and not caller["replied"]


def ringing(call: str, caller: Caller) -> None:
    """Tell the caller that it rings, from whichever process, and again once a minute."""
    if caller["replied"] or caller["ringing"]:
        return
    caller["ringing"] = True
    ring_again(caller)
    timers.start(call, "ringing", 0, RINGING_AGAIN_MS)


def ring_again(caller: Caller) -> None:
    """Reply 180 now: in the route of the INVITE itself, or by its Call-ID once it is suspended."""
    if caller["suspended"] is None:
        KSR.tm.t_reply(180, "Ringing")
    else:
        KSR.tmx.t_reply_callid(caller["call_id"], str(caller["invite_cseq"]), 180, "Ringing")


def suspend(caller: Caller, longest_ms: int) -> None:
    """Leave the INVITE without a final reply for now. Call this only in the route of the INVITE itself.

    tm gives a suspended INVITE the time that it gives to phones which say nothing at all; so that it doesn't end calls
    that still ring, it gets *longest_ms* of its own, and ``ksr_unanswered`` hears of it when even that is over.
    """
    KSR.tm.t_set_fr(longest_ms, longest_ms)
    KSR.tm.t_on_failure("ksr_unanswered")
    KSR.tmx.t_suspend()
    caller["suspended"] = [int(pv("$T(id_index)")), int(pv("$T(id_label)"))]


def reply(caller: Caller, contact: str, code: int, reason: str, sdp: str = "") -> None:
    """Send the one final reply to the caller's INVITE, from whichever process."""
    global _final
    caller["replied"] = True
    _final = (code, reason, sdp)
    if caller["suspended"] is None:
        final_reply(contact)
    else:
        KSR.tmx.t_continue(*caller["suspended"], "ksr_continued")


def final_reply(contact: str) -> None:
    """Send the reply that ``reply`` has left behind, in the context of the INVITE's transaction."""
    global _final
    if _final is None:
        return
    (code, reason, sdp), _final = _final, None
    if code < 300:
        KSR.hdr.append_to_reply(f"Contact: <{nat.our_contact(contact)}>\r\n")
        KSR.hdr.append_to_reply("Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE\r\n")
        option_tags.agree_on_session_timer()
        KSR.textops.set_reply_body(sdp, "application/sdp")
    if code == 503:
        KSR.hdr.append_to_reply("Retry-After: 5\r\n")
    KSR.tm.t_reply(code, reason)


def bye(dialog: Dialog, cseq: int) -> None:
    """Hang up on the other side of *dialog*, unless its WebSocket is closed and nothing could reach it."""
    unsettled_ms = dialog.get("answered_ms", 0) + SETTLED_MS - timers.steady_ms()
    if unsettled_ms > 0:
        timers.after(unsettled_ms, Bye(dialog, cseq))
        return
    socket_address = SOCKET.search(_there(dialog))
    if socket_address and not store.has_socket(socket_address.group(1)):
        return
    send(dialog, "BYE", cseq)


def send(dialog: Dialog, method: str, cseq: int) -> None:
    """Send a request of ours within *dialog* (RFC 3261 section 12.2.1.1)."""
    lines = [
        f"From: {dialog['local']}",
        f"To: {dialog['remote']}",
        f"Call-ID: {dialog['call_id']}",
        f"CSeq: {cseq} {method}",
        *(f"Route: {route}" for route in dialog["routes"]),
    ]
    block = "".join(f"{line}\r\n" for line in lines)
    there = _there(dialog)
    KSR.tm.t_uac_send(method, dialog["target"], there, nat.socket_towards(there, dialog["socket"]), block, "")


def _there(dialog: Dialog) -> str:
    """Return where requests within *dialog* are sent: to where it was seen, else to the first proxy on the way."""
    proxies = [uri_of(route) for route in dialog["routes"][:1]]
    return str(dialog["next_hop"] or (proxies or [dialog["target"]])[0])
