"""Defines what the switch keeps of a call in shared memory: plain JSON, described by types.

A worker loads a call under its lock, changes it, and saves it; nothing of it is kept by any process. It lives as long
as Kamailio's shared memory, so its fields may change from one version of the program to the next.
"""

from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

from designer.runtime.call_state import CallState

MOST_HOPS = 70
"""How often an INVITE may be sent on if it does not say so itself (RFC 3261 section 8.1.1.6)."""


class Endpoint(TypedDict):
    """Names where voice is sent: an IPv4 address and a port."""

    host: str
    port: int


class VoiceSide(TypedDict):
    """Describes one side of a call's voice.

    *sdp* is what rtpengine is told, *claimed* the place that the side's own SDP names. *learns*: rtpengine may still
    learn another place from the side's packets; *learned* is the one that it has learned. Keys count if they come from
    one of *sources*, addresses and networks. *leg* is the Call-ID of the leg that speaks, "" for the caller or nobody.
    """

    sdp: str
    claimed: Endpoint
    learns: bool
    learned: Endpoint | None
    sources: list[str]
    leg: str


class Dialog(TypedDict):
    """Describes a dialog as RFC 3261 section 12 asks for: *local* and *remote* are name-addr headers with their tags,
    ready to be written into a request; *tag* and *local_tag* are the tags alone; *cseq* is the other side's latest.

    Requests go to *next_hop*, "" for the first of *routes* or the *target*, from our *socket*. They may come from
    *hosts*, or with the password of one of *accounts*. *source* is the address from which the dialog was begun or
    answered, "" if nobody knows. *sdp* is the other side's first, and *gateway* names rtpengine's call for a browser,
    "" for other phones. *answered_ms* is when a leg was answered, by the steady clock.
    """

    call_id: str
    tag: str
    local_tag: str
    local: str
    remote: str
    target: str
    routes: list[str]
    next_hop: str
    socket: str
    hosts: list[str]
    source: str
    accounts: list[str]
    cseq: int
    sdp: str
    gateway: str
    is_carrier: bool
    answered_ms: NotRequired[int]


class Caller(Dialog):
    """Describes the caller's dialog, with what became of their INVITE.

    *suspended* are tm's numbers of its transaction, None while its route still runs. *ringing*: they were told that it
    rings; *replied*: they got a final reply. *voice* is nobody's until rtpengine knows the caller. *hops* is how often
    INVITEs to which theirs leads may be sent on.
    """

    invite_cseq: int
    hops: int
    suspended: list[int] | None
    ringing: bool
    replied: bool
    voice: VoiceSide


class Leg(TypedDict):
    """Describes an attempt to reach somebody: an *extension* by its *phones* (accounts), or a *number* by a carrier.

    *sdp* is our offer, *display* the name shown on the phones, "" for none. *rings*: one of them has said so.
    *dialog* is None until somebody answers, and again once they have hung up.
    """

    call_id: str
    extension: str
    number: str
    is_carrier: bool
    phones: list[str]
    display: str
    hops: int
    sdp: str
    gateway: str
    local_tag: str
    rings: bool
    cancelled: bool
    dialog: Dialog | None


class MediaCall(TypedDict):
    """Describes what rtpengine was told of a call. *keys* maps a tag to the keys that this side was told last, by suite
    (RFC 4568). *peer* is the side that the caller is connected to, *caller_port* rtpengine's port for the caller.
    *speakers* are the Call-IDs of legs that were connected before, by their SSRCs (RFC 3550)."""

    id: str
    keys: dict[str, dict[str, str]]
    peer: VoiceSide | None
    caller_port: int
    offers_encrypted: bool
    speakers: dict[str, str]


class SwitchCall(MediaCall):
    """Describes a call in progress. *seq* numbers its next line in the journal, *state* is the machine's, None until
    the first step. *program* and *directory* are the hashes that it began with.

    *shown_caller* and *shown_number* are what phones and carriers see. *offer* and *encrypted_offer* are SDPs that ring
    phones, "" once they no longer hold. *placed_by* is the company and extension of the employee who placed the call,
    empty for a caller from outside; *talkers* are those of all employees in the call. *put_off* are events that wait
    until the program can be read again.
    """

    company: str
    seq: int
    state: CallState | None
    program: str
    directory: str
    caller: Caller
    shown_caller: str
    shown_number: str
    offer: str
    encrypted_offer: str
    legs: dict[str, Leg]
    placed_by: list[str]
    talkers: list[list[str]]
    put_off: list[dict[str, Any]]


class Wanted(TypedDict):
    """Describes a call that the exchange begins: with *agent*, as from *caller* to *number*.

    With a *program* somebody tries a drawing. Without one they call *number* outside: with a *group*, because its
    queue has promised to call back, after *tries* attempts; else because they want to, for *of_group* if that is not
    "", and the number sees *line* as its caller. Only their *phone* rings if it is named. *shown* is what phones show
    as the caller's name.
    """

    company: str
    agent: str
    number: str
    caller: str
    program: str
    group: str
    wrap_up_s: int
    phone: str
    shown: str
    tries: int
    line: str
    of_group: str


class PendingCall(MediaCall):
    """Describes a call that becomes a ``SwitchCall`` once the employee rung by *leg* picks up."""

    wanted: Wanted
    leg: Leg


def media_call(call: str) -> MediaCall:
    """Return a call of which rtpengine was told nothing yet."""
    return {"id": call, "keys": {}, "peer": None, "caller_port": 0, "offers_encrypted": False, "speakers": {}}


def new_leg(call_id: str, extension: str, phones: Iterable[str], sdp: str, hops: int = MOST_HOPS) -> Leg:
    """Return a leg to an employee's phones that has not rung yet. *sdp* is our offer."""
    return {
        "call_id": call_id,
        "extension": extension,
        "number": "",
        "is_carrier": False,
        "phones": list(phones),
        "display": "",
        "hops": hops,
        "sdp": sdp,
        "gateway": "",
        "local_tag": "",
        "rings": False,
        "cancelled": False,
        "dialog": None,
    }


def dialog_of(call: SwitchCall, leg: str) -> Dialog | None:
    """Return the dialog of a *leg*, or the caller's for ""; None if nobody is there."""
    return call["legs"][leg]["dialog"] if leg else call["caller"]
