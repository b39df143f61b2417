"""How many new calls a second this machine carries, found with calls to a private exchange beside the real one."""

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
"""{program: the Debian package that has it}; who only runs an exchange needs neither."""

JsonObject = dict[str, Any]


class CannotMeasure(Exception):
    """The reason, for the person at the terminal."""


def steps(seconds: float) -> Iterator[JsonObject]:
    """One line of JSON for each rate that was tried, *seconds* long, and a last one with the result: see bench/knee.py.

    Raises CannotMeasure."""
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
    """From its next start on, the exchange lets in so many; returns the file that says so."""
    path = config.home / MEASURED
    draft = path.with_name(f".{MEASURED}")
    draft.write_text(f"{calls_per_second}\n", encoding="ascii")
    draft.replace(path)
    return path
