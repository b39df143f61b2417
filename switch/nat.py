"""Where a phone really is: where its messages come from, whatever it claims.

Behind a router a phone writes its private address into Contact and Via, and a phone on TCP or in a browser can be
reached by the connection that it has opened and by no other. So the address that we see wins, for telephones and for
browsers alike (RFC 3581, RFC 5626 without its headers):

- replies go to where the request came from,
- calls go to where the registration came from (``received`` of usrloc),
- requests within a call go to where the call was begun or answered from.
"""

import re
from typing import Any

import KSR

from switch.message import header, header_at, pv, source, uri_of

JsonObject = dict[str, Any]

PINGED = 6
"""Branch flag of a registration that is kept alive: ``nat_bflag`` and ``sipping_bflag`` of kamailio.cfg."""

UDP_VIA = re.compile(r"SIP/2\.0/UDP\s+([0-9.]+)\s*(?::|;|,|$)", re.IGNORECASE | re.ASCII)
URI = re.compile(r"^(?:sips?:)(?:([^@]*)@)?([^;?:>]+)(?::([0-9]+))?([^?>]*)", re.IGNORECASE | re.ASCII)
TRANSPORT = re.compile(r";transport=[^;?]*", re.IGNORECASE | re.ASCII)
SIP_PORT = "5060"


def reply_to_source() -> None:
    """Send replies to the request being worked on to the port it came from, also if it asks for none of that: where its
    Via names another address than the one it came from, no reply would arrive there."""
    via = UDP_VIA.match(header("Via"))
    if via and via.group(1) != pv("$si"):
        KSR.force_rport()


def next_hop(contact: str) -> str:
    """Where to send what is meant for the other end of the message being worked on, which claims *contact*: the
    URI of where the message came from, or "" for where the contact says."""
    return "" if _is_claim_good(contact) else source()


def whereabouts(contact: str) -> JsonObject:
    """Where to send requests within the dialog of the request being worked on, which claims *contact*: the parts of a
    dialog that say so."""
    return {"target": contact, "next_hop": next_hop(contact), "socket": socket_here()}


def is_behind_router(contact: str) -> bool:
    """Whether the message being worked on came from another host than it claims."""
    return _host_and_port(contact)[0] != pv("$si")


def _is_claim_good(contact: str) -> bool:
    """Over UDP, a telephone may send from one port and listen at another. It says so by naming its true host, and by
    not asking for replies to the port that it sends from."""
    same_host = not is_behind_router(contact)
    return same_host and pv("$proto") == "udp" and ";rport" not in (header("Via")).lower()


def _host_and_port(contact: str) -> tuple[str, str]:
    found = URI.match(contact)
    return (found.group(2).lower(), found.group(3) or SIP_PORT) if found else ("", "")


def note_registration() -> None:
    """Of the REGISTER being worked on, before it is saved: where calls are sent, and whether the way to there has to be
    kept open. Connections are kept open by TCP itself."""
    contact = uri_of(header("Contact"))
    if not next_hop(contact):
        return
    KSR.nathelper.fix_nated_register()
    if pv("$proto") == "udp" and _host_and_port(contact) != (pv("$si"), pv("$sp")):
        KSR.setbflag(PINGED)


def answer_from_source() -> None:
    """In ``ksr_reply_route``: the Contact of an answer to an INVITE of ours becomes where that comes from, so that ACK
    and BYE get there; also where it has none. Where proxies have recorded themselves, the way goes through them."""
    if pv("$rs")[:1] != "2" or _is_from_ourselves() or header("Record-Route"):
        return
    contact, passes_on = uri_of(header("Contact")), _is_passed_on()
    is_lost = not contact or (next_hop(contact) if passes_on else _is_private(contact))
    if is_lost and (seen := _seen_as(contact)) != contact:
        KSR.hdr.remove("Contact")
        KSR.hdr.append(f"Contact: <{seen}>\r\n")
        if not passes_on:
            KSR.textopsx.msg_apply_changes()


def _is_from_ourselves() -> bool:
    """Whether our proxy part has sent on the reply being worked on to our client part."""
    return (pv("$si"), pv("$sp")) == (pv("$Ri"), pv("$Rp"))


def _is_passed_on() -> bool:
    """Whether the reply being worked on goes on to our client part: it is a phone's. A carrier answers us at once, and
    may well name another host than that which it speaks by, if only it can be reached."""
    return "," in header("Via") or bool(header_at("Via", 1))


def _is_private(contact: str) -> bool:
    """Whether *contact* is good only where the other end of the message being worked on is."""
    host, here = _host_and_port(contact)[0], pv("$si")
    return bool(KSR.nathelper.is_rfc1918(host) > 0 > KSR.nathelper.is_rfc1918(here))


def _seen_as(contact: str) -> str:
    """*contact* with the address that the message being worked on came from."""
    found = URI.match(contact)
    user, parameters = (found.group(1), found.group(4)) if found else (None, "")
    transport = "" if pv("$proto") == "udp" else f";transport={pv('$proto')}"
    who = f"{user}@" if user else ""
    return f"sip:{who}{pv('$si')}:{pv('$sp')}{TRANSPORT.sub('', parameters)}{transport}"


def socket_here() -> str:
    """Which of our sockets the message being worked on came to, for ``t_uac_send``. A router lets in what comes from
    the port that its phone has talked to, and nothing from any other of ours."""
    return f"udp:{pv('$Ri')}:{pv('$Rp')}"


def socket_towards(there: str, here: str) -> str:
    """Which of our sockets to send a request to *there* from, a URI; *here* is where its dialog was begun."""
    return "" if ";transport=" in there.lower() else here


def our_contact(contact: str) -> str:
    """Our *contact* for whoever sent the request being worked on: who came by TCP has perhaps no other way."""
    return f"{contact};transport=tcp" if pv("$proto") == "tcp" else contact


def destination() -> str:
    """Where the request being worked on is going next, a URI in lower case."""
    return (pv("$du") or pv("$ru")).lower()


def be_reached_by_connection(contact: str) -> None:
    """In the branch route of an INVITE of ours to a telephone: our *contact*, as it needs it."""
    if ";transport=tcp" in destination():
        KSR.hdr.remove("Contact")
        KSR.hdr.append(f"Contact: <{contact};transport=tcp>\r\n")
