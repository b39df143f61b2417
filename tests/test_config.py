"""The environment is read whole and with care, or not at all."""

import os
import stat
from ipaddress import IPv4Network, ip_network
from pathlib import Path

import pytest

from config import Config, ConfigError


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"ZENTRALE_HOME": str(tmp_path / "home")}


def test_the_defaults_work_without_any_variable(home, tmp_path):
    config = Config.from_env(home)
    assert config.home == tmp_path / "home"
    assert config.database_url == f"sqlite:///{tmp_path}/home/zentrale.db"
    assert (config.http_host, config.http_port, config.sip_port) == ("127.0.0.1", 8080, 5070)
    assert config.trunks == (IPv4Network("127.0.0.0/8"),)
    assert config.redis_url is None


def test_the_default_home_is_the_folder_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Config.from_env({}).home == tmp_path / "data"


def test_folders_lie_in_the_home(home, tmp_path):
    config = Config.from_env(home)
    folders = [
        config.run_dir,
        config.prompts_dir,
        config.spool_dir,
        config.recordings_dir,
        config.journal_dir,
        config.logs_dir,
    ]
    assert [folder.parent for folder in folders] == [tmp_path / "home"] * 6
    assert len(set(folders)) == 6


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZENTRALE_HOME", ""),
        ("ZENTRALE_DATABASE_URL", "sqlite:///relative.db"),
        ("ZENTRALE_DATABASE_URL", "mysql://localhost/x"),
        ("ZENTRALE_SECRET_KEY", "short"),
        ("ZENTRALE_HTTP_HOST", "example.org"),
        ("ZENTRALE_HTTP_PORT", "0"),
        ("ZENTRALE_HTTP_PORT", "65536"),
        ("ZENTRALE_HTTP_PORT", "8080 "),
        ("ZENTRALE_HTTP_PORT", "٨٠"),
        ("ZENTRALE_SIP_HOST", "0.0.0.0"),
        ("ZENTRALE_SIP_HOST", "::1"),
        ("ZENTRALE_TRUNK_COUNTRY", "Germany"),
        ("ZENTRALE_PUBLIC_URL", "phone.example.com"),
        ("ZENTRALE_PUBLIC_URL", "https://phone.example.com/portal"),
        ("ZENTRALE_PHONE_URL", "https://phone.example.com/line"),
        ("ZENTRALE_PHONE_URL", "wss://"),
        ("ZENTRALE_PHONE_PORT", "5070"),
        ("ZENTRALE_SMTP_HOST", "mail server"),
        ("ZENTRALE_SMTP_TLS", "ssl"),
        ("ZENTRALE_MAIL_FROM", "nobody"),
        ("ZENTRALE_SIP_PORT", ""),
        ("ZENTRALE_RTP_PORT_MAX", "30000"),
        ("ZENTRALE_NG_PORT", "5070"),
        ("ZENTRALE_RPC_PORT", "30001"),
        ("ZENTRALE_SIP_REALM", 'zen"trale'),
        ("ZENTRALE_SIP_WORKERS", "0"),
        ("ZENTRALE_MAX_CALLS", "-1"),
        ("ZENTRALE_CALLS_PER_SECOND", "0"),
        ("ZENTRALE_TRUNKS", "10.0.0.1/8"),
        ("ZENTRALE_NODE_NAME", "../node"),
        ("ZENTRALE_REDIS_URL", "localhost"),
        ("ZENTRALE_SIP_PROT", "5070"),
        ("ZENTRALE_WEB_PORT", "5070"),
        ("ZENTRALE_WEB_ALLOWED", "10.0.0.1/8"),
        ("ZENTRALE_TRUNK", "sip.example.com"),
        ("ZENTRALE_TRUNK", "sip.example.com:0"),
        ("ZENTRALE_TRUNK", "sip:carrier@example.com:5060"),
        ("ZENTRALE_TRUNK", ":5060"),
        ("ZENTRALE_SPEECH_COMMAND", "no-such-program {language}"),
        ("ZENTRALE_SPEECH_COMMAND", "sh 'not closed"),
    ],
)
def test_a_bad_value_is_refused_by_name(home, name, value):
    with pytest.raises(ConfigError, match=f"^{name} "):
        Config.from_env({**home, name: value})


