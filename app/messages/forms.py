"""Defines the forms of messages."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.web.forms import ReadableForm, strip

MOST_CHARACTERS = 5_000


class AnswerForm(ReadableForm):
    """Writes an answer."""

    text = TextAreaField(
        _("Message"),
        [DataRequired(_("Write something first.")), Length(max=MOST_CHARACTERS)],
        filters=[strip],
        render_kw={"rows": 6, "dir": "auto"},
    )


class MessageForm(AnswerForm):
    """Writes a message."""

    to = SelectField(_("To"))
    title = StringField(_("Subject"), [Length(max=120)], filters=[strip], render_kw={"dir": "auto"})
