"""What Health says about the parts of the exchange, and about what they need of the machine."""

import os
import shutil
import socket
import time
from contextlib import ExitStack, suppress

import pytest
from sqlalchemy import create_engine

from app.db import db
from app.exchange import switching
from app.gateways import run_secret
from app.gateways.kamailio import Kamailio, Memory, switch_table
from app.heartbeat import Trouble, give_sign, sign_file
from app.ports.health import State, check_health, health_checks
from tests.app.exchange.publishing import NEW, publish
from tests.app.gateways.http_server import http_server
from tests.ports import free_ports
from tests.small_disk import small_disk


@pytest.fixture
def config(config):
    """Nobody listens at any of its ports."""
    names = ("http_port", "rpc_port", "ng_port")
    for name, port in zip(names, free_ports(len(names)), strict=True):
        object.__setattr__(config, name, port)
    return config


@pytest.fixture
def finding(app):
    """What a line says whose base is well."""

    def finding(name):
        with app.app_context():
            return {line.name: line for line in health_checks()}[name].check()

    return finding


@pytest.fixture
def findings(app):
    """What all lines say together, by their names."""

    def findings():
        with app.app_context():
            return {each.name: each.finding for each in check_health()}

    return findings


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


OF_THE_SWITCH = ("rush", "steps", "memory")


def count_connections(door):
    count = 0
    door.settimeout(0)
    with suppress(BlockingIOError):
        while True:
            door.accept()[0].close()
            count += 1
    return count


def test_what_only_a_switch_that_is_silent_knows_is_not_known(app, findings, config):
    """One that hangs takes connections: it is asked once, and what to do is said once."""
    run_secret.renew(config)
    switch_table.replace(app, Kamailio(config))
    with socket.create_server(("127.0.0.1", config.rpc_port)) as door:
        found = findings()
        assert count_connections(door) == 1
    assert found["kamailio"].state == State.FAULT
    assert [found[name].state for name in OF_THE_SWITCH] == [State.UNKNOWN] * 3
    assert {found[name].to_do for name in OF_THE_SWITCH} == {"See to “Telephone exchange” first."}


OF_THE_DATABASE = ("mail", "journal", "room", "published", "prompts")


def test_what_only_a_database_that_is_gone_knows_is_not_known(app, findings, broken_database):
    found = findings()
    assert found["database"].state == State.FAULT
    assert broken_database in found["database"].to_do
    assert [found[name].state for name in OF_THE_DATABASE] == [State.UNKNOWN] * len(OF_THE_DATABASE)
    assert {found[name].to_do for name in OF_THE_DATABASE} == {"See to “Database” first."}


@pytest.fixture(params=["SQLite without tables", "PostgreSQL", "PostgreSQL that hangs"])
def broken_database(request, app, config):
    """Returns where it is, as Health names it."""
    with app.app_context(), socket.create_server(("127.0.0.1", 0)) as door:
        db.engine.dispose()
        port = door.getsockname()[1]
        if request.param.startswith("SQLite"):
            url = shown = f"sqlite:///{config.home}/empty.db"
        else:
            url = f"postgresql+psycopg://user:secret@127.0.0.1:{port}/zentrale"
            shown = f"postgresql://user:***@127.0.0.1:{port}/zentrale"
        if request.param == "PostgreSQL":
            door.close()
        db.engines[None] = create_engine(url)
        yield shown.removeprefix("sqlite:///")
        db.engine.dispose()


def test_a_portal_without_its_database_answers(finding, config):
    with http_server({"/livez": 200, "/healthz": 500}) as port:
        object.__setattr__(config, "http_port", port)
        assert finding("portal").state == State.OK


def test_files_that_calls_go_by_are_missed(app, finding, config, switch):
    with app.app_context():
        publish(NEW)
    assert finding("published").state == State.OK
    shutil.rmtree(config.home / "programs")
    found = finding("published")
    assert found.state == State.FAULT
    assert "worker.log" in found.to_do
    with app.app_context():
        switching.keep_live()
    assert finding("published").state == State.OK


def test_a_folder_that_is_not_there_is_not_well(finding, config):
    object.__setattr__(config, "home", config.home / "gone")
    assert finding("disk").state == State.UNKNOWN


def reserve(config, folder, share):
    """A *share* of what is free in *folder* now."""
    found = os.statvfs(folder)
    object.__setattr__(config, "disk_reserve_mb", max(1, round(found.f_bavail * found.f_frsize * share / 1_000_000)))


@pytest.mark.parametrize(("share", "state"), [(0.1, State.OK), (0.5, State.WARNING), (2, State.FAULT)])
def test_a_disk_that_fills_up_is_said_in_time(finding, config, share, state):
    reserve(config, config.home, share)
    found = finding("disk")
    assert found.state == state
    assert ("No new callers" in found.said) == (state == State.FAULT)


@pytest.mark.parametrize(
    ("folder", "share", "state", "words"),
    [
        ("spool_dir", 2, State.FAULT, "No new callers"),
        ("journal_dir", 2, State.FAULT, "No new callers"),
        ("recordings_dir", 0.5, State.WARNING, "are free"),
        ("recordings_dir", 2, State.WARNING, "recordings wait in"),
        ("recordings_dir", 20, State.FAULT, "recordings wait in"),
        ("home", 2, State.WARNING, "changes can't be saved"),
    ],
)
def test_health_says_of_each_folder_what_becomes_of_calls(config, finding, tmp_path, folder, share, state, words):
    """The switch looks at the folders of the journal and of the spool alone."""
    with ExitStack() as disks:
        disks.enter_context(small_disk(getattr(config, folder), 20))
        for other in ("spool_dir", "journal_dir") if folder == "home" else ():
            getattr(config, other).mkdir()
            disks.enter_context(small_disk(getattr(config, other), 400))
        reserve(config, getattr(config, folder), share)
        found = finding("disk")
    assert found.state == state
    assert words in found.said


def test_what_the_switch_can_not_write_is_a_fault(finding, switch):
    switch.lines_that_wait = 3
    found = finding("steps")
    assert (found.state, found.said[:1]) == (State.FAULT, "3")
