"""Sounds that every company has: prompts whose names begin with "sys:". Made once an installation."""

import json
from typing import Any

from app.current import config
from app.gateways import audio
from app.gateways.speech import speak
from app.settings.sound_files import keep

LEAVE_MESSAGE = "Please leave a message after the tone. Press hash when you are done."
BEEP = "sine=frequency=1000:sample_rate=8000:duration=0.35,volume=0.35"
RINGBACK = "sine=frequency=425:sample_rate=8000:duration=1,volume=0.3,apad=pad_dur=4"
"""German ringing tone: 425 Hz, one second in five (ITU-T E.180)."""


def system_prompts() -> dict[str, Any]:
    """As in the directory: {"sys:beep": {"file", "duration_ms", "text"}, ...}."""
    index = config().prompts_dir / "system.json"
    if not index.exists():
        made = json.dumps(_make(), indent=1)
        draft = index.with_suffix(".new")
        draft.write_text(made, "utf-8")
        draft.replace(index)
    found: dict[str, Any] = json.loads(index.read_text("utf-8"))
    return found


def _make() -> dict[str, Any]:
    sounds = {
        "sys:beep": (audio.generate(BEEP), ""),
        "sys:ringback": (audio.generate(RINGBACK), ""),
        "sys:leave-message": (audio.to_telephone(speak(LEAVE_MESSAGE, "en")), LEAVE_MESSAGE),
    }
    return {name: {**keep(au), "text": text} for name, (au, text) in sounds.items()}
