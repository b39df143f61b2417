"""The bench measures calls that are really placed: one small step of it."""

import json
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.udp_sockets import UdpSocket
from tests.ports import free_port_range

TOP = Path(__file__).parents[2]
VOICE_PORTS = 240


def measure(module, *command, limit_s=100):
    """The lines that it prints."""
    first, _ = free_port_range(20)
    voice, _ = free_port_range(VOICE_PORTS)
    ports = ["--port", str(first), "--voice-port", str(voice), "--voice-ports", str(VOICE_PORTS)]
    done = subprocess.run(
        [sys.executable, "-m", module, *command, "--quiet", "0", *ports],
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=limit_s,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.mark.proof
def test_calls_are_bridged_and_counted():
    lines = measure("bench", "--scenario", "bridge", "--rates", "2", "--seconds", "2")
    step = next(line for line in lines if "step" in line)
    assert (step["calls"], step["ok"], step["bridged"]) == (4, 4, 4), lines
    assert step["cpu_ms_per_call"]["kamailio"] > 0


@pytest.mark.proof
def test_of_a_crowd_some_are_served_and_the_others_are_refused():
    """How well is for a quiet machine to show."""
    (crowd,) = measure("bench", "--scenario", "overload", "--knee", "20", "--times", "3", "--crowd", "3")
    assert crowd["calls"] == 180
    assert crowd["refused"] > 0
    assert crowd["calls"] - crowd["refused"] == crowd["answer_ms"]["n"] + crowd["unanswered"]
    assert crowd["lost"] == crowd["in_progress"]["lost"] == 0
    assert crowd["sockets"]["sip"]["dropped"] == 0


@pytest.mark.proof
def test_the_knee_is_found():
    lines = measure("bench.knee", "--seconds", "1", "--hold", "1", limit_s=1_000)
    assert lines[-1]["calls_per_second"] < lines[-1]["knee"]
    assert all(line["step"] == "bridge" for line in lines[:-1])


def test_what_a_socket_did_not_take_is_counted():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as full:
        full.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        full.bind(("127.0.0.1", 0))
        with closing(UdpSocket(*full.getsockname())) as found:
            for _ in range(50):
                full.sendto(b"x" * 500, full.getsockname())
            found.sample()
            assert found.dropped > 0
            assert found.queued_bytes[-1] > 500
        full.settimeout(5)
        assert len(full.recv(1000)) == 500
