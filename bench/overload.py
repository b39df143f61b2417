"""Measures what happens when more calls come than can be served.

How many are served well, how soon the others are refused, and whether calls in progress are affected.
"""

import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import far_end, registration, sipp
from bench.exchange import Exchange
from bench.far_end import Heard
from bench.figures import between_ms, percent, spread
from bench.meters import Machine, Meter, wait_for_quiet
from bench.processes import Program
from bench.scenarios import SCENARIOS, Scenario
from bench.step import ENOUGH, LAST_WORDS_S, OVERTIME_S, Load
from bench.udp_sockets import UdpSocket

JsonObject = dict[str, Any]
SCENARIO = SCENARIOS["bridge"]
SERVED_PCT, ANSWER_P95_MS, REFUSED_P50_MS = 90, 250, 5
"""The goals: the share of the knee that is served at least, and the longest times."""

STANDING, STANDING_A_SECOND = 20, 10
"""Calls that are in progress when the crowd comes, and last until after it."""

LEAD_S = 4.0
"""How long it takes until all of those talk."""

AFTER_S = 6.0
LOOK_S, METER_EVERY = 0.05, 5


@dataclass(frozen=True)
class Outcome:
    """Describes the calls of one log, by name, with times in seconds."""

    began: dict[str, float]
    answered: dict[str, float]
    refused: dict[str, float]
    clean: set[str]
    """Calls that talked with the employee, heard each other properly, and ended normally."""

    degraded: set[str]
    """The same, but one side heard too little."""

    @property
    def lost(self) -> set[str]:
        """Calls that were answered, and then cut off or never connected to the employee."""
        return set(self.answered) - self.clean - self.degraded

    @property
    def unanswered(self) -> set[str]:
        """Calls that were neither answered nor refused."""
        return set(self.began) - set(self.answered) - set(self.refused)


def measure(exchange: Exchange, knee: float, times: float, seconds: float, load: Load, run: Path) -> JsonObject:
    """Return the figures.

    *knee* is what the machine carries, in calls per second; *run* is a folder for files, which is removed again.
    """
    run.mkdir(parents=True)
    now = int(time.time() * 10) % 10**6
    long = replace(SCENARIO, talk_ms=round((LEAD_S + seconds + AFTER_S) * 1000))
    rate = round(times * knee, 1)
    crowd = sipp.Plan(SCENARIO.number, rate, round(rate * seconds), SCENARIO.call_ms, str(10**6 + now))
    standing = sipp.Plan(SCENARIO.number, STANDING_A_SECOND, STANDING, long.call_ms, str(2 * 10**6 + now))
    with ExitStack() as open_things:
        voices = [
            far_end.callers(load.far_end, run, load.at(2), SCENARIO),
            far_end.phones(load.far_end, run, load.at(3), long),
            far_end.callers(load.far_end, run, load.at(5), long, "standing"),
        ]
        for program in voices:
            open_things.callback(program.end, signal.SIGTERM)
        registration.register(exchange.address, load.at(1))
        phones = sipp.phones(run, load.at(1), load.at(3)[1])
        open_things.callback(phones.end, signal.SIGUSR1)
        quiet = wait_for_quiet(load.quiet_s)
        sockets = {name: open_things.enter_context(closing(UdpSocket(*at))) for name, at in exchange.sockets.items()}
        use = _place(exchange, (standing, crowd), load, run, [*voices, phones], sockets)
    heard = [far_end.heard(program) for program in voices]
    result = {
        "step": "overload",
        "times": times,
        "knee": knee,
        "rate": rate,
        "seconds": seconds,
        **_figures(_outcome(run, "callers", SCENARIO, heard[0], heard[1]), knee, seconds),
        "in_progress": _standing(_outcome(run, "standing", long, heard[2], heard[1])),
        "sockets": {name: _socket(found) for name, found in sockets.items()},
        "cores": use,
        "quiet_before": quiet,
    }
    shutil.rmtree(run)
    return {**result, "passes": passes(result)}


