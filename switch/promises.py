"""Finds, in the switch's journal, who was promised a call-back before it stopped."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import KSR

from designer.runtime.events import CallArrived
from designer.runtime.journal_entries import Entry, QueueStep, Step, entry_in
from designer.runtime.queue_events import CallBackAnswered, CallbackGivenUp, LeftQueue, RetryCallback
from switch import timers
from switch.journal_files import day_of, journal_files, lines_in

Promise = tuple[str, str, str]
"""(company, group, number)"""

Kept = tuple[int, int, str]
"""What else is known of a promise: (wrap_up_s, tries, line), as ``RetryCallback`` has them."""

PROMISE_DAYS = 2
"""An older promise is not kept any more."""

QUEUE, CALLED_BACK = b'"type":"queue"', b'"direction":"callback"'
"""What the lines have in them that tell of promises: only these are read whole."""


def pending_callbacks(folder: Path) -> Iterator[tuple[str, RetryCallback]]:
    """Yield (company, event) for each promise in the journal in *folder* that was not kept yet.

    A line or file that can't be read is passed over.
    """
    promised: dict[Promise, Kept] = {}
    for path in _latest(folder):
        for raw in _lines(path):
            if QUEUE in raw or CALLED_BACK in raw:
                _note(promised, entry_in(raw))
    for (company, group, number), (wrap_up_s, tries, line) in promised.items():
        yield company, RetryCallback(timers.now_ms(), group, number, wrap_up_s, tries, line)


def _latest(folder: Path) -> list[Path]:
    today = datetime.fromtimestamp(timers.now_ms() / 1000, UTC).date()
    begun = [path for path in journal_files(folder) if (day := day_of(path.name)) and day <= today]
    return begun[-PROMISE_DAYS:]


def _lines(path: Path) -> Iterator[bytes]:
    try:
        yield from lines_in(path)
    except (OSError, EOFError) as problem:
        KSR.err(f"promises in {path} are not known: {problem}\n")


def _note(promised: dict[Promise, Kept], entry: Entry | None) -> None:
    """Note a promise, or that one was kept: the employee has picked up, or it was given up.

    An agent whose phone rang at the last moment is called again.
    """
    match entry:
        case Step(event=CallArrived() as arrived):
            promised.pop((arrived.company, arrived.queue.partition(":")[0], arrived.number), None)
        case QueueStep(company=company, event=event, effects=effects):
            match event:
                case LeftQueue(group=group, callback=number, line=line) if number:
                    promised[company, group, number] = 0, 0, line
                case RetryCallback(group=group, number=number, wrap_up_s=wrap_up_s, tries=tries, line=line):
                    promised[company, group, number] = wrap_up_s, tries, line
                case CallBackAnswered(number=number):
                    for each in [each for each in promised if (each[0], each[2]) == (company, number)]:
                        del promised[each]
            for effect in effects:
                if isinstance(effect, CallbackGivenUp):
                    promised.pop((company, effect.group, effect.number), None)
