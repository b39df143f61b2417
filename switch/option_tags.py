"""Handles extensions of SIP that a caller asks for (RFC 3261 section 19.2): session timers, and those that we don't
have."""

import KSR

from switch.message import BLANK, header, headers

TIMER = "timer"
HARMLESS = {TIMER, "100rel"}
"""We send no provisional reply reliably, but callers that ask for it take our final one all the same."""


def unknown() -> list[str]:
    """Return what the INVITE being worked on requires and we don't have."""
    return [tag for tag in _tags("Require") if tag not in HARMLESS]


def agree_on_session_timer() -> None:
    """Agree, in the answer to the INVITE or UPDATE being worked on, that the caller refreshes the session as often as
    it said (RFC 4028). If it leaves that to us, there is no timer."""
    said, _, parameters = header("Session-Expires").partition(";")
    interval = said.strip(BLANK)
    is_ours = "refresher=uas" in parameters.replace(" ", "").lower()
    if interval.isascii() and interval.isdecimal() and not is_ours and TIMER in _tags("Require") + _tags("Supported"):
        KSR.hdr.append_to_reply(f"Session-Expires: {interval};refresher=uac\r\nRequire: {TIMER}\r\n")


def _tags(name: str) -> list[str]:
    return [tag.strip(BLANK).lower() for value in headers(name) for tag in value.split(",") if tag.strip(BLANK)]
