"""What people recorded or uploaded, as it came: kept beside the sound that was made of it for the telephone."""

import hashlib
import secrets
import tempfile
from pathlib import Path
from typing import cast

from flask import current_app

from app.company.service import own_company
from app.gateways.ffmpeg import NoRoom
from app.gateways.sound_kinds import MIMETYPES, kind_of
from app.gateways.storage import Storage


def originals() -> Storage:
    return cast(Storage, current_app.extensions["originals"])


def keep_original(sound: bytes) -> str:
    """The key under which it is kept: no two have the same, so each can be deleted by itself. Raises NoRoom."""
    sha = hashlib.sha256(sound).hexdigest()
    key = f"{own_company().customer_number}/prompts/{sha}-{secrets.token_hex(4)}.{kind_of(sound) or 'sound'}"
    with tempfile.TemporaryDirectory(prefix="zentrale-") as folder:
        path = Path(folder, "original")
        try:
            path.write_bytes(sound)
            originals().put(key, path)
        except OSError as problem:
            raise NoRoom(f"an original can't be kept: {problem.strerror}") from problem
    return key


def read_original(key: str) -> tuple[bytes, str]:
    """(its bytes, their type). Raises NotStored."""
    with originals().open(key) as file:
        return file.read(), MIMETYPES.get(key.rpartition(".")[2], "application/octet-stream")
