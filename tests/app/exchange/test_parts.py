"""The command lines of the two programs under the portal."""

from app.exchange.parts import kamailio_command, rtpengine_command
from config import Config


def test_programs_are_found_where_only_root_looks_for_them(tmp_path, monkeypatch):
    """Debian's /usr/sbin is not in the PATH of other people."""
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    monkeypatch.setenv("PATH", "/usr/bin")
    assert "/usr/sbin/kamailio" in kamailio_command(config)
    assert rtpengine_command(config)[0] == "/usr/bin/rtpengine"


def test_the_switchs_secret_is_for_its_owner_alone(tmp_path):
    config = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    kamailio_command(config)
    assert (config.run_dir / "switch.json").stat().st_mode & 0o077 == 0
