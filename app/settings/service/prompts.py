"""The company's voice."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.errors import Refused
from app.settings.models import VERSION_MARK, Prompt
from app.settings.service.publishing import InUse, flows_with, free_name, publish_directory
from app.settings.service.voice import recorded, say
from app.settings.sound_files import keep


class VersionThere(Refused):
    """The prompt is in this language already."""

    status = 409
    code = "version_there"


def list_prompts() -> list[Prompt]:
    return list(db.session.scalars(select(Prompt).order_by(Prompt.label)))


def add_spoken_prompt(label: str, text: str, language: str, name: str | None = None) -> Prompt:
    """*language* is one of ``speech.VOICES``; *name* is what flows refer to, None makes one. Raises NoSound."""
    prompt = Prompt(
        name=name or free_name(Prompt, label), label=label, text=text, language=language, **say(text, language)
    )
    db.session.add(prompt)
    publish_directory()
    return prompt


def add_version(of: Prompt, label: str, text: str, language: str) -> Prompt:
    """What callers hear instead of *of* once a flow has chosen *language*. Raises VersionThere and NoSound."""
    name = f"{of.name}{VERSION_MARK}{language}"
    if language == of.language or db.session.scalar(select(Prompt.id).where(Prompt.name == name)):
        raise VersionThere(_("%(name)s is there in this language already.", name=of.label))
    return add_spoken_prompt(label, text, language, name)


def versions_of(prompt: Prompt) -> list[Prompt]:
    begins = Prompt.name.startswith(f"{prompt.name}{VERSION_MARK}", autoescape=True)
    return list(db.session.scalars(select(Prompt).where(begins).order_by(Prompt.name)))


def add_sound_prompt(label: str, au: bytes, name: str | None = None) -> Prompt:
    """A prompt that is no speech, such as music on hold; *au* as from ``gateways.audio``."""
    prompt = Prompt(name=name or free_name(Prompt, label), label=label, **keep(au))
    db.session.add(prompt)
    publish_directory()
    return prompt


def add_recorded_prompt(label: str, sound: bytes) -> Prompt:
    """Somebody's own voice. Raises NoSound."""
    return add_sound_prompt(label, recorded(sound))


def change_prompt(prompt: Prompt, label: str, text: str, language: str) -> None:
    """Spoken anew when the text changed; one that is no speech keeps its sound while *text* is empty."""
    prompt.label = label
    if text and (text, language) != (prompt.text, prompt.language):
        said = say(text, language)
        prompt.text, prompt.language = text, language
        prompt.file, prompt.duration_ms = said["file"], said["duration_ms"]
    publish_directory()


def delete_prompt(prompt: Prompt) -> None:
    """With its versions in other languages. Raises InUse."""
    if flows := flows_with("prompt", prompt.name):
        sentence = _(
            "The prompt %(name)s can't be deleted: callers hear it in %(flows)s.", name=prompt.label, flows=flows
        )
        raise InUse(sentence)
    for each in (*versions_of(prompt), prompt):
        db.session.delete(each)
    publish_directory()
