"""Serves the sounds of prompts, and their originals."""

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.db import find
from app.gateways.audio import to_wav
from app.gateways.storage import NotStored
from app.rights import right
from app.settings.pages import commit
from app.voice import sound_files
from app.voice.models import Prompt, PromptVersion
from app.voice.originals import read_original
from app.voice.routes.blueprint import voice
from app.voice.routes.saving import saved
from app.voice.service import prompt_audio
from app.voice.service import prompts as service
from app.voice.service.tts import NoSound
from app.voice.system_sounds import HOLD_MUSIC, system_prompts


@voice.get("/voice/<int:prompt_id>/sound.wav")
@right("see settings")
def prompt_sound(prompt_id: int) -> Response:
    """Return a prompt's sound."""
    return _wav(find(Prompt, id=prompt_id).file)


@voice.get("/voice/hold-music.wav")
@right("see settings")
def hold_music_sound() -> Response:
    """Return the hold music that comes with the exchange."""
    return _wav(str(system_prompts()[HOLD_MUSIC]["file"]))


@voice.get("/voice/<int:prompt_id>/<int:number>/sound.wav")
@right("see settings")
def version_sound(prompt_id: int, number: int) -> Response:
    """Return the sound of a version."""
    return _wav(find(PromptVersion, prompt_id=prompt_id, number=number).file)


@voice.get("/voice/<int:prompt_id>/<int:number>/original")
@right("see settings")
def original(prompt_id: int, number: int) -> ResponseReturnValue:
    """Download the original of a version; browsers must not show it."""
    version = find(PromptVersion, prompt_id=prompt_id, number=number)
    try:
        content, mimetype = read_original(version.original)
    except (NotStored, ValueError):
        abort(404)
    response = Response(content, mimetype=mimetype)
    name = f"{version.prompt.label} {number}.{version.original.rpartition('.')[2]}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@voice.post("/voice/<int:prompt_id>/<int:number>/again")
@right("set up")
def go_back(prompt_id: int, number: int) -> ResponseReturnValue:
    """Restore an older version."""
    version = find(PromptVersion, prompt_id=prompt_id, number=number)
    service.go_back(version.prompt, version, current_user.name)
    commit(_("The next call hears version %(number)s again.", number=number))
    return saved(url_for("voice.prompt", prompt_id=prompt_id))


@voice.post("/voice/speak")
@right("set up")
def speak() -> ResponseReturnValue:
    """Return the WAV of "text" in "language", to be heard before it is saved."""
    try:
        wav = prompt_audio.preview(request.form.get("language", ""), request.form.get("text", ""))
    except NoSound as problem:
        return {"error": {"code": problem.code, "message": problem.message}}, problem.status
    return Response(wav, mimetype="audio/wav", headers={"Cache-Control": "no-store"})


def _wav(file: str) -> Response:
    wav = to_wav(sound_files.read(file))
    return Response(wav, mimetype="audio/wav", headers={"Cache-Control": "private, no-cache"})
