"""Decides ten times a second how many new calls may come. It lives in the wheel's process alone."""

import os
from pathlib import Path

import KSR

from designer.runtime.journal_entries import RefusalReason
from switch import admission, shared_ng, timers
from switch.beats import Beats, Door
from switch.bucket import Bucket
from switch.orders import Timer
from switch.pace import pace
from switch.processor import Processor
from switch.recent_count import RecentCount
from switch.room import Room
from switch.settings import Settings

TURN_MS = 90
"""The least time between two decisions: every other turn of the wheel."""

REPORT_MS = 10_000
PROBE_MS = 250
HOUR_MS = 3_600_000

AT_FIRST = 10
"""How many new calls are let in before the wheel has turned for the first time."""


def first_look(settings: Settings) -> None:
    """Decide before the wheel turns for the first time: a disk that is full already has no room for a single call."""
    if _room(settings).is_short(timers.steady_ms()):
        admission.allow(0, "disk_full")
    else:
        admission.allow(AT_FIRST)


def _room(settings: Settings) -> Room:
    folders = Path(settings.journal_dir), Path(settings.spool_dir)
    return Room(folders, settings.disk_reserve_mb * 1_000_000)


class Governor:
    """Decides how many calls may come."""

    def __init__(self, settings: Settings) -> None:
        host, _, port = settings.sip_address.partition(":")
        self._event_port = settings.event_port
        doors = Door("sip", (host, int(port))), Door("event", ("127.0.0.1", settings.event_port))
        self._beats = Beats(doors)
        self._pace = pace(settings.calls_per_second, Processor().busy, len(os.sched_getaffinity(0)))
        self._bucket = Bucket(self._pace.rate)
        self._turned_ms = self._reported_ms = self._probed_ms = timers.steady_ms()
        self._longest_wait_ms = 0
        self._refusals = RecentCount(HOUR_MS)
        self._shut_ms = settings.longest_wait_ms
        self._room = _room(settings)

    def turn(self) -> None:
        """Decide, unless it is too early, as it is at most turns of the wheel."""
        now = timers.steady_ms()
        passed_ms = now - self._turned_ms
        if passed_ms < TURN_MS:
            return
        self._turned_ms = now
        taken = min(admission.arrived(), self._bucket.whole)
        wait_ms = self._beats.wait_ms(now)
        self._pace.look(passed_ms, taken, wait_ms)
        self._bucket.turn(passed_ms, taken, self._pace.rate)
        why = self._why_shut(now)
        is_shut = why or wait_ms > self._shut_ms
        admission.allow(0 if is_shut else self._bucket.whole, why)
        self._beats.send(now)
        self._report(now, wait_ms)

    def _why_shut(self, now: int) -> RefusalReason:
        """Return what else than too many calls forbids new ones, "" for nothing."""
        if self._room.is_short(now):
            return "disk_full"
        return "media_down" if self._media_is_silent(now) else ""

    def _media_is_silent(self, now: int) -> bool:
        """Return whether rtpengine is silent, and let a worker ask it again and again while it is."""
        if not shared_ng.is_silent():
            return False
        if now - self._probed_ms >= PROBE_MS:
            self._probed_ms = now
            timers.send(self._event_port, Timer("", timers.LOOK_FOR_MEDIA, 0))
        return True

    def _report(self, now: int, wait_ms: int) -> None:
        """Report refused calls to the log and the portal every ten seconds."""
        self._longest_wait_ms = max(self._longest_wait_ms, wait_ms)
        if now - self._reported_ms < REPORT_MS:
            return
        refused = admission.take_refused()
        admission.tell_refused(self._refusals.add(now, refused))
        if refused:
            KSR.warn(
                f"refused {refused} new calls: {self._pace.rate:.0f} a second are let in, "
                f"and messages waited for up to {self._longest_wait_ms} ms\n"
            )
        self._reported_ms, self._longest_wait_ms = now, 0
