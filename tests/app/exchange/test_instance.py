"""What is found before any part is started is said by name."""

import socket
from pathlib import Path

import pytest

from app.exchange.instance import CannotStart, check_ports, only_instance
from config import LOCAL_PORTS, Config
from tests.parts import private_ports, variables

TCP, UDP = socket.SOCK_STREAM, socket.SOCK_DGRAM
LISTENING = [
    ("http_port", TCP),
    ("sip_port", TCP),
    ("sip_port", UDP),
    ("rpc_port", TCP),
    ("event_port", UDP),
    ("ng_port", UDP),
    ("web_port", UDP),
    ("phone_port", TCP),
]


def config(folder: Path, **values: object) -> Config:
    return Config.from_env(private_ports() | variables(home=folder, **values))


def test_free_ports_are_fine(tmp_path):
    check_ports(config(tmp_path))


def test_every_port_is_looked_at():
    assert {name for name, _ in LISTENING} == set(LOCAL_PORTS)


@pytest.mark.parametrize(("name", "kind"), LISTENING)
def test_a_port_in_use_is_named(tmp_path, name, kind):
    with socket.socket(socket.AF_INET, kind) as other:
        other.bind(("127.0.0.1", 0))
        if kind == TCP:
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
