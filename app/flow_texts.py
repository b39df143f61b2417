"""What the flow language says to people, in the language of whoever asks. Its texts have a context of their own, as
"Open" on a canvas is no button."""

from typing import Any

from flask_babel import pgettext

from designer.runtime.effects import EFFECTS
from designer.runtime.words import Words

CONTEXT = "flow"


def translate(text: str) -> str:
    return str(pgettext(CONTEXT, text)) if text else ""


def said(words: Words) -> str:
    return words.told(translate)


def warning(effect: dict[str, Any] | str) -> str:
    """A warning as a call has it."""
    return effect if isinstance(effect, str) else said(EFFECTS.from_json(effect).words)
