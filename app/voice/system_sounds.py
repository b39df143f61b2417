"""Makes the sounds that every company has: prompts named "sys:…", with "@de" in German.

They are made once per installation, and again when their text or voice has changed.
"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.config import config
from app.gateways import audio
from app.gateways.speech import speak
from app.voice.hold_music import hold_music
from app.voice.sound_files import store
from designer.runtime.ops.queue import MOST_SPOKEN

BEEP = "sine=frequency=1000:sample_rate=8000:duration=0.35,volume=0.35"
RINGBACK = "sine=frequency=425:sample_rate=8000:duration=1,volume=0.3,apad=pad_dur=4"
"""The German ringing tone: 425 Hz, one second in five (ITU-T E.180)."""

HOLD_MUSIC = "sys:hold-music"
"""The company's hold music: its choice, or else the one that comes with the exchange."""

TONES: dict[str, Callable[[], bytes]] = {
    "sys:beep": lambda: audio.generate(BEEP),
    "sys:ringback": lambda: audio.generate(RINGBACK),
    HOLD_MUSIC: lambda: audio.to_telephone(hold_music(), audio.MUSIC_LUFS),
}
"""Numbers up to this are spoken: places in a queue, and minutes."""

SENTENCES = {
    "leave-message": {
        "en": "Please leave a message after the tone. Press hash when you are done.",
        "de": "Bitte hinterlassen Sie nach dem Ton eine Nachricht. Drücken Sie zum Beenden die Rautetaste.",
    },
    "you-entered": {"en": "You have entered", "de": "Ihre Eingabe:"},
    "confirm": {
        "en": "To confirm, press 1. To begin again, press 2.",
        "de": "Zum Bestätigen drücken Sie die 1. Um neu zu beginnen, drücken Sie die 2.",
    },
    "queue-place": {"en": "Your place in the queue is", "de": "Ihr Platz in der Warteschlange ist"},
    "queue-wait": {"en": "The expected wait is", "de": "Die Wartezeit beträgt voraussichtlich"},
    "digit-star": {"en": "star", "de": "Stern"},
    "digit-hash": {"en": "hash", "de": "Raute"},
    **{f"digit-{number}": {"en": str(number), "de": str(number)} for number in range(10)},
    **{f"number-{number}": {"en": str(number), "de": str(number)} for number in range(1, MOST_SPOKEN + 1)},
    "minutes-1": {"en": "1 minute", "de": "eine Minute"},
    **{
        f"minutes-{number}": {"en": f"{number} minutes", "de": f"{number} Minuten"}
        for number in range(2, MOST_SPOKEN + 1)
    },
}


def system_prompts() -> dict[str, Any]:
    """Return the prompts as in the directory: {"sys:beep": {"file", "duration_ms", "text"}, ...}."""
    index = config().prompts_dir / "system.json"
    found = _read(index)
    if missing := {name: said for name, said in _wanted().items() if not _is_made(found.get(name), said)}:
        found = {name: found[name] for name in _wanted() if name not in missing} | _make(missing)
        _write(index, found)
    return {name: {key: found[name][key] for key in ("file", "duration_ms", "text")} for name in _wanted()}


def sentences() -> dict[str, str]:
    """Return what is said, by the names of the prompts."""
    return {name: text for name, (_language, text) in _wanted().items() if text}


def _wanted() -> dict[str, tuple[str, str]]:
    """Return name -> (language, text); both are empty for a tone."""
    spoken = {
        f"sys:{name}{'' if language == 'en' else f'@{language}'}": (language, text)
        for name, texts in SENTENCES.items()
        for language, text in texts.items()
    }
    return {**dict.fromkeys(TONES, ("", "")), **spoken}


def _is_made(entry: Any, said: tuple[str, str]) -> bool:
    """Return whether the file exists, and has this text and voice."""
    return (
        isinstance(entry, dict)
        and {"file", "duration_ms"} <= entry.keys()
        and (entry.get("text"), entry.get("voice")) == (said[1], _voice(said))
        and (config().prompts_dir / entry["file"]).exists()
    )


def _voice(said: tuple[str, str]) -> str:
    return " ".join(config().speech_command) if said[0] else ""


def _make(missing: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Make sounds. Each voice's sounds get their loudness together, so that no word stands out in a sentence."""
    sounds = {name: TONES[name]() for name in missing if name in TONES}
    command = config().speech_command
    for language in sorted({language for language, _text in missing.values() if language}):
        texts = {name: text for name, (its, text) in missing.items() if its == language}
        with ThreadPoolExecutor() as pool:
            spoken = list(pool.map(lambda text, its=language: speak(text, its, command), texts.values()))
        sounds |= zip(texts, audio.to_telephone_alike(spoken), strict=True)
    return {
        name: {**store(au), "text": missing[name][1], "voice": _voice(missing[name])} for name, au in sounds.items()
    }


def _read(index: Path) -> dict[str, Any]:
    try:
        found = json.loads(index.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(index: Path, found: dict[str, Any]) -> None:
    draft = index.with_suffix(".new")
    draft.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")
    draft.replace(index)
