"""Gives calls as they were at a moment of the past: what happened later is taken out again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from app.ports.call_records import CallRecord, LegRecord, WaitRecord


def as_of(call: CallRecord, at: datetime) -> CallRecord | None:
    """Return the call as the record had it at *at*; None if it had not begun.

    A group to which a message was left, and that one was left, are known once the call is over.
    """
    if call.started_at > at:
        return None
    is_over = call.ended_at is not None and call.ended_at <= at
    if is_over:
        return call
    has_talked = call.bridged_at is not None and call.bridged_at <= at
    at_ms = at.timestamp() * 1000
    legs = tuple(found for leg in call.legs if (found := _leg(leg, at)))
    waits = tuple(kept for wait in call.waits if (kept := _wait(wait, at)))
    return replace(
        call,
        groups=tuple(sorted({*(leg.group for leg in legs), *(wait.group for wait in waits)} - {""})),
        answered_at=until(call.answered_at, at),
        bridged_at=until(call.bridged_at, at),
        ended_at=None,
        answered_by=call.answered_by if has_talked else None,
        ended=None,
        outcome="talk" if has_talked else "",
        legs=legs,
        waits=waits,
        visits=tuple(visit for visit in call.visits if visit.at_ms <= at_ms),
    )


def until(moment: datetime | None, at: datetime) -> datetime | None:
    """Return *moment* unless it came later."""
    return moment if moment is not None and moment <= at else None


def _leg(leg: LegRecord, at: datetime) -> LegRecord | None:
    if leg.dialled_at > at:
        return None
    is_over = leg.ended_at is not None and leg.ended_at <= at
    return replace(
        leg,
        rang_at=until(leg.rang_at, at),
        answered_at=until(leg.answered_at, at),
        ended_at=until(leg.ended_at, at),
        cause=leg.cause if is_over else "",
        ended_by=leg.ended_by if is_over else "",
    )


def _wait(wait: WaitRecord, at: datetime) -> WaitRecord | None:
    if wait.joined_at > at:
        return None
    is_over = wait.left_at is not None and wait.left_at <= at
    return replace(
        wait,
        offered_at=until(wait.offered_at, at),
        left_at=until(wait.left_at, at),
        outcome=wait.outcome if is_over else "",
    )


def moments(calls: Iterable[CallRecord]) -> Iterator[datetime]:
    """Yield the moments at which anything of *calls* changed, in no order."""
    for call in calls:
        parts = [call.started_at, call.bridged_at, call.ended_at]
        for leg in call.legs:
            parts += [leg.dialled_at, leg.answered_at, leg.ended_at]
        for wait in call.waits:
            parts += [wait.joined_at, wait.left_at]
        yield from (each for each in parts if each is not None)
