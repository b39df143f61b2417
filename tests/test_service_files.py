"""The files for systemd name the ports, the user and the folder that the exchange has."""

import re
from pathlib import Path

from config import Config

SETUP = Path(__file__).parents[1] / "setup"


def test_the_firewall_knows_the_inner_ports(tmp_path):
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    rules = (SETUP / "zentrale.nft").read_text()
    (tcp,) = re.findall(r"tcp dport (\d+)", rules)
    (udp,) = re.findall(r"udp dport \{ (.+) \}", rules)
    assert int(tcp) == config.rpc_port
    assert sorted(map(int, udp.split(", "))) == sorted([config.event_port, config.ng_port, config.web_port])
    assert re.findall(r"tcp sport (\d+)", rules) == [tcp]


def test_the_firewall_lets_the_user_through_that_the_service_has():
    (user,) = re.findall(r"^User=(.+)$", (SETUP / "zentrale.service").read_text(), re.MULTILINE)
    assert f'meta skuid "{user}" accept' in (SETUP / "zentrale.nft").read_text()


def test_the_service_does_as_make_run():
    (command,) = re.findall(r"^ExecStart=(.+)$", (SETUP / "zentrale.service").read_text(), re.MULTILINE)
    makefile = (SETUP.parent / "Makefile").read_text()
    (made,) = re.findall(r"exec (\.venv/bin/flask .+ run)$", makefile, re.MULTILINE)
    assert command == f"/opt/zentrale/{made}"
