"""Serves the greeting's step: a sentence to be spoken, a recording or an upload."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectField

from app.company.service import own_company
from app.gateways.audio import MOST_SOURCE_BYTES
from app.guide.pages import finish_step, guide, step_values
from app.guide.resources import GREETING_NAME, find_greeting
from app.guide.texts import GREETING, in_language
from app.rights import right
from app.settings.pages import commit
from app.voice.forms import LANGUAGE_CHOICES, SoundForm
from app.voice.models import Prompt
from app.voice.routes.prompts import sound_of, voice_words
from app.voice.routes.saving import refused, saved, saving
from app.voice.service import prompts as service
from app.web.i18n import language
from app.web.uploads import takes_up_to

KIND = "announcement"


class GreetingForm(SoundForm):
    """Defines the greeting's sound and language."""

    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES)


@guide.route("/voice", methods=["GET", "POST"])
@takes_up_to(MOST_SOURCE_BYTES)
@right("set up")
def voice() -> ResponseReturnValue:
    """Show the greeting, and save it."""
    form, before = GreetingForm(), find_greeting()
    if not form.is_submitted():
        form.source.data = "speech"
        form.language.data = before.language if before else language()
        form.text.data = _text(before)
    if form.validate_on_submit():
        with saving(form):
            _greet(form, before)
            return saved(finish_step("voice", commit, _("Your callers hear this greeting as soon as a flow plays it.")))
    words = voice_words()
    return refused(
        form, "guide/voice.html", greeting=before, back=url_for("guide.index"), **words, **step_values("voice")
    )


def _text(before: Prompt | None) -> str:
    if before and before.text:
        return before.text
    return in_language(language(), GREETING, company=own_company().name)


def _greet(form: GreetingForm, before: Prompt | None) -> None:
    """Add a new version of the guide's greeting. A prompt that the company made itself stays unchanged."""
    spoken_in, sound = form.language.data, sound_of(form, KIND, form.language.data)
    if before and before.name == GREETING_NAME:
        before.language = spoken_in
        service.replace(before, sound, current_user.name)
    else:
        service.add_prompt(str(_("Greeting")), sound, spoken_in, KIND, current_user.name, GREETING_NAME)
