"""What is found before any part is started is said by name."""

import socket
from dataclasses import fields
from pathlib import Path

import pytest

from app.exchange.instance import KINDS, CannotStart, check_ports, only_instance
from config import LOCAL_PORTS, Config
from tests.parts import private_ports, variables

LISTENING = [(name, KINDS[kind]) for name, port in LOCAL_PORTS.items() for kind in port.kinds]


def config(folder: Path, **values: object) -> Config:
    return Config.from_env(private_ports() | variables(home=folder, **values))


def test_free_ports_are_fine(tmp_path):
    check_ports(config(tmp_path))


def test_every_setting_of_a_port_is_one_that_is_looked_at_or_of_another_machine():
    settings = {item.name for item in fields(Config) if item.name.endswith("_port")}
    assert settings - {"smtp_port"} == set(LOCAL_PORTS)


@pytest.mark.parametrize(("name", "kind"), LISTENING)
def test_a_port_in_use_is_named(tmp_path, name, kind):
    with socket.socket(socket.AF_INET, kind) as other:
        other.bind(("127.0.0.1", 0))
        if kind == socket.SOCK_STREAM:
            other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            CannotStart, match=rf"^port {port} \(ZENTRALE_{name.upper()}, .*\) is in use by another program"
        ):
            check_ports(config(tmp_path, **{name: port}, rtp_port_min=1024, rtp_port_max=2000))


@pytest.mark.parametrize("name", ["http_host", "sip_host", "rtp_host"])
def test_an_address_of_another_machine_is_named(tmp_path, name):
    with pytest.raises(
        CannotStart, match=rf"^192\.0\.2\.1 \(ZENTRALE_{name.upper()}, .*not an address of this machine"
    ):
        check_ports(config(tmp_path, **{name: "192.0.2.1"}))


def test_a_second_exchange_in_the_same_folder_is_refused(tmp_path):
    refusal = r"running already \(process [0-9]+\)"
    with only_instance(config(tmp_path)), pytest.raises(CannotStart, match=refusal), only_instance(config(tmp_path)):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with only_instance(config(tmp_path)):
            pass


def test_two_folders_hold_two_exchanges(tmp_path):
    with only_instance(config(tmp_path / "one")), only_instance(config(tmp_path / "two")):
        pass
