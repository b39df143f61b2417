"""A folder that others could read is closed to them."""

import stat

from app.exchange import private_folder


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


def test_an_open_folder_is_closed_with_all_that_is_in_it(tmp_path):
    home, outside = tmp_path / "home", tmp_path / "outside"
    (home / "recordings" / "1001").mkdir(parents=True)
    (home / "recordings" / "1001" / "call.wav").write_bytes(b"")
    (home / "speak").write_text("#!/bin/sh\n")
    outside.mkdir()
    (home / "link").symlink_to(outside)
    for path in (home, outside, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (home / "speak").chmod(0o755)
    assert private_folder.close(home) == []
    assert (mode(home), mode(home / "recordings"), mode(home / "recordings" / "1001")) == (0o700, 0o700, 0o700)
    assert (mode(home / "recordings" / "1001" / "call.wav"), mode(home / "speak")) == (0o600, 0o700)
    assert mode(outside) == 0o755


def test_a_closed_folder_is_left_alone(tmp_path):
    """Looking at each of many recordings would take long, and nobody else can come that far."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    (home / "file").write_bytes(b"")
    (home / "file").chmod(0o644)
    private_folder.close(home)
    assert mode(home / "file") == 0o644
