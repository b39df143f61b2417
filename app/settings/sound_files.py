"""The folder of sounds that callers hear: each file is named by the SHA-256 of its bytes and never changes."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TypedDict

from app.current import config
from app.gateways import audio


class KeptSound(TypedDict):
    file: str
    duration_ms: int


def keep(au: bytes) -> KeptSound:
    """Store the bytes of an .au file; they appear whole or not at all."""
    folder = config().prompts_dir
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{hashlib.sha256(au).hexdigest()}.au"
    if not (folder / name).exists():
        handle, draft = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
        with open(handle, "wb") as file:
            file.write(au)
            os.fchmod(file.fileno(), 0o644)  # rtpengine reads it, maybe as another user
        Path(draft).replace(folder / name)
    return {"file": name, "duration_ms": audio.duration_ms(au)}


def read(name: str) -> bytes:
    return (config().prompts_dir / name).read_bytes()