def passes(result: JsonObject) -> bool:
    """Return whether the goals were met."""
    others = result["in_progress"]
    return bool(
        result["served_pct_of_knee"] >= SERVED_PCT
        and result["answer_ms"]["p95"] < ANSWER_P95_MS
        and (result["refused_ms"] is None or result["refused_ms"]["p50"] <= REFUSED_P50_MS)
        and result["unanswered"] == result["lost"] == result["degraded"] == 0
        and others["calls"] - others["clean"] == 0
    )


def _place(
    exchange: Exchange,
    plans: tuple[sipp.Plan, sipp.Plan],
    load: Load,
    run: Path,
    others: list[Program],
    sockets: dict[str, UdpSocket],
) -> JsonObject:
    """Place the calls, and return the cores in use while the crowd was there."""
    standing, crowd = plans
    address = "{}:{}".format(*exchange.address)
    with ExitStack() as callers:
        first = sipp.callers(run, address, load.at(4), load.at(5)[1], standing, "standing")
        callers.callback(first.end, signal.SIGUSR1)
        time.sleep(LEAD_S)
        machine = Machine()
        ours = Meter(part.pid for part in exchange.parts.values())
        rest = sipp.callers(run, address, load.at(0), load.at(2)[1], crowd)
        callers.callback(rest.end, signal.SIGUSR1)
        theirs = Meter(program.pid for program in (*others, first, rest))
        limit = crowd.calls / crowd.rate * 1.5 + crowd.call_ms / 1000 + OVERTIME_S
        for look in _while(rest, machine, limit):
            for each in sockets.values():
                each.sample()
            if look % METER_EVERY == 0:
                ours.sample()
                theirs.sample()
        use = {
            "exchange": round(ours.used_s / machine.seconds, 2),
            "load": round(theirs.used_s / machine.seconds, 2),
            "others": round((machine.busy_s - ours.used_s - theirs.used_s) / machine.seconds, 2),
            "stolen": round(machine.stolen_s / machine.seconds, 2),
        }
        for _ in _while(first, machine, limit + standing.call_ms / 1000):
            pass
    time.sleep(LAST_WORDS_S)
    return use


def _while(program: Program, machine: Machine, limit_s: float) -> Iterator[int]:
    looks = 0
    while program.runs and machine.seconds < limit_s:
        yield looks
        looks += 1
        time.sleep(LOOK_S)


def _outcome(run: Path, name: str, scenario: Scenario, callers: dict[str, Heard], phones: dict[str, Heard]) -> Outcome:
    """Return the outcome of the calls that sipp logged under *name*."""
    answered = sipp.marks(run, name, "SPEAK")
    ended = sipp.marks(run, name, "OVER").keys() & sipp.marks(run, "phones", "HUSH").keys()
    whole = {call for call in answered if call in ended and call in callers and call in phones}
    clean = {
        call
        for call in whole
        if callers[call].received >= ENOUGH * scenario.due_packets("caller")
        and phones[call].received >= ENOUGH * scenario.due_packets("phone")
    }
    return Outcome(sipp.marks(run, name, "START"), answered, sipp.marks(run, name, "REFUSED"), clean, whole - clean)


def _figures(found: Outcome, knee: float, seconds: float) -> JsonObject:
    """Return the crowd's figures."""
    served = len(found.clean) / seconds
    return {
        "calls": len(found.began),
        "offered_per_s": round(len(found.began) / seconds, 1),
        "served_per_s": round(served, 1),
        "served_pct_of_knee": percent(served, knee),
        "answer_ms": between_ms(found.began, found.answered) or spread([0.0]),
        "refused": len(found.refused),
        "refused_ms": between_ms(found.began, found.refused),
        "unanswered": len(found.unanswered),
        "lost": len(found.lost),
        "degraded": len(found.degraded),
    }


def _standing(found: Outcome) -> JsonObject:
    """Return the figures of the calls that were in progress before."""
    return {
        "calls": STANDING,
        "clean": len(found.clean),
        "lost": STANDING - len(found.clean) - len(found.degraded),
        "degraded": len(found.degraded),
    }


def _socket(found: UdpSocket) -> JsonObject:
    """Return the queue in kB, and packets that the kernel dropped."""
    return {"dropped": found.dropped, "queued_kb": spread(size / 1024 for size in found.queued_bytes)}
