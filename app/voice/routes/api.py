"""Serves JSON for the canvas: prompts that are recorded there."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app.db import db
from app.gateways.audio import MOST_SOURCE_BYTES
from app.rights import right
from app.voice.service import prompts
from app.voice.service.tts import conversion_options, given
from app.web.errors import Refused
from app.web.saving import live_warning
from app.web.uploads import takes_up_to

MOST_LABEL_CHARACTERS = 80

api = Blueprint("voice_api", __name__, url_prefix="/api")


class NoName(Refused):
    """Says that a recorded prompt lacks a name or a sound."""

    code = "no_name"


@api.post("/prompts")
@takes_up_to(MOST_SOURCE_BYTES)
@right("set up")
def record_prompt() -> ResponseReturnValue:
    """Add a prompt from the sound in "sound", named "label"."""
    label, sound = request.form.get("label", "").strip(), request.files.get("sound")
    if not label or len(label) > MOST_LABEL_CHARACTERS or sound is None:
        raise NoName(_("A recorded prompt needs a name of up to %(most)s characters.", most=MOST_LABEL_CHARACTERS))
    made = given("microphone", sound.read(), conversion_options("announcement"))
    prompt = prompts.add_prompt(label, made, author=current_user.name)
    db.session.commit()
    return jsonify(name=prompt.name, label=prompt.label, text=prompt.text, warning=live_warning()), 201
