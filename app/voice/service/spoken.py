"""Makes the sounds of texts that flows say before a flow is published, so that no call waits for them."""

import re
from collections.abc import Collection, Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, select

from app.company.service import lock_company, own_company
from app.db import db
from app.exchange import service as exchange
from app.voice.models import SpokenText
from app.voice.service.tts import NoSound, say
from app.voice.system_sounds import sentences
from designer.runtime.spoken import spoken_name

MOST_SHOWN = 40
SPOKEN_NAME = re.compile(r"say:[0-9a-f]{16}")


def make_spoken(spoken: Iterable[tuple[str, str]]) -> None:
    """Make a sound for each (language, text) without one, and forget texts that no number says any more.

    Raise NoSound, which names the text.
    """
    wanted = {spoken_name(language, text): (language, text) for language, text in spoken}
    sounds = {name: _say(*wanted[name]) for name in _missing(wanted)}
    if not sounds:
        return
    lock_company()
    for name in _missing(sounds):
        language, text = wanted[name]
        db.session.add(SpokenText(name=name, language=language, text=text, **sounds[name]))
    _forget_all_but(wanted.keys() | _said_by_numbers())


def _missing(names: Collection[str]) -> list[str]:
    made = set(db.session.scalars(select(SpokenText.name).where(SpokenText.name.in_(names))))
    return [name for name in names if name not in made]


def sayings() -> dict[str, str]:
    """Return the texts that have a sound, by prompt name: those of the company, and those of every company."""
    return sentences() | {each.name: each.text for each in db.session.scalars(select(SpokenText))}


def _said_by_numbers() -> set[str]:
    programs = exchange.programs_of(own_company().customer_number)
    return {name for program in programs for name in SPOKEN_NAME.findall(program)}


def _forget_all_but(names: set[str]) -> None:
    """Delete other texts. The files stay, for calls that began before."""
    db.session.flush()
    db.session.execute(delete(SpokenText).where(SpokenText.name.not_in(names)))


def _say(language: str, text: str) -> dict[str, object]:
    try:
        return {**say(text, language)}
    except NoSound as problem:
        shown = text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
        raise NoSound(_("“%(text)s”: %(reason)s", text=shown, reason=problem.message)) from problem
