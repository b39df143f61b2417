"""All that flows may refer to. Read as columns, as a company may have thousands."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.ports.directory import Reference
from app.settings.models import LANGUAGE_MARK, Calendar, CallerList, Employee, Group, Prompt
from app.settings.system_sounds import HOLD_MUSIC


def references() -> Iterator[Reference]:
    people = select(Employee.extension, Employee.name).order_by(Employee.extension)
    for extension, name in db.session.execute(people):
        yield Reference("employee", extension, f"{name} ({extension})")
    yield from _labelled("group", Group)
    yield from _prompts()
    yield from _labelled("calendar", Calendar)
    yield from _labelled("list", CallerList)


def _labelled(kind: str, model: type[Group | Calendar | CallerList]) -> Iterator[Reference]:
    for name, label in db.session.execute(select(model.name, model.label).order_by(model.label)):
        yield Reference(kind, name, label)


def _prompts() -> Iterator[Reference]:
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
