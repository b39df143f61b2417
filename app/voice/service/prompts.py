"""Manages prompts."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.company.service import lock_company
from app.db import db
from app.settings.publishing import InUse, flows_with, free_name
from app.voice.models import LANGUAGE_MARK, Prompt, PromptVersion
from app.voice.originals import originals
from app.voice.service.tts import Sound, spoken
from app.voice.sound_files import StoredSound, store
from app.web.errors import Refused

MUSIC = "music"


class LanguageThere(Refused):
    """Says that the prompt already exists in this language."""

    status = 409
    code = "language_there"


class ReplacedMeanwhile(Refused):
    """Says that somebody else added a version after the page was opened."""

    status = 409
    code = "replaced_meanwhile"


def list_prompts() -> list[Prompt]:
    """Return the company's prompts by label."""
    return list(db.session.scalars(select(Prompt).order_by(Prompt.label, Prompt.name)))


def add_prompt(
    label: str,
    sound: Sound,
    language: str = "en",
    kind: str = "announcement",
    author: str = "",
    name: str | None = None,
) -> Prompt:
    """Add a prompt. *name* is what flows refer to, None derives one; *author* "" is the exchange itself."""
    prompt = Prompt(name=name or free_name(label, Prompt.name), label=label, language=language, kind=kind, version=0)
    db.session.add(prompt)
    _put(prompt, sound, author)
    return prompt


def add_spoken_prompt(label: str, text: str, language: str, name: str | None = None) -> Prompt:
    """Add a prompt that speaks *text*. *language* is one of ``speech.VOICES``. Raise NoSound if no voice can speak
    it."""
    return add_prompt(label, spoken(text, language), language, name=name)


def add_sound_prompt(label: str, au: bytes, name: str | None = None, kind: str = "announcement") -> Prompt:
    """Add a prompt that is not speech, such as hold music; *au* is as from ``gateways.audio``."""
    return add_prompt(label, Sound("upload", store(au)), kind=kind, name=name)


def add_translation(of: Prompt, label: str, sound: Sound, language: str, author: str = "") -> Prompt:
    """Add what callers hear instead of *of* once a flow has chosen *language*. Raise LanguageThere if the prompt has
    that language already."""
    lock_company()
    refuse_language(of, language)
    return add_prompt(label, sound, language, of.kind, author, _translated(of, language))


def refuse_language(of: Prompt, language: str) -> None:
    """Raise LanguageThere if the prompt exists in this language."""
    name = _translated(of, language)
    if language == of.language or db.session.scalar(select(Prompt.id).where(Prompt.name == name)):
        raise LanguageThere(_("%(name)s is there in this language already.", name=of.label))


def translations_of(prompt: Prompt) -> list[Prompt]:
    """Return the translations of a prompt."""
    begins = Prompt.name.startswith(_translated(prompt, ""), autoescape=True)
    return list(db.session.scalars(select(Prompt).where(begins).order_by(Prompt.name)))


def describe(prompt: Prompt, label: str, language: str, kind: str) -> None:
    """Change a prompt's label, language and purpose. Its translations have the same purpose."""
    prompt.label, prompt.language, prompt.kind = label, language, kind
    prompt.is_default = prompt.is_default and kind == MUSIC
    for each in translations_of(prompt):
        each.kind = kind


def refuse_outdated(prompt: Prompt, seen: int) -> None:
    """Raise ReplacedMeanwhile unless *seen*, the version that the page showed, is the newest."""
    if seen != prompt.version:
        raise _replaced(prompt.versions[0])


def replace(prompt: Prompt, sound: Sound, author: str = "") -> None:
    """Add a version, which the next call hears. Raise ReplacedMeanwhile if somebody else added one after the page was
    opened."""
    _put(prompt, sound, author)


def go_back(prompt: Prompt, version: PromptVersion, author: str) -> None:
    """Add a version that equals an older one."""
    stored = StoredSound(file=version.file, duration_ms=version.duration_ms)
    sound = Sound(version.source, stored, version.text, version.original)
    _put(prompt, sound, author, again=version.number)


def hold_music() -> Prompt | None:
    """Return the company's choice, or None."""
    return db.session.scalar(select(Prompt).where(Prompt.is_default))


def choose_hold_music(chosen: Prompt | None) -> None:
    """Set the company's hold music; None is the one that comes with the exchange."""
    for each in db.session.scalars(select(Prompt).where(Prompt.is_default)):
        each.is_default = each is chosen
    if chosen:
        chosen.is_default = True


def delete_prompt(prompt: Prompt) -> list[str]:
    """Delete a prompt with its translations. Raise InUse if a published flow refers to it.

    Return the keys of its originals, for ``forget_originals``.
    """
    if flows := "" if prompt.is_translation else flows_with("prompt", prompt.name):
        sentence = _(
            "The prompt %(name)s can't be deleted: callers hear it in %(flows)s.", name=prompt.label, flows=flows
        )
        raise InUse(sentence)
    gone = [prompt] if prompt.is_translation else [*translations_of(prompt), prompt]
    keys = {version.original for each in gone for version in each.versions if version.original}
    for each in gone:
        db.session.delete(each)
    return sorted(keys)


def forget_originals(keys: list[str]) -> None:
    """Delete originals, once the deletion is committed."""
    for key in keys:
        originals().delete(key)


def _translated(prompt: Prompt, language: str) -> str:
    return f"{prompt.name}{LANGUAGE_MARK}{language}"


def _put(prompt: Prompt, sound: Sound, author: str, again: int | None = None) -> None:
    """Make *sound* the prompt's newest version."""
    prompt.source, prompt.text = sound.source, sound.text
    prompt.file, prompt.duration_ms = sound.stored["file"], sound.stored["duration_ms"]
    prompt.version += 1
    version = PromptVersion(
        prompt=prompt,
        number=prompt.version,
        author=author,
        source=sound.source,
        text=sound.text,
        original=sound.original,
        again=again,
        **sound.stored,
    )
    db.session.add(version)
    try:
        db.session.flush()
    except IntegrityError as problem:
        raise _replaced(None) from problem


def _replaced(by: PromptVersion | None) -> ReplacedMeanwhile:
    if by and by.author:
        sentence = _(
            "%(who)s has replaced this prompt in the meantime. Listen to it, or save yours after it.", who=by.author
        )
    else:
        sentence = _("This prompt was replaced in the meantime. Listen to it, or save yours after it.")
    return ReplacedMeanwhile(sentence)
