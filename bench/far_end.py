"""Compiles and runs far_end.c: one process for the callers' voice and one for the phones'."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Program
from bench.scenarios import DIGIT_MS, LEAD_MS, Scenario

SOURCE = Path(__file__).with_name("far_end.c")
LATE_MS = 30_000
"""A phone talks until it is hung up on, however late that is."""


@dataclass(frozen=True)
class Heard:
    """Describes what one call heard."""

    received: int
    longest_gap_ms: float
    digit_end_s: float
    """Since 1970; 0 if no key was pressed."""


def build(folder: Path) -> Path:
    """Compile the program, and return its path."""
    program = folder / "far_end"
    subprocess.run(["gcc", "-O2", "-Wall", "-o", str(program), str(SOURCE)], check=True)
    return program


def callers(program: Path, run: Path, address: tuple[str, int], scenario: Scenario, name: str = "callers") -> Program:
    """Send the voice of the callers whose calls sipp logs under *name*."""
    talk = (LEAD_MS, "1", DIGIT_MS, scenario.talk_ms) if scenario.talk_ms else (LEAD_MS, "-", 0, 0)
    return Program(f"{name}_voice", [program, *address, run / f"{name}.log", *talk], run)


def phones(program: Path, run: Path, address: tuple[str, int], scenario: Scenario) -> Program:
    """Send the voice of the phones."""
    talk = (0, "-", 0, scenario.talk_ms + LATE_MS)
    return Program("phones_voice", [program, *address, run / "phones.log", *talk], run)


def heard(program: Program) -> dict[str, Heard]:
    """Return what each call heard, once the program has ended."""
    found = json.loads(program.printed() or '{"calls": []}')
    return {call: Heard(received, gap, digit) for call, received, _, gap, digit in found["calls"]}
