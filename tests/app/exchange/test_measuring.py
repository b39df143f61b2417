"""How `flask exchange measure` says what it found; that it finds it is for tests/integration/test_bench.py to show."""

import pytest

from app.exchange import measuring
from config import Config


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """The only folder in which programs are found."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def add(folder, name):
    program = folder / name
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)


def test_a_missing_program_is_named_with_the_package_that_has_it(app, programs):
    add(programs, "gcc")
    done = app.test_cli_runner().invoke(args=["exchange", "measure"])
    assert done.exit_code == 1
    assert done.stderr == "Error: measuring needs sipp: sudo apt-get install sip-tester\n"


def test_an_exchange_that_does_not_start_is_told_and_nothing_is_kept(app, config, programs):
    """Neither Kamailio nor rtpengine are found, and no compiler that works."""
    add(programs, "gcc")
    add(programs, "sipp")
    done = app.test_cli_runner().invoke(args=["exchange", "measure"])
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert Config.from_env({"ZENTRALE_HOME": str(config.home)}).calls_per_second is None


def test_what_was_found_holds_from_the_next_start_on(config):
    path = measuring.keep(config, 120)
    assert Config.from_env({"ZENTRALE_HOME": str(config.home)}).calls_per_second == 120
    assert path.read_text() == "120\n"
    measuring.keep(config, 90)
    assert Config.from_env({"ZENTRALE_HOME": str(config.home)}).calls_per_second == 90
