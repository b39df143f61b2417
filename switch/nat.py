"""Finds out where a phone really is: where its messages come from, whatever it claims.

A phone behind a router writes its private address into Contact and Via, and a phone on TCP or in a browser can only be
reached over the connection that it has opened. So the address that we see wins, for telephones and browsers alike (RFC
3581, RFC 5626 without its headers):

- replies go to where the request came from,
- calls go to where the registration came from (``received`` of usrloc),
- requests within a call go to where the call was begun or answered from.

So nothing that others write is ever looked up in the DNS: a sender who writes a name is taken to be where we see them.
(Kamailio couldn't look anything up, either: ``dns_servers_no`` of kamailio.cfg.)
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import KSR

from switch.message import header, header_at, is_address, pv, recorded_routes, source, uri_of

PINGED = 6
"""Branch flag of a registration that is kept alive: ``nat_bflag`` and ``sipping_bflag`` of kamailio.cfg."""

UDP_VIA = re.compile(r"SIP/2\.0/UDP\s+([0-9.]+)\s*(?::|;|,|$)", re.IGNORECASE | re.ASCII)
SENT_BY = re.compile(r"\s([0-9.]+)\s*(?::\s*([0-9]+))?\s*(?:[;,]|$)", re.ASCII)
URI = re.compile(r"^(?:sips?:)(?:([^@]*)@)?(\[[^]>]*\]|[^;?:>]+)(?::([0-9]+))?([^?>]*)", re.IGNORECASE | re.ASCII)
TRANSPORT = re.compile(r";transport=[^;?]*", re.IGNORECASE | re.ASCII)
SIP_PORT = "5060"


def reply_to_source() -> None:
    """Send replies to the request being worked on to the port it came from, even if it does not ask for that: if its
    Via names anything but the very address it came from, no reply would arrive there."""
    via = UDP_VIA.match(header("Via"))
    if (not via or via.group(1) != pv("$si")) and pv("$proto") == "udp":
        KSR.force_rport()


def next_hop(contact: str, routes: Sequence[str] = ()) -> str:
    """Return where to send what is meant for the other end of the message being worked on, which claims *contact* and
    to be reached through *routes*: the URI of where the message came from, or "" for where the first of these says. A
    proxy may well send from another of its hosts than it names."""
    is_there = _is_place(uri_of(routes[0])) if routes else header("Contact") and not is_behind_router(contact)
    return "" if is_there and _may_listen_elsewhere() else source()


class Whereabouts(NamedTuple):
    """Names where to send requests within a dialog: to *next_hop*, "" for where the *target* or its routes say, from
    our *socket*."""

    target: str
    next_hop: str
    socket: str


def whereabouts(contact: str, routes: Sequence[str]) -> Whereabouts:
    """Return where to send requests within the dialog of the request being worked on, which claims *contact*, by way of
    *routes*."""
    return Whereabouts(contact, next_hop(contact, routes), socket_here())


def is_behind_router(contact: str) -> bool:
    """Return whether the message being worked on came from another host than it claims."""
    return host_and_port(contact)[0] != pv("$si")


def _may_listen_elsewhere() -> bool:
    """Return whether a telephone may send from one port and listen at another. Over UDP it says so by naming its true
    host, and by not asking for replies to the port that it sends from."""
    return pv("$proto") == "udp" and ";rport" not in (header("Via")).lower()


def _is_place(uri: str) -> bool:
    """Return whether *uri* says where to send something: it names an address (not IPv6, which we don't speak), and no
    private one that is valid only where the other end of the message being worked on is."""
    host = host_and_port(uri)[0]
    return is_address(host) and not KSR.nathelper.is_rfc1918(host) > 0 > KSR.nathelper.is_rfc1918(pv("$si"))


def host_and_port(contact: str) -> tuple[str, str]:
    """Return the host, in lower case, and the port of a URI; "" for both if it can't be read."""
    found = URI.match(contact)
    return (found.group(2).lower(), found.group(3) or SIP_PORT) if found else ("", "")


def note_registration() -> None:
    """Note where calls are sent, and whether the way there has to be kept open, before the REGISTER being worked on is
    saved. TCP itself keeps connections open."""
    contact = uri_of(header("Contact"))
    if not next_hop(contact):
        return
    KSR.nathelper.fix_nated_register()
    if pv("$proto") == "udp" and host_and_port(contact) != (pv("$si"), pv("$sp")):
        KSR.setbflag(PINGED)


def answer_from_source() -> None:
    """Replace the Contact of an answer to an INVITE of ours by where that comes from, so that ACK and BYE get there,
    even if it has none. If proxies have recorded themselves, replace the one next to us instead. Call this in
    ``ksr_reply_route``."""
    if pv("$rs")[:1] != "2" or _is_from_ourselves():
        return
    contact, routes = uri_of(header("Contact")), recorded_routes()
    claim = uri_of(routes[-1]) if routes else contact
    is_lost = next_hop(contact, routes[-1:]) if _is_passed_on() else not _is_place(claim)
    if is_lost and (seen := _seen_as(claim)) != claim:
        _replace("Record-Route" if routes else "Contact", ", ".join([*routes[:-1], f"<{seen}>"]))


def _replace(name: str, value: str) -> None:
    KSR.hdr.remove(name)
    KSR.hdr.append(f"{name}: {value}\r\n")
    if not _is_passed_on():
        KSR.textopsx.msg_apply_changes()


def _is_from_ourselves() -> bool:
    """Return whether our proxy part has sent the reply being worked on to our client part."""
    return (pv("$si"), pv("$sp")) == (pv("$Ri"), pv("$Rp"))


def comes_from_ourselves() -> bool:
    """Return whether the request being worked on is one of ours that has come back at once. Over TCP its port means
    nothing, but our own Via is on top."""
    if _is_from_ourselves():
        return True
    sender, here = SENT_BY.search(header("Via")), (pv("$Ri"), pv("$Rp"))
    return bool(sender and pv("$si") == here[0] and (sender.group(1), sender.group(2) or SIP_PORT) == here)


def _is_passed_on() -> bool:
    """Return whether the reply being worked on goes on to our client part, because it is a phone's. A carrier answers
    us directly, and may well name another host than the one it speaks from."""
    return "," in header("Via") or bool(header_at("Via", 1))


def goes_astray() -> bool:
    """Return whether the reply being worked on, for which nobody has asked, would be sent on to whomever it names."""
    return _is_passed_on() and KSR.tm.t_check_trans() <= 0


def _seen_as(contact: str) -> str:
    """Return *contact* with the address that the message being worked on came from."""
    found = URI.match(contact)
    user, parameters = (found.group(1), found.group(4)) if found else (None, "")
    transport = "" if pv("$proto") == "udp" else f";transport={pv('$proto')}"
    who = f"{user}@" if user else ""
    return f"sip:{who}{pv('$si')}:{pv('$sp')}{TRANSPORT.sub('', parameters)}{transport}"


def socket_here() -> str:
    """Return our socket to which the message being worked on came, for ``t_uac_send``. A router lets in only what comes
    from the port to which its phone has talked."""
    return f"udp:{pv('$Ri')}:{pv('$Rp')}"


def socket_towards(there: str, here: str) -> str:
    """Return our socket from which to send a request to the URI *there*; *here* is where its dialog was begun."""
    return "" if ";transport=" in there.lower() else here


def our_contact(contact: str) -> str:
    """Return our *contact* for the sender of the request being worked on: one who came by TCP may have no other way."""
    return f"{contact};transport=tcp" if pv("$proto") == "tcp" else contact


def destination() -> str:
    """Return where the request being worked on goes next, a URI in lower case."""
    return (pv("$du") or pv("$ru")).lower()


def be_reached_by_connection(contact: str) -> None:
    """Write our *contact* into an INVITE of ours as the telephone needs it. Call this in its branch route."""
    if ";transport=tcp" in destination():
        KSR.hdr.remove("Contact")
        KSR.hdr.append(f"Contact: <{contact};transport=tcp>\r\n")
