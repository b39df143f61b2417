"""Stores what people recorded or uploaded, unchanged."""

import hashlib
import secrets
import tempfile
from pathlib import Path

from app.company.service import own_company
from app.gateways.ffmpeg import NoRoom
from app.gateways.sound_kinds import MIMETYPES, kind_of
from app.gateways.storage import Storage
from app.port import Port

originals: Port[Storage] = Port("storage of originals")


def store_original(sound: bytes) -> str:
    """Store a sound under a key of its own, so that it can be deleted by itself, and return the key. Raise NoRoom if
    the disk is full."""
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
    """Return the bytes and their MIME type. Raise NotStored if there is nothing under the key."""
    with originals().open(key) as file:
        return file.read(), MIMETYPES.get(key.rpartition(".")[2], "application/octet-stream")
