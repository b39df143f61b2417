"""Finds the prompts that say somebody's number."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.ports.outsiders import Outsider, Place
from app.voice.models import Prompt


def places(outsider: Outsider) -> Iterator[Place]:
    """Yield the prompts whose name or text has the number."""
    for each in db.session.scalars(select(Prompt).order_by(Prompt.label, Prompt.id)):
        if outsider.has_number_in(each.label, each.text):
            yield Place(_("Prompt %(prompt)s", prompt=each.label), url_for("voice.prompt", prompt_id=each.id))
