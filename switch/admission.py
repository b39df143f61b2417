"""Decides which new calls are let in, so that calls in progress never wait.

The INVITE is the least of a call's work: what follows comes by the same sockets. So new calls pass a token bucket, and
when messages wait at the door for too long (``beats``), or when rtpengine doesn't answer, none are let in. Refusing one
costs next to nothing: it happens before anything is looked up, and leaves no state behind.

The workers ask here. The wheel's process (``governor``) decides how many may come until its next turn.
"""

import secrets

import KSR

RETRY_AFTER_S = (3, 8)
"""Callers who are refused together must not come back together."""


def has_room() -> bool:
    """Whether one more call may come. It isn't counted yet, because it may turn out to be one that we don't take."""
    return arrived() < _allowed()


def count() -> bool:
    """Counts a call that is about to begin; False: others have taken the room meanwhile."""
    return int(KSR.htable.sht_inc("counters", "arrived")) <= _allowed()


def refuse() -> None:
    """Answers the INVITE being worked on with 503, without a transaction."""
    KSR.htable.sht_inc("counters", "refused")
    retry_later()
    KSR.sl.sl_send_reply(503, "Service Unavailable")


def retry_later() -> None:
    """Adds Retry-After (RFC 3261 section 20.33) to the next reply."""
    low, high = RETRY_AFTER_S
    KSR.hdr.append_to_reply(f"Retry-After: {low + secrets.randbelow(high - low + 1)}\r\n")


def arrived() -> int:
    """New calls since the wheel's last turn."""
    return int(KSR.htable.sht_get("counters", "arrived") or 0)


def allow(calls: int) -> None:
    """Lets so many come until the wheel's next turn."""
    KSR.htable.sht_seti("counters", "arrived", 0)
    KSR.htable.sht_seti("counters", "allowed", calls)


def _allowed() -> int:
    return int(KSR.htable.sht_get("counters", "allowed"))


def take_refused() -> int:
    """New calls that were refused since this was last asked."""
    refused = int(KSR.htable.sht_get("counters", "refused") or 0)
    if refused:
        KSR.htable.sht_seti("counters", "refused", 0)
    return refused


def tell_refused(lately: int) -> None:
    """For the portal: new calls that were refused within the last hour."""
    KSR.htable.sht_seti("counters", "refused_lately", lately)
