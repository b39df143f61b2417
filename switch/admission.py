"""Decides which new calls are let in, so that calls in progress never wait.

The INVITE is the least of a call's work: what follows comes through the same sockets. So new calls pass a token bucket.
When messages wait at a socket for too long (``beats``), or rtpengine doesn't answer, none are let in. Refusing a call
costs next to nothing: it happens before anything is looked up, and leaves no state behind.

The workers ask here. The process that turns the wheel (``governor``) decides how many may come until its next turn.
"""

import secrets

import KSR

from designer.runtime.journal_entries import RefusalReason

RETRY_AFTER_S = (3, 8)
"""The range of waits, in s, for callers who are refused: those refused together must not come back together."""

REASONS: tuple[RefusalReason, ...] = ("", "media_down", "disk_full")
"""Why none are let in, by the number that the shared memory has."""


def has_room() -> bool:
    """Return whether one more call may come. It isn't counted yet, because it may turn out to be one that we don't
    take."""
    return arrived() < _allowed()


def count() -> bool:
    """Count a call that is about to begin. Return False if others have taken the room meanwhile."""
    return int(KSR.htable.sht_inc("counters", "arrived")) <= _allowed()


def refuse() -> None:
    """Answer the INVITE being worked on with 503, without a transaction."""
    KSR.htable.sht_inc("counters", "refused")
    retry_later()
    KSR.sl.sl_send_reply(503, "Service Unavailable")


def retry_later() -> None:
    """Add Retry-After (RFC 3261 section 20.33) to the next reply."""
    low, high = RETRY_AFTER_S
    KSR.hdr.append_to_reply(f"Retry-After: {low + secrets.randbelow(high - low + 1)}\r\n")


def arrived() -> int:
    """Return how many new calls came since the wheel's last turn."""
    return int(KSR.htable.sht_get("counters", "arrived") or 0)


def allow(calls: int, why: RefusalReason = "") -> None:
    """Let so many calls come until the wheel's next turn. *why* says for what reason none may."""
    KSR.htable.sht_seti("counters", "arrived", 0)
    KSR.htable.sht_seti("counters", "allowed", calls)
    KSR.htable.sht_seti("counters", "why_shut", REASONS.index(why))


def why_shut() -> RefusalReason:
    """Return for what reason no new calls are let in, "" if it is only that there are too many."""
    return REASONS[int(KSR.htable.sht_get("counters", "why_shut") or 0)]


def _allowed() -> int:
    return int(KSR.htable.sht_get("counters", "allowed"))


def take_refused() -> int:
    """Return how many new calls were refused since this was last asked."""
    refused = int(KSR.htable.sht_get("counters", "refused") or 0)
    if refused:
        KSR.htable.sht_seti("counters", "refused", 0)
    return refused


def tell_refused(lately: int) -> None:
    """Tell the portal how many new calls were refused within the last hour."""
    KSR.htable.sht_seti("counters", "refused_lately", lately)
