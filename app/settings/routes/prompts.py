from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.db import find
from app.gateways.audio import to_wav
from app.i18n import LANGUAGES
from app.settings import sound_files
from app.settings.forms import NewPromptForm, PromptForm
from app.settings.models import Prompt
from app.settings.routes.pages import commit, settings
from app.settings.service import prompts as service
from app.settings.service.voice import NoSound


@settings.get("/voice")
def prompts() -> ResponseReturnValue:
    found = service.list_prompts()
    return render_template("settings/prompts.html", prompts=found, labels={each.name: each.label for each in found})


@settings.route("/voice/new", methods=["GET", "POST"])
def new_prompt() -> ResponseReturnValue:
    form = NewPromptForm()
    form.version_of.choices = _may_have_versions()
    if form.validate_on_submit():
        try:
            _add(form)
        except NoSound as problem:
            form.text.errors = [problem.message]
        except service.VersionThere as problem:
            form.language.errors = [problem.message]
        else:
            commit(_("The prompt %(name)s was made.", name=form.label.data))
            return redirect(url_for("settings.prompts"))
    return render_template("settings/prompt.html", form=form, prompt=None), 422 if form.is_submitted() else 200


@settings.route("/voice/<int:prompt_id>", methods=["GET", "POST"])
def prompt(prompt_id: int) -> ResponseReturnValue:
    prompt = find(Prompt, id=prompt_id)
    form = PromptForm(obj=prompt)
    if prompt.is_version:
        form.language.choices = [SelectChoice(prompt.language, LANGUAGES[prompt.language])]
    if form.validate_on_submit():
        service.change_prompt(prompt, form.label.data, form.text.data, form.language.data)
        commit(_("Saved."))
        return redirect(url_for("settings.prompts"))
    return render_template("settings/prompt.html", form=form, prompt=prompt), 422 if form.is_submitted() else 200


@settings.get("/voice/<int:prompt_id>/sound.wav")
def prompt_sound(prompt_id: int) -> Response:
    wav = to_wav(sound_files.read(find(Prompt, id=prompt_id).file))
    return Response(wav, mimetype="audio/wav", headers={"Cache-Control": "private, no-cache"})


@settings.post("/voice/<int:prompt_id>/delete")
def delete_prompt(prompt_id: int) -> ResponseReturnValue:
    prompt = find(Prompt, id=prompt_id)
    service.delete_prompt(prompt)
    commit(_("The prompt %(name)s was deleted.", name=prompt.label))
    return redirect(url_for("settings.prompts"))


def _may_have_versions() -> list[SelectChoice]:
    prompts = [SelectChoice(each.name, each.label) for each in service.list_prompts() if not each.is_version]
    return [SelectChoice("", _("none: it is a prompt of its own")), *prompts]


def _add(form: NewPromptForm) -> None:
    label, text, language = form.label.data, form.text.data, form.language.data
    if form.version_of.data:
        service.add_version(find(Prompt, name=form.version_of.data), label, text, language)
    else:
        service.add_spoken_prompt(label, text, language)
