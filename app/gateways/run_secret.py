"""The secret with which the parts of the exchange sign what they tell each other (``switch.signed``).

Every start of the exchange makes a new one; a part that is started on its own, and whoever asks it something, share the
one that is there.
"""

import os
import secrets
from pathlib import Path

from config import Config


def current(config: Config) -> bytes:
    """Makes it when there is none yet; of several that do so at once, all get the same. Raises OSError."""
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
    """Make another one, before any part is started."""
    path = _path(config)
    _draft(path).replace(path)
    return current(config)


def restore(config: Config, secret: bytes) -> None:
    """Write down the secret that the running parts share, if its file was lost or changed. Raises OSError."""
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
