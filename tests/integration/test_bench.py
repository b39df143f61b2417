"""The bench measures calls that are really placed: one small step of it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.ports import free_port_range

TOP = Path(__file__).parents[2]
VOICE_PORTS = 240


def test_calls_are_bridged_and_counted():
    first, _ = free_port_range(20)
    command = ["--scenario", "bridge", "--rates", "2", "--seconds", "2", "--quiet", "0"]
    voice, _ = free_port_range(VOICE_PORTS)
    ports = ["--port", str(first), "--voice-port", str(voice), "--voice-ports", str(VOICE_PORTS)]
    done = subprocess.run(
        [sys.executable, "-m", "bench", *command, *ports], cwd=TOP, capture_output=True, text=True, timeout=100
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    step = next(line for line in lines if "step" in line)
    assert (step["calls"], step["ok"], step["bridged"]) == (4, 4, 4), done.stdout + done.stderr
    assert step["cpu_ms_per_call"]["kamailio"] > 0
