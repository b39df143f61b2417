"""The whole installation as `make run` starts it: one command, from an empty folder to a conversation."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from app.exchange.instance import check_ports
from app.gateways import run_secret
from tests.installation import Installation

NUMBER = "+4930555010"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(tmp_path_factory.mktemp("installation") / "data")
    try:
        found.start()
        yield found
    finally:
        found.kill()


def test_a_conversation_is_heard_on_both_sides_and_recorded(installation):
    code, told = installation.flask("demo", "call", "--number", NUMBER, "--press", "1")
    assert told["wrong"] == []
    assert told["heard"][:2] == ["welcome", "menu"]
    assert told["path"] == ["start", "hours", "welcome", "menu", "sales"]
    assert told["bridged_to"] == "101"
    assert told["both_ways"] is True
    assert told["recording"]["state"] == "ready"
    assert told["recording"]["duration_s"] > 1
    assert told["ended"] == "caller_hung_up"
    assert told["answered_ms"] > 0
    assert code == 0


def test_health_says_that_every_part_is_well(installation):
    code, said = installation.command("exchange", "health", "--json")
    lines = {line["name"]: line for line in map(json.loads, said.splitlines())}
    assert code == 0, said
    assert {lines[name]["state"] for name in ("portal", "worker", "kamailio", "rtpengine", "memory", "journal")} == {
        "ok"
    }


def test_a_message_is_left(installation):
    code, told = installation.flask("demo", "call", "--number", NUMBER, "--press", "3#")
    assert told["wrong"] == []
    assert told["bridged_to"] is None
    assert told["recording"]["state"] == "ready"
    assert told["ended"] == "flow_ended"
    assert code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--number", "+4930999"), "nothing_published"), (("--number", NUMBER, "--press", "x"), "bad_keys")],
)
def test_a_demo_call_that_can_not_be_is_refused_with_the_reason(installation, arguments, code):
    exit_code, told = installation.flask("demo", "call", *arguments)
    assert told["error"]["code"] == code
    assert exit_code == 2


def test_the_owner_signs_in_with_the_password_that_was_shown(installation):
    with requests.Session() as browser:
        page = browser.get(f"{installation.url}/sign-in", timeout=10).text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        data = {"csrf_token": token.group(1), "email": "owner@demo.example", "password": installation.password()}
        answer = browser.post(f"{installation.url}/sign-in", data=data, timeout=10)
        assert answer.url == f"{installation.url}/status/"
        calls = browser.get(f"{installation.url}/calls/", timeout=10).text
        assert "+49 30 555010" in calls  # NUMBER, as people read it


def test_nobody_else_on_the_machine_reads_anything(installation):
    """After a recorded call, a message, and a sign-in."""
    assert open_files(installation.config.home) == []


def test_no_secret_is_on_a_command_line(installation):
    """Everybody on the machine can read those."""
    ours = [path for path in installation.config.home.rglob("secret*") if path.is_file()]
    words = [path.read_text().strip() for path in ours]
    assert len(words) == 2
    lines = [path.read_bytes().decode(errors="replace") for path in Path("/proc").glob("[0-9]*/cmdline")]
    assert not [line for line in lines if any(word in line for word in words)]


def test_a_flow_is_published_from_a_file_and_the_next_call_does_it(installation, tmp_path):
    graph = {
        "format": 1,
        "name": "Bye",
        "entry": "start",
        "nodes": [
            {"id": "start", "type": "start"},
            {"id": "closed", "type": "play", "settings": {"prompt": "closed"}},
            {"id": "bye", "type": "hangup"},
        ],
        "wires": [
            {"from": "start", "outlet": "next", "to": "closed"},
            {"from": "closed", "outlet": "next", "to": "bye"},
        ],
    }
    file = tmp_path / "bye.json"
    file.write_text(json.dumps(graph))
    code, told = installation.flask("flow", "publish", str(file), "--number", "+4930555011")
    assert (code, told["numbers"][0]["live"]) == (0, True)
    code, told = installation.flask("demo", "call", "--number", "+4930555011")
    assert (code, told["heard"], told["path"]) == (0, ["closed"], ["start", "closed", "bye"])
    code, told = installation.flask("switch", "status")
    assert code == 0
    assert {each["number"]: each["is_live"] for each in told} == {NUMBER: True, "+4930555011": True}


def test_a_second_exchange_in_the_same_folder_is_refused(installation):
    code, said = installation.run_another()
    assert code == 1
    assert "is running already" in said


def test_stopped_it_leaves_nothing_running_and_starts_again_as_it_was(installation):
    assert installation.stop() == 0
    check_ports(installation.config)
    secret = run_secret.current(installation.config)
    open_to_others(installation.config.home)  # as older versions left it
    installation.start()
    assert open_files(installation.config.home) == []
    assert run_secret.current(installation.config) != secret
    assert not any("password" in line for line in installation.said)
    assert any(NUMBER in line for line in installation.said)
    code, told = installation.flask("demo", "call", "--number", NUMBER, "--press", "2")
    assert (code, told["bridged_to"]) == (0, "103")


def open_to_others(home: Path) -> None:
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def open_files(home: Path) -> list[str]:
    """What others than the owner may use in any way."""
    paths = [home, *home.rglob("*")]
    return [str(path) for path in paths if path.exists() and path.lstat().st_mode & 0o077]


def test_a_port_in_use_is_named(tmp_path):
    other = Installation(tmp_path / "data")
    port = other.config.rpc_port
    with socket.create_server(("127.0.0.1", port)):
        code, said = other.run_another()
    assert code == 1
    assert f"port {port} (ZENTRALE_RPC_PORT, Kamailio's JSON-RPC) is in use by another program" in said