def test_the_outside_is_as_it_is_named(home):
    outside = {"TRUNK": "sip.example.com:5060", "WEB_ALLOWED": "10.0.0.0/8, fd00::/8", "SPEECH_COMMAND": "sh -c 'a b'"}
    config = Config.from_env({**home, **{f"ZENTRALE_{name}": value for name, value in outside.items()}})
    assert config.trunk == "sip.example.com:5060"
    assert config.web_allowed == (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))
    assert config.speech_command == ("sh", "-c", "a b")
    assert (Config.from_env(home).trunk, Config.from_env(home).speech_command) == ("", ())


def test_other_programs_variables_are_none_of_ours(home):
    Config.from_env({**home, "PATH": "/bin", "HTTP_PORT": "x"})


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(home, tmp_path):
    before = os.umask(0)
    try:
        first = Config.from_env(home).secret_key
    finally:
        os.umask(before)
    path = tmp_path / "home" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first) == 64
    assert Config.from_env(home).secret_key == first
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]


def test_two_homes_have_different_keys(tmp_path):
    keys = {Config.from_env({"ZENTRALE_HOME": str(tmp_path / name)}).secret_key for name in ("one", "two")}
    assert len(keys) == 2


def test_a_given_secret_key_is_not_written_down(home, tmp_path):
    key = "k" * 40
    assert Config.from_env({**home, "ZENTRALE_SECRET_KEY": key}).secret_key == key
    assert not (tmp_path / "home" / "secret_key").exists()


def test_a_damaged_secret_key_is_reported_and_not_replaced(home, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret_key").write_text("")
    with pytest.raises(ConfigError, match="secret_key"):
        Config.from_env(home)


def test_secrets_are_not_shown(home):
    config = Config.from_env(
        {
            **home,
            "ZENTRALE_DATABASE_URL": "postgresql://me:hidden1@host/db",
            "ZENTRALE_REDIS_URL": "redis://:hidden2@host/0",
        }
    )
    shown = repr(config)
    assert config.secret_key not in shown
    assert "hidden" not in shown


def test_calls_a_second_are_what_was_measured_unless_somebody_says_otherwise(home, tmp_path):
    assert Config.from_env(home).calls_per_second is None
    (tmp_path / "home" / "calls_per_second").write_text("120\n")
    assert Config.from_env(home).calls_per_second == 120
    assert Config.from_env({**home, "ZENTRALE_CALLS_PER_SECOND": "80"}).calls_per_second == 80


def test_a_damaged_measurement_is_reported(home, tmp_path):
    Config.from_env(home)
    (tmp_path / "home" / "calls_per_second").write_text("many")
    with pytest.raises(ConfigError, match=r"^ZENTRALE_CALLS_PER_SECOND can't be read from .*calls_per_second"):
        Config.from_env(home)


def test_more_calls_than_the_ports_for_voice_are_for_are_refused(home):
    few = {**home, "ZENTRALE_RTP_PORT_MIN": "30000", "ZENTRALE_RTP_PORT_MAX": "30039"}
    assert Config.from_env({**few, "ZENTRALE_MAX_CALLS": "10"}).max_calls == 10
    with pytest.raises(ConfigError, match=r"^ZENTRALE_MAX_CALLS is 11, which takes 44 ports for voice"):
        Config.from_env({**few, "ZENTRALE_MAX_CALLS": "11"})


def test_a_mail_server_needs_a_sender(home):
    server = {**home, "ZENTRALE_SMTP_HOST": "mail.example.com", "ZENTRALE_SMTP_PORT": "8080"}
    with pytest.raises(ConfigError, match="ZENTRALE_MAIL_FROM"):
        Config.from_env(server)
    config = Config.from_env({**server, "ZENTRALE_MAIL_FROM": "portal@example.com"})
    assert config.smtp_port == config.http_port  # another machine's port is in nobody's way


def test_the_portal_is_where_it_listens_unless_it_is_told(home):
    assert Config.from_env({**home, "ZENTRALE_HTTP_HOST": "0.0.0.0"}).portal_url == "http://127.0.0.1:8080"
    assert Config.from_env({**home, "ZENTRALE_PUBLIC_URL": "https://x.example/"}).portal_url == "https://x.example"


def test_phones_in_browsers_find_their_line_and_come_from_the_portals_pages(home):
    here = Config.from_env(home)
    assert here.phone_line == "ws://127.0.0.1:5075"
    assert here.portal_origins[:2] == ("http://127.0.0.1:8080", "http://localhost:8080")
    away = {"ZENTRALE_PUBLIC_URL": "https://x.example/", "ZENTRALE_PHONE_URL": "wss://x.example/line"}
    outside = Config.from_env({**home, **away})
    assert outside.phone_line == "wss://x.example/line"
    assert outside.portal_origins == ("https://x.example", *here.portal_origins)
