"""Runs one step of load, so many calls per second for so long, and returns what happened to them."""

import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import far_end, registration, sipp
from bench.exchange import Exchange
from bench.figures import between_ms, percent, spread
from bench.meters import Machine, Meter, wait_for_quiet
from bench.processes import Program
from bench.scenarios import Scenario

JsonObject = dict[str, Any]
LOOK_S = 0.25
LAST_WORDS_S = 1.0
"""The time after the last call in which the exchange hangs up on phones and writes the journal."""

OVERTIME_S = 40.0
WAV_LIMIT_S = 60.0
ENOUGH = 0.95
"""A call that hears less than this share of the packets due fell short."""


@dataclass(frozen=True)
class Load:
    """Describes where the load comes from: the ports of callers and phones for SIP, then the same for voice."""

    host: str
    first_port: int
    far_end: Path
    quiet_s: float

    def at(self, number: int) -> tuple[str, int]:
        """Return the address with the port of this number."""
        return self.host, self.first_port + number


@dataclass
class Measured:
    """Describes what a step used."""

    machine: Machine
    groups: dict[str, Meter]
    load: Meter
    seconds: float = 0.0
    timed_out: bool = False

    def sample(self) -> None:
        """Take a sample of all meters."""
        for meter in (*self.groups.values(), self.load):
            meter.sample()


def run_step(exchange: Exchange, scenario: Scenario, rate: float, seconds: float, load: Load, run: Path) -> JsonObject:
    """Run one step. *run* is a folder for the step's own files, which is removed again."""
    run.mkdir(parents=True)
    plan = sipp.Plan(
        number=scenario.number,
        rate=rate,
        calls=max(1, round(rate * seconds)),
        call_ms=scenario.call_ms,
        first_id=str(int(time.time() * 10) % 10**6 + 10**6),
    )
    voices = [far_end.callers(load.far_end, run, load.at(2), scenario)]
    others = list(voices)
    try:
        if scenario.talk_ms:
            voices.append(far_end.phones(load.far_end, run, load.at(3), scenario))
            others.append(voices[1])
            registration.register(exchange.address, load.at(1))
            others.append(sipp.phones(run, load.at(1), load.at(3)[1]))
        quiet = wait_for_quiet(load.quiet_s)
        lines, wavs = exchange.journal_lines(), exchange.wavs()
        measured = _place_calls(exchange, plan, seconds, load, run, others)
        backlog_s = _wait_for_wavs(exchange, measured, wavs + plan.calls) if scenario.recorded else 0.0
        measured.sample()
    finally:
        for program in others:
            program.end(signal.SIGTERM if program in voices else signal.SIGUSR1)
    result = {
        "step": scenario.name,
        "rate": rate,
        "seconds": seconds,
        **_calls(run, plan, measured, scenario, *map(far_end.heard, voices)),
        **_use(measured, plan.calls),
        "journal_lines": exchange.journal_lines() - lines,
        "quiet_before": quiet,
    }
    if scenario.recorded:
        result |= {"wavs": exchange.wavs() - wavs, "wav_backlog_s": round(backlog_s, 1)}
    shutil.rmtree(run)
    return result


def _place_calls(
    exchange: Exchange, plan: sipp.Plan, seconds: float, load: Load, run: Path, others: list[Program]
) -> Measured:
    groups = {name: Meter([part.pid]) for name, part in exchange.parts.items()}
    machine = Machine()
    callers = sipp.callers(run, "{}:{}".format(*exchange.address), load.at(0), load.at(2)[1], plan)
    measured = Measured(machine, groups, Meter(program.pid for program in (*others, callers)))
    limit = seconds * 1.5 + plan.call_ms / 1000 + OVERTIME_S
    try:
        while callers.runs and machine.seconds < limit:
            measured.sample()
            time.sleep(LOOK_S)
        measured.seconds, measured.timed_out = machine.seconds, callers.runs
    finally:
        callers.end(signal.SIGUSR1)
    time.sleep(LAST_WORDS_S)
    measured.sample()
    return measured


def _wait_for_wavs(exchange: Exchange, measured: Measured, wanted: int) -> float:
    """Return the seconds until all recordings are converted, or no more are within the limit."""
    began = time.monotonic()
    while exchange.wavs() < wanted and time.monotonic() - began < WAV_LIMIT_S:
        measured.sample()
        time.sleep(LOOK_S)
    return time.monotonic() - began


def _calls(
    run: Path,
    plan: sipp.Plan,
    measured: Measured,
    scenario: Scenario,
    callers: dict[str, far_end.Heard],
    phones: dict[str, far_end.Heard] | None = None,
) -> JsonObject:
    counts = sipp.counts(run, "callers")
    began, answered = sipp.marks(run, "callers", "START"), sipp.marks(run, "callers", "SPEAK")
    refused = len(sipp.marks(run, "callers", "REFUSED"))
    ok = counts.succeeded - refused
    busy_s = measured.seconds - plan.call_ms / 1000
    found: JsonObject = {
        "calls": plan.calls,
        "ok": ok,
        "refused_503": refused,
        "failed": plan.calls - ok - refused,
        "why": counts.why,
        "timed_out": measured.timed_out,
        "rate_reached": round(min(plan.rate, ok / max(busy_s, LOOK_S)), 1),
        "peak_calls": counts.peak,
        "sip_repeated": counts.repeated,
        "answer_ms": between_ms(began, answered),
        "short_pct": {"caller": _short(callers, answered, scenario.due_packets("caller"))},
        "longest_gap_ms": {"caller": spread(heard.longest_gap_ms for heard in callers.values())},
    }
    if phones is not None:
        pressed = {call: heard.digit_end_s for call, heard in callers.items() if heard.digit_end_s}
        joined = sipp.marks(run, "phones", "SPEAK")
        found["bridged"] = len(joined)
        found["digit_to_invite_ms"] = between_ms(pressed, sipp.marks(run, "phones", "INVITED"))
        found["short_pct"]["phone"] = _short(phones, joined, scenario.due_packets("phone"))
        found["longest_gap_ms"]["phone"] = spread(heard.longest_gap_ms for heard in phones.values())
    return found


def _short(heard: dict[str, far_end.Heard], calls: dict[str, float], due: float) -> float:
    short = [call for call in calls if call not in heard or heard[call].received < ENOUGH * due]
    return percent(len(short), len(calls))


def _use(measured: Measured, calls: int) -> JsonObject:
    machine, groups, load = measured.machine, measured.groups, measured.load
    seconds, ours = machine.seconds, sum(meter.used_s for meter in groups.values())
    per_call = {name: round(meter.used_s * 1e3 / calls, 2) for name, meter in groups.items()}
    return {
        "cpu_ms_per_call": {**per_call, "total": round(ours * 1e3 / calls, 2)},
        "memory_mb": {name: meter.peak_mb for name, meter in groups.items()},
        "cores": {
            "exchange": round(ours / seconds, 2),
            "load": round(load.used_s / seconds, 2),
            "others": round((machine.busy_s - ours - load.used_s) / seconds, 2),
            "stolen": round(machine.stolen_s / seconds, 2),
        },
    }
