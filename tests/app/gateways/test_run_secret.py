"""The secret that the running parts share is still theirs after somebody has deleted or changed its file."""

import pytest

from app.gateways import run_secret
from config import Config


@pytest.fixture
def config(tmp_path):
    return Config.from_env({"ZENTRALE_HOME": str(tmp_path)})


@pytest.mark.parametrize("content", [None, b"", b"00ff", b"\xff", "another"])
def test_it_is_restored(config, content):
    secret = run_secret.renew(config)
    path = config.run_dir / "secret"
    path.unlink()
    if content == "another":
        assert run_secret.current(config) != secret  # a command that came in between
    elif content is not None:
        path.write_bytes(content)
    run_secret.restore(config, secret)
    assert run_secret.current(config) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in config.run_dir.iterdir()] == ["secret"]


def test_what_is_right_is_left_alone(config):
    secret = run_secret.renew(config)
    before = (config.run_dir / "secret").stat().st_ino
    run_secret.restore(config, secret)
    assert (config.run_dir / "secret").stat().st_ino == before
    assert run_secret.renew(config) != secret
