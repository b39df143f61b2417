"""What Health says about the parts of the exchange, and about what they need of the machine."""

import os
import time

import pytest

from app.gateways.kamailio import Memory
from app.health_lines import State, examine
from app.signs_of_life import Trouble, give_sign, sign_file
from tests.ports import free_ports


@pytest.fixture
def config(config):
    """Nobody listens at any of its ports."""
    names = ("http_port", "rpc_port", "ng_port")
    for name, port in zip(names, free_ports(len(names)), strict=True):
        object.__setattr__(config, name, port)
    return config


@pytest.fixture
def finding(app):
    def finding(name):
        with app.app_context():
            return next(each.finding for each in examine() if each.name == name)

    return finding


@pytest.mark.parametrize("part", ["portal", "kamailio", "rtpengine"])
def test_a_part_that_does_not_answer_is_a_fault_and_its_log_is_named(finding, config, part):
    found = finding(part)
    assert found.state == State.FAULT
    assert str(config.logs_dir / f"{part}.log") in found.to_do


@pytest.fixture
def sign(config):
    config.run_dir.mkdir(parents=True)
    path = sign_file(config.run_dir)
    give_sign(path, ())
    return path


def test_a_worker_that_gives_signs_of_life_is_well(finding, sign):
    assert finding("worker").state == State.OK


def test_a_worker_that_is_silent_is_a_fault(finding, sign):
    long_ago = time.time() - 300
    os.utime(sign, (long_ago, long_ago))
    assert finding("worker").state == State.FAULT
    sign.unlink()
    assert finding("worker").state == State.FAULT


def test_work_that_fails_for_long_is_a_fault_and_the_reason_is_told(finding, sign):
    give_sign(sign, (Trouble("send mail", time.time(), "KeyError: 'x'"),))
    assert finding("worker").state == State.OK
    give_sign(sign, (Trouble("send mail", time.time() - 300, "KeyError: 'x'"),))
    found = finding("worker")
    assert found.state == State.FAULT
    assert "KeyError: 'x'" in found.to_do


@pytest.mark.parametrize(("used", "state"), [(100, State.OK), (800, State.WARNING), (950, State.FAULT)])
def test_memory_that_runs_out_is_said_in_time(finding, switch, used, state):
    switch.shared = Memory(1000_000_000, used * 1_000_000)
    assert finding("memory").state == state


def test_calls_that_were_turned_away_are_told_and_what_helps(finding, switch, config):
    assert finding("rush").state == State.OK
    switch.turned_away = 7
    found = finding("rush")
    assert found.state == State.WARNING
    assert "7 calls" in found.said
    assert "exchange measure" in found.to_do
    object.__setattr__(config, "calls_per_second", 120)
    assert "kamailio.log" in finding("rush").to_do
    switch.is_down = True
    assert finding("rush").state == State.UNKNOWN


def test_memory_that_nobody_tells_is_not_well(finding, switch):
    switch.is_down = True
    assert finding("memory").state == State.UNKNOWN


def test_a_folder_that_is_not_there_is_not_well(finding, config):
    object.__setattr__(config, "home", config.home / "gone")
    assert finding("disk").state == State.UNKNOWN


@pytest.mark.parametrize(("share", "state"), [(0.1, State.OK), (0.5, State.WARNING), (2, State.FAULT)])
def test_a_disk_that_fills_up_is_said_in_time(finding, config, share, state):
    """The reserve is a *share* of what is free now."""
    found = os.statvfs(config.home)
    object.__setattr__(config, "disk_reserve_mb", round(found.f_bavail * found.f_frsize * share / 1_000_000))
    assert finding("disk").state == state


def test_what_the_switch_can_not_write_is_a_fault(finding, switch):
    switch.lines_that_wait = 3
    found = finding("disk")
    assert (found.state, found.said[:1]) == (State.FAULT, "3")
