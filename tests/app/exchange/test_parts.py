"""The command lines of the two programs under the portal."""

from pathlib import Path

import pytest

from app.exchange.parts import kamailio_command, rtpengine_command
from config import Config


def test_programs_are_found_where_only_root_looks_for_them(tmp_path, monkeypatch):
    """Debian's /usr/sbin is not in the PATH of other people."""
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    monkeypatch.setenv("PATH", "/usr/bin")
    assert kamailio_command(config)[0] == "/usr/sbin/kamailio"
    assert rtpengine_command(config)[0] == "/usr/bin/rtpengine"


def test_the_switchs_secret_is_for_its_owner_alone(tmp_path):
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    kamailio_command(config)
    assert (config.run_dir / "switch.json").stat().st_mode & 0o077 == 0


def put_rtpengine(folder: Path, does: str) -> None:
    program = folder / "rtpengine"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)


@pytest.mark.parametrize(
    ("does", "has"),
    [
        ("echo '  --player-cache       Cache media files'", True),
        ("echo '  --player-cache-size  Something else'", False),
        ("echo '  --num-threads=INT    Number of threads'", False),
        ("exit 1", False),
    ],
)
def test_rtpengine_gets_the_options_that_it_has(tmp_path, monkeypatch, does, has):
    put_rtpengine(tmp_path, does)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    command = rtpengine_command(Config.from_env({"ZENTRALE_HOME": str(tmp_path / "home")}))
    assert command[0] == str(tmp_path / "rtpengine")
    assert ("--player-cache" in command) is has
