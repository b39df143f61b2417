"""Many calls at once, from a user agent that is not ours: sipp, over UDP and over TCP."""

import subprocess
from pathlib import Path

import pytest

from tests.calls.drawings import END, menu
from tests.designer.drawing import node
from tests.ports import free_ports

SCENARIO = Path(__file__).with_name("choose_by_info.xml")
CALLS, A_SECOND = 40, 20


@pytest.mark.parametrize("transport", ["u1", "t1"])
def test_many_callers_choose_at_once_and_none_is_lost(exchange, tmp_path, transport):
    number = exchange.draw(
        [menu(timeout_s=9), node("chosen", "play", prompt="closed"), END],
        ("menu", "1", "chosen"),
        ("menu", "2", "end"),
        ("menu", "timeout", "end"),
        ("menu", "invalid", "end"),
        ("chosen", "next", "end"),
    )
    sip, media = free_ports(2)
    host, port = exchange.address
    command = [
        *("sipp", f"{host}:{port}", "-sf", str(SCENARIO), "-s", number, "-t", transport),
        *("-i", "127.0.0.1", "-p", str(sip), "-mp", str(media)),
        *("-m", str(CALLS), "-r", str(A_SECOND), "-recv_timeout", "8000", "-timeout", "40s", "-nostdin"),
        *("-trace_err", "-error_file", str(tmp_path / "errors")),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, env={"TERM": "dumb"}, check=False)
    errors = tmp_path / "errors"
    assert done.returncode == 0, errors.read_text() if errors.exists() else done.stdout[-2000:]
    calls = exchange.calls_to(number)
    assert len(calls) == CALLS
    for steps in calls:
        effects = [effect for step in steps for effect in step["effects"]]
        assert [each["node"] for each in effects if each["type"] == "enter"] == ["start", "menu", "chosen", "end"]
        assert [each["how"] for each in effects if each["type"] == "ended"] == ["flow_ended"]
        assert [step["seq"] for step in steps] == list(range(len(steps)))
