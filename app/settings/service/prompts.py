"""The company's voice."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.errors import Refused
from app.gateways.audio import AudioToolMissing, NotAudio, to_telephone
from app.gateways.speech import NotSpoken, SpeechToolMissing, speak
from app.settings.models import Prompt
from app.settings.service.publishing import InUse, flows_with, free_name, publish_directory
from app.settings.sound_files import KeptSound, keep


class NoSound(Refused):
    """The sound can't be made; the sentence says why."""

    code = "no_sound"


def list_prompts() -> list[Prompt]:
    return list(db.session.scalars(select(Prompt).order_by(Prompt.label)))


def add_spoken_prompt(label: str, text: str, language: str, name: str | None = None) -> Prompt:
    """*language* is one of ``speech.VOICES``; *name* is what flows refer to, None makes one. Raises NoSound."""
    prompt = Prompt(
        name=name or free_name(Prompt, label), label=label, text=text, language=language, **_say(text, language)
    )
    db.session.add(prompt)
    publish_directory()
    return prompt


def add_sound_prompt(label: str, au: bytes, name: str | None = None) -> Prompt:
    """A prompt that is no speech, such as music on hold; *au* as from ``gateways.audio``."""
    prompt = Prompt(name=name or free_name(Prompt, label), label=label, **keep(au))
    db.session.add(prompt)
    publish_directory()
    return prompt


def change_prompt(prompt: Prompt, label: str, text: str, language: str) -> None:
    """Spoken anew when the text changed; one that is no speech keeps its sound while *text* is empty."""
    prompt.label = label
    if text and (text, language) != (prompt.text, prompt.language):
        said = _say(text, language)
        prompt.text, prompt.language = text, language
        prompt.file, prompt.duration_ms = said["file"], said["duration_ms"]
    publish_directory()


def delete_prompt(prompt: Prompt) -> None:
    """Raises InUse."""
    if flows := flows_with("prompt", prompt.name):
        sentence = _(
            "The prompt %(name)s can't be deleted: callers hear it in %(flows)s.", name=prompt.label, flows=flows
        )
        raise InUse(sentence)
    db.session.delete(prompt)
    publish_directory()


def _say(text: str, language: str) -> KeptSound:
    try:
        return keep(to_telephone(speak(text, language)))
    except (NotSpoken, NotAudio, SpeechToolMissing, AudioToolMissing) as problem:
        raise NoSound(_("This can't be spoken: %(reason)s.", reason=problem)) from problem
