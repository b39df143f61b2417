"""Runs sipp as the callers and as the employees' phones, and reads its files."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Program

HERE = Path(__file__).parent
ANSWER_LIMIT_MS = 8_000
FOR_EVER_MS = 600_000
LAST_NUMBER = re.compile(r"\s(\d+\.\d+)\s*$")


def callers(
    run: Path, exchange: str, address: tuple[str, int], voice_port: int, plan: "Plan", name: str = "callers"
) -> Program:
    """Place *plan*'s calls; the program ends by itself."""
    whole = plan.rate == int(plan.rate)
    options = [
        *(exchange, "-s", plan.number),
        *("-r", round(plan.rate if whole else plan.rate * 10), "-rp", 1_000 if whole else 10_000),
        *("-m", plan.calls, "-l", 5_000, "-d", plan.call_ms),
        *("-key", "first_id", plan.first_id, "-recv_timeout", ANSWER_LIMIT_MS),
    ]
    return _start(name, run, address, voice_port, "caller.xml", options)


def phones(run: Path, address: tuple[str, int], voice_port: int) -> Program:
    """Answer calls to the employees."""
    return _start("phones", run, address, voice_port, "phone.xml", [])


@dataclass(frozen=True)
class Plan:
    """Describes how many calls to place, and at which rate."""

    number: str
    rate: float
    calls: int
    call_ms: int
    first_id: str
    """Digits before the count of the call, which name a call in all logs."""


def _start(
    name: str, run: Path, address: tuple[str, int], voice_port: int, scenario: str, options: list[object]
) -> Program:
    command = [
        *("sipp", "-sf", HERE / scenario, "-i", address[0], "-p", address[1], "-nostdin"),
        *("-key", "voice_port", voice_port),
        *("-trace_logs", "-log_file", run / f"{name}.log"),
        *("-trace_err", "-error_file", run / f"{name}.errors"),
        *("-trace_stat", "-stf", run / f"{name}.csv", "-fd", 1),
        *("-buff_size", 4_194_304, "-max_socket", 30_000),
        *("-watchdog_major_threshold", FOR_EVER_MS, "-watchdog_minor_threshold", FOR_EVER_MS),
        *options,
    ]
    return Program(name, command, run, {"TERM": "dumb", "PATH": "/usr/local/bin:/usr/bin:/bin"})


def marks(run: Path, name: str, kind: str) -> dict[str, float]:
    """Return {call: seconds since 1970} of the first line "KIND call ... time" that each call has in the log."""
    path = run / f"{name}.log"
    found: dict[str, float] = {}
    for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else ():
        words, at = line.split(), LAST_NUMBER.search(line)
        if at and len(words) > 2 and words[0] == kind:
            found.setdefault(words[1], float(at.group(1)))
    return found


@dataclass(frozen=True)
class Counts:
    """Reads sipp's statistics."""

    created: int
    succeeded: int
    repeated: int
    """SIP messages retransmitted because no reply came."""

    peak: int
    """Most parallel calls."""

    why: dict[str, int]
    """Reasons of failed calls, in sipp's words."""


def counts(run: Path, name: str) -> Counts:
    """Return the statistics of the calls logged under *name*."""
    path = run / f"{name}.csv"
    rows = list(csv.DictReader(path.open(), delimiter=";")) if path.exists() else []
    last = rows[-1] if rows else {}

    def number(column: str) -> int:
        return int(last.get(column) or 0)

    reasons = [
        key for key in last if key and key.startswith("Failed") and key.endswith("(C)") and key != "FailedCall(C)"
    ]
    return Counts(
        created=number("TotalCallCreated"),
        succeeded=number("SuccessfulCall(C)"),
        repeated=number("Retransmissions(C)"),
        peak=max((int(row["CurrentCall"] or 0) for row in rows), default=0),
        why={key[:-3]: number(key) for key in reasons if number(key)},
    )
