"""Lists prompts that flows may refer to, read as columns because a company may have hundreds."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.ports.directory import Reference
from app.voice.models import LANGUAGE_MARK, Prompt
from app.voice.system_sounds import HOLD_MUSIC


def references() -> Iterator[Reference]:
    """Yield the hold music, then prompts by label, without their translations."""
    wanted = select(Prompt.name, Prompt.label, Prompt.text, Prompt.is_default).order_by(Prompt.label, Prompt.name)
    found = list(db.session.execute(wanted))
    chosen = next((label for _name, label, _text, is_default in found if is_default), None)
    yield Reference("prompt", HOLD_MUSIC, _hold_music(chosen))
    for name, label, text, _is_default in found:
        if LANGUAGE_MARK not in name:
            yield Reference("prompt", name, label, text)


def _hold_music(chosen: str | None) -> str:
    if chosen:
        return str(_("The company's hold music: %(name)s", name=chosen))
    return str(_("The company's hold music"))
