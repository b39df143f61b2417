"""Measures how many new calls per second this machine carries, by calls to a private exchange."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config import MEASURED, Config

TOP = Path(__file__).parents[2]
NEEDED = {"sipp": "sip-tester", "gcc": "gcc libc6-dev"}
"""{program: its Debian package}. Running an exchange needs neither."""

JsonObject = dict[str, Any]


class CannotMeasure(Exception):
    """Gives the reason to the person at the terminal."""


def steps(seconds: float) -> Iterator[JsonObject]:
    """Yield a JSON object for each rate that was tried, *seconds* long, and then the result: see bench/knee.py.

    Raise CannotMeasure if a tool is missing or the measurement fails.
    """
    if missing := {name: package for name, package in NEEDED.items() if shutil.which(name) is None}:
        names, packages = " and ".join(missing), " ".join(missing.values())
        raise CannotMeasure(f"measuring needs {names}: sudo apt-get install {packages}")
    command = [sys.executable, "-m", "bench.knee", "--seconds", str(seconds), "--hold", str(3 * seconds)]
    with tempfile.TemporaryFile("w+") as complaints:
        with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=complaints, text=True) as process:
            assert process.stdout
            yield from map(json.loads, process.stdout)
        complaints.seek(0)
        said = complaints.read().strip().splitlines()
    if process.returncode:
        raise CannotMeasure(said[-1] if said else f"it ended with {process.returncode}")


def keep(config: Config, calls_per_second: int) -> Path:
    """Store the rate that the exchange admits from its next start on, and return the file."""
    path = config.home / MEASURED
    draft = path.with_name(f".{MEASURED}")
    draft.write_text(f"{calls_per_second}\n", encoding="ascii")
    draft.replace(path)
    return path
