"""Serves the list of prompts and the page of each."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from app.db import find
from app.gateways.audio import MOST_SOURCE_BYTES
from app.rights import right
from app.settings.pages import commit
from app.voice.forms import HoldMusicForm, NewPromptForm, PromptForm, SoundForm
from app.voice.models import PROMPT_KINDS, SOURCES, Prompt
from app.voice.routes.blueprint import voice
from app.voice.routes.saving import refused, saved, saving
from app.voice.service import prompts as service
from app.voice.service.tts import MOST_MUSIC_S, Sound, given, spoken
from app.voice.service.voice_list import flows_by_prompt, listed
from app.voice.system_sounds import HOLD_MUSIC
from app.web.i18n import LANGUAGES
from app.web.uploads import takes_up_to


@voice.context_processor
def voice_words() -> dict[str, object]:
    """Return what ``sound_form.html`` and the list of prompts need."""
    return {
        "sources": SOURCES,
        "source_icons": {"microphone": "microphone", "upload": "upload", "speech": "keyboard"},
        "prompt_kinds": PROMPT_KINDS,
        "most_file_bytes": MOST_SOURCE_BYTES,
        "most_s": {"announcement": 600, "music": MOST_MUSIC_S},
        "seconds": as_clock,
    }


@voice.get("/voice")
@right("see settings")
def prompts() -> ResponseReturnValue:
    """List the prompts."""
    search = request.args.get("q", "")[:80]
    rows = listed(search)
    groups = [(kind, [row for row in rows if row.prompt.kind == kind]) for kind in PROMPT_KINDS]
    template = "voice/prompt_rows.html" if "HX-Request" in request.headers else "voice/prompts.html"
    return render_template(
        template,
        groups=groups,
        search=search,
        count=len(rows),
        hold_music_flows=flows_by_prompt()[HOLD_MUSIC],
        chosen=service.hold_music(),
    )


@voice.route("/voice/new", methods=["GET", "POST"])
@takes_up_to(MOST_SOURCE_BYTES)
@right("set up")
def new_prompt() -> ResponseReturnValue:
    """Add a prompt."""
    form = NewPromptForm()
    form.of.choices = _may_have_translations()
    if not form.is_submitted():
        form.source.data, form.kind.data = "microphone", request.args.get("kind", "announcement")
        form.of.data, form.language.data = request.args.get("of", ""), request.args.get("language", "en")
    if form.validate_on_submit():
        with saving(form):
            prompt = _add(form)
            commit(_("The prompt %(name)s was made. The next call hears it.", name=prompt.label))
            return saved(url_for("voice.prompts"))
    return refused(form, "voice/new_prompt.html")


@voice.route("/voice/<int:prompt_id>", methods=["GET", "POST"])
@right("see settings", change="set up")
def prompt(prompt_id: int) -> ResponseReturnValue:
    """Show a prompt's name, versions, translations and uses."""
    prompt = find(Prompt, id=prompt_id)
    form = PromptForm(obj=prompt)
    translations = [] if prompt.is_translation else service.translations_of(prompt)
    if prompt.is_translation or translations:
        form.language.choices = [SelectChoice(prompt.language, LANGUAGES[prompt.language])]
    if prompt.is_translation:
        form.kind.choices = [SelectChoice(prompt.kind, PROMPT_KINDS[prompt.kind])]
    if form.validate_on_submit():
        service.describe(prompt, form.label.data, form.language.data, form.kind.data)
        commit(_("Saved."))
        return saved(url_for("voice.prompt", prompt_id=prompt_id))
    return refused(
        form,
        "voice/prompt.html",
        prompt=prompt,
        translations=translations,
        of=find(Prompt, name=prompt.of_name) if prompt.is_translation else prompt,
        flows=flows_by_prompt()[prompt.of_name],
        missing=[
            each for each in LANGUAGES if each not in {prompt.language, *(each.language for each in translations)}
        ],
    )


@voice.route("/voice/<int:prompt_id>/replace", methods=["GET", "POST"])
@takes_up_to(MOST_SOURCE_BYTES)
@right("set up")
def replace_prompt(prompt_id: int) -> ResponseReturnValue:
    """Add a new version of a prompt."""
    prompt = find(Prompt, id=prompt_id)
    form = SoundForm()
    if not form.is_submitted():
        form.source.data, form.text.data, form.seen.data = prompt.source, prompt.text, prompt.version
    if form.validate_on_submit():
        with saving(form, prompt):
            if form.seen.data is not None:
                service.refuse_outdated(prompt, form.seen.data)
            service.replace(prompt, sound_of(form, prompt.kind, prompt.language), current_user.name)
            commit(_("Replaced. The next call hears the new version of %(name)s.", name=prompt.label))
            return saved(url_for("voice.prompt", prompt_id=prompt_id))
    return refused(form, "voice/replace_prompt.html", prompt=prompt)


@voice.route("/voice/<int:prompt_id>/delete", methods=["GET", "POST"])
@right("set up")
def delete_prompt(prompt_id: int) -> ResponseReturnValue:
    """Delete a prompt, after showing what that means."""
    prompt = find(Prompt, id=prompt_id)
    flows = [] if prompt.is_translation else flows_by_prompt()[prompt.name]
    is_heard = any(flow.is_published for flow in flows)
    if request.method == "POST" and not is_heard:
        originals = service.delete_prompt(prompt)
        commit(_("The prompt %(name)s was deleted.", name=prompt.label))
        service.forget_originals(originals)
        return saved(url_for("voice.prompts"))
    translations = [] if prompt.is_translation else service.translations_of(prompt)
    page = render_template(
        "voice/delete_prompt.html", prompt=prompt, flows=flows, is_heard=is_heard, translations=translations
    )
    return page, 409 if request.method == "POST" else 200


@voice.post("/voice/hold-music")
@right("set up")
def choose_hold_music() -> ResponseReturnValue:
    """Choose the company's hold music."""
    form = HoldMusicForm()
    chosen = find(Prompt, name=form.prompt.data, kind=service.MUSIC) if form.prompt.data else None
    service.choose_hold_music(chosen)
    commit(_("Saved. The next call that waits hears it."))
    return saved(url_for("voice.prompts"))


def _may_have_translations() -> list[SelectChoice]:
    found = [SelectChoice(each.name, each.label) for each in service.list_prompts() if not each.is_translation]
    return [SelectChoice("", _("no other one: it is a prompt of its own")), *found]


def _add(form: NewPromptForm) -> Prompt:
    label, language, author = form.label.data, form.language.data, current_user.name
    of = find(Prompt, name=form.of.data) if form.of.data else None
    if of:
        service.refuse_language(of, language)
        return service.add_translation(of, label, sound_of(form, of.kind, language), language, author)
    return service.add_prompt(label, sound_of(form, form.kind.data, language), language, form.kind.data, author)


def sound_of(form: SoundForm, kind: str, language: str) -> Sound:
    """Return the sound of a form. Raise NoSound if there is none, or it can't be made."""
    if form.source.data == "speech":
        return spoken(form.text.data, language)
    return given(form.source.data, form.sound.data.read(), form.options(kind))


def as_clock(duration_ms: int) -> str:
    """Return a duration such as "0:07" or "12:30"."""
    minutes, seconds = divmod(max(1, round(duration_ms / 1000)), 60)
    return f"{minutes}:{seconds:02d}"
