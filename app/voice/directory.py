"""Provides the directory's prompts."""

from collections.abc import Iterable

from app.db import newest
from app.voice.models import Prompt, SpokenText
from app.voice.system_sounds import HOLD_MUSIC, system_prompts
from designer.runtime import directory
from designer.runtime.spoken import spoken_name

MS_A_CHARACTER, MS_BESIDES = 60, 300
"""How long speaking a text takes, roughly: per character, and in addition."""


def prompts(spoken: Iterable[tuple[str, str]] = ()) -> dict[str, dict[str, directory.Prompt]]:
    """Return "prompts" by name. Each (language, text) of *spoken* without a sound gets an estimated length."""
    return {"prompts": {**_estimated(spoken), **_prompts()}}


def _prompts() -> dict[str, directory.Prompt]:
    prompts = newest(Prompt)
    sounds: list[Prompt | SpokenText] = [*prompts, *newest(SpokenText)]
    own = {each.name: _entry(each) for each in sounds}
    if chosen := next((each for each in prompts if each.is_default), None):
        own[HOLD_MUSIC] = _entry(chosen)
    return {**system_prompts(), **own}


def _entry(sound: Prompt | SpokenText) -> directory.Prompt:
    return {"file": sound.file, "duration_ms": sound.duration_ms, "text": sound.text}


def _estimated(spoken: Iterable[tuple[str, str]]) -> dict[str, directory.Prompt]:
    return {
        spoken_name(language, text): {
            "file": "",
            "duration_ms": len(text) * MS_A_CHARACTER + MS_BESIDES,
            "text": text,
        }
        for language, text in spoken
    }
