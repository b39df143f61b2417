"""Translates the texts of the flow language into the reader's language.

They have a gettext context of their own: "Open" on a canvas is not the label of a button.
"""

from typing import Any

from flask_babel import pgettext

from designer.runtime.effects import EFFECTS
from designer.runtime.words import Words

CONTEXT = "flow"


def translate(text: str) -> str:
    """Return the translation of a text of the flow language; "" stays ""."""
    return str(pgettext(CONTEXT, text)) if text else ""


def translate_words(words: Words) -> str:
    """Return *words* as a translated sentence."""
    return words.translated(translate)


def warning(effect: dict[str, Any] | str) -> str:
    """Return the sentence of a warning, given as the effect's JSON or as a text of an old journal."""
    return effect if isinstance(effect, str) else translate_words(EFFECTS.from_json(effect).words)
