"""Texts that flows say. Their sound is made before a flow is published, so that no call ever waits for it."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.settings.models import SpokenText
from app.settings.service.publishing import publish_directory
from app.settings.service.voice import NoSound, say
from designer.spoken import spoken_name

MOST_SHOWN = 40


def make_spoken(spoken: Iterable[tuple[str, str]]) -> None:
    """Each (language, text) that has no sound yet gets it. Raises NoSound, which names the text."""
    wanted = {spoken_name(language, text): (language, text) for language, text in spoken}
    made = set(db.session.scalars(select(SpokenText.name).where(SpokenText.name.in_(wanted))))
    missing = {name: each for name, each in wanted.items() if name not in made}
    for name, (language, text) in missing.items():
        db.session.add(SpokenText(name=name, language=language, text=text, **_say(text, language)))
    if missing:
        publish_directory()


def _say(text: str, language: str) -> dict[str, object]:
    try:
        return {**say(text, language)}
    except NoSound as problem:
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        raise NoSound(_("“%(text)s”: %(reason)s", text=shown, reason=problem.message)) from problem
