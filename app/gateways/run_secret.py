"""Manages the secret with which the exchange's processes sign their messages (``switch.signed``).

Every start of the exchange creates a new one. A process that is started on its own, and its clients, share the existing
one.
"""

import os
import secrets
from pathlib import Path

from config import Config


def current(config: Config) -> bytes:
    """Return the secret. If several processes create the first one at once, all get the same. Raise OSError if its file
    can't be read or made."""
    path = _path(config)
    if not path.exists():
        draft = _draft(path)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text("ascii"))


def renew(config: Config) -> bytes:
    """Create a new secret and return it, before any process is started."""
    path = _path(config)
    _draft(path).replace(path)
    return current(config)


def restore(config: Config, secret: bytes) -> None:
    """Write the secret that the running processes share, if its file was lost or changed. Raise OSError if its file
    can't be read or made."""
    path = _path(config)
    try:
        is_there = path.read_text("ascii") == secret.hex()
    except (FileNotFoundError, UnicodeDecodeError):
        is_there = False
    if not is_there:
        _draft(path, secret).replace(path)


def _path(config: Config) -> Path:
    config.run_dir.mkdir(mode=0o700, exist_ok=True)
    return config.run_dir / "secret"


def _draft(path: Path, secret: bytes | None = None) -> Path:
    draft = path.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write((secret or secrets.token_bytes(32)).hex())
    return draft
