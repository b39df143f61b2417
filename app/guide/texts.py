"""Provides sentences that callers hear, in the language of the company's greeting."""

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _

GREETING = _("Welcome to %(company)s. Thank you for calling.")
NOBODY = _("Nobody can take your call right now. Please leave a message after the tone.")
CLOSED = _("You are calling outside our opening hours. Please leave a message after the tone.")
LEAVE = _("Please leave a message after the tone. We will call you back.")
PRESS = _("For %(what)s, press %(key)s.")


def in_language(language: str, text: LazyString, **values: str) -> str:
    """Return *text* in *language*, filled with *values*."""
    with force_locale(language):
        return str(text) % values if values else str(text)
