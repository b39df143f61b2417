"""Tells the features that try flows what callers hear: ``app.voice`` provides it."""

from collections.abc import Iterable
from typing import Protocol

from app.port import Port

Spoken = Iterable[tuple[str, str]]
"""(language, text) of what flows let the exchange say."""


class Voice(Protocol):
    """Declares what callers of the company in force hear. Sounds are WAV."""

    def make_spoken(self, spoken: Spoken) -> None:
        """Let calls that begin from now on hear these texts. Raise a ``Refused`` if one can't be spoken."""

    def sayings(self) -> dict[str, str]:
        """Return the texts that have a sound, by the names of their prompts: those of the company, and those of every
        company."""

    def sound_of(self, name: str) -> bytes | None:
        """Return what callers hear of a prompt, or of one that every company has; None without a sound."""

    def preview(self, language: str, text: str) -> bytes:
        """Return what callers would hear of a text that has no sound yet. Raise a ``Refused`` if it can't be spoken."""


voice: Port[Voice] = Port("the voice")
