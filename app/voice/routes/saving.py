"""Answers forms that are sent by a script, which shows the progress, or by the browser itself.

A script gets {"location"} once it is saved; else {"errors": {field: [sentences]}}, and "seen", the current version.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.db import db
from app.voice.forms import PromptForm, SoundForm
from app.voice.models import Prompt
from app.voice.service.prompts import LanguageThere, ReplacedMeanwhile
from app.voice.service.tts import NoSound
from app.web.errors import wants_json


@contextmanager
def saving(form: Any, prompt: Prompt | None = None) -> Iterator[None]:
    """Show refusals at their fields, and roll back."""
    try:
        yield
    except NoSound as problem:
        form.heard.errors = [problem.message]
    except LanguageThere as problem:
        form.language.errors = [problem.message]
    except ReplacedMeanwhile as problem:
        db.session.rollback()
        form.seen.errors = [problem.message]
        if prompt:
            form.seen.data, form.seen.raw_data = prompt.version, None
        return
    else:
        return
    db.session.rollback()


def saved(location: str) -> ResponseReturnValue:
    """Answer that the form was saved."""
    return {"location": location} if wants_json() else redirect(location)


def refused(form: PromptForm | SoundForm, template: str, **values: Any) -> ResponseReturnValue:
    """Answer with the errors of a form, or with the page if nothing was submitted."""
    status = 422 if form.is_submitted() else 200
    if wants_json():
        seen = form.seen.data if "seen" in form else None
        return {"errors": form.errors, "seen": seen}, status
    return render_template(template, form=form, **values), status
