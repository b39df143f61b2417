"""Texts that flows say. Their sound is made before a flow is published, so that no call ever waits for it."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.account.service import own_company
from app.db import db
from app.exchange import service as exchange
from app.settings.models import SpokenText
from app.settings.service.publishing import publish_directory
from app.settings.service.voice import NoSound, say
from designer.spoken import spoken_name

MOST_SHOWN = 40
SPOKEN_NAME = re.compile(r"say:[0-9a-f]{16}")


def make_spoken(spoken: Iterable[tuple[str, str]]) -> None:
    """Each (language, text) that has no sound yet gets it; then what no number says any more is forgotten.

    Raises NoSound, which names the text."""
    wanted = {spoken_name(language, text): (language, text) for language, text in spoken}
    made = set(db.session.scalars(select(SpokenText.name).where(SpokenText.name.in_(wanted))))
    missing = {name: each for name, each in wanted.items() if name not in made}
    for name, (language, text) in missing.items():
        db.session.add(SpokenText(name=name, language=language, text=text, **_say(text, language)))
    if missing:
        _forget_all_but(wanted.keys() | _said_by_numbers())
        publish_directory()


def sayings() -> dict[str, str]:
    """Texts that have a sound, by the names of their prompts."""
    return {each.name: each.text for each in db.session.scalars(select(SpokenText))}


def _said_by_numbers() -> set[str]:
    programs = exchange.programs_of(own_company().customer_number)
    return {name for program in programs for name in SPOKEN_NAME.findall(program)}


def _forget_all_but(names: set[str]) -> None:
    """The files stay, for calls that began before."""
    db.session.flush()
    db.session.execute(delete(SpokenText).where(SpokenText.name.not_in(names)))


def _say(text: str, language: str) -> dict[str, object]:
    try:
        return {**say(text, language)}
    except NoSound as problem:
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        raise NoSound(_("“%(text)s”: %(reason)s", text=shown, reason=problem.message)) from problem
