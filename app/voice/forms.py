"""Defines the forms of prompts."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FileField,
    FloatField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.gateways.audio import ConversionOptions
from app.gateways.speech import MOST_CHARACTERS
from app.settings.forms import MOST_REVISION, SettingsForm
from app.voice.models import PROMPT_KINDS, SOURCES
from app.voice.service.tts import conversion_options
from app.web.forms import strip
from app.web.i18n import LANGUAGES

MOST_S = 24 * 3600
LANGUAGE_CHOICES = [SelectChoice(*each) for each in LANGUAGES.items()]
KIND_CHOICES = [SelectChoice(*each) for each in PROMPT_KINDS.items()]
SOURCE_CHOICES = [SelectChoice(*each) for each in SOURCES.items()]


class PromptForm(SettingsForm):
    """Defines a prompt's name, purpose and language."""

    label = StringField(_("Name"), [DataRequired(), Length(max=80)], filters=[strip])
    kind = SelectField(_("What it is for"), choices=KIND_CHOICES, default="announcement")
    language = SelectField(_("Language"), choices=LANGUAGE_CHOICES)


class SoundForm(SettingsForm):
    """Defines a sound from one of three sources. *seen* is the version that the page showed."""

    source = RadioField(_("How"), choices=SOURCE_CHOICES, default="speech")
    text = TextAreaField(_("What callers hear"), [Length(max=MOST_CHARACTERS)], filters=[strip], render_kw={"rows": 4})
    sound = FileField(_("Sound file"))
    from_s = FloatField(_("From"), [Optional(), NumberRange(0, MOST_S)])
    to_s = FloatField(_("To"), [Optional(), NumberRange(0, MOST_S)])
    trims_silence = BooleanField(_("Leave out the silence before and behind it"))
    seen = IntegerField(validators=[Optional(), NumberRange(0, MOST_REVISION)], widget=HiddenInput())

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether the form is valid and has a sound."""
        return bool(super().validate(extra_validators)) and self._has_sound()

    def _has_sound(self) -> bool:
        if self.source.data == "speech":
            return self._missing(self.text, gettext("Write what callers are to hear.")) if not self.text.data else True
        if not self.sound.data:
            return self._missing(self.sound, gettext("Record something, or choose a file."))
        return True

    def _missing(self, item: Any, sentence: str) -> bool:
        item.errors = [sentence]
        return False

    def options(self, kind: str) -> ConversionOptions:
        """Return how to convert the sound. *kind* is a key of ``PROMPT_KINDS``."""
        from_ms, to_s = round(1000 * (self.from_s.data or 0)), self.to_s.data
        return conversion_options(
            kind, from_ms, None if to_s is None else round(1000 * to_s), bool(self.trims_silence.data)
        )

    @property
    def heard(self) -> Any:
        """Return the field from which the sound comes."""
        return self.text if self.source.data == "speech" else self.sound


class NewPromptForm(PromptForm, SoundForm):
    """Adds a prompt, or a translation of one."""

    of = SelectField(_("Another language of"), default="")


class HoldMusicForm(SettingsForm):
    """Chooses the hold music."""

    prompt = HiddenField(default="")
