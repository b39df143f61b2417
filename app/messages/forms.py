from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

MOST_CHARACTERS = 5_000


def _strip(value: str | None) -> str:
    return (value or "").strip()


class AnswerForm(FlaskForm):  # type: ignore[misc]
    text = TextAreaField(
        _("Message"),
        [DataRequired(_("Write something first.")), Length(max=MOST_CHARACTERS)],
        filters=[_strip],
        render_kw={"rows": 6, "dir": "auto"},
    )

    def validate_text(self, field: TextAreaField) -> None:
        if any(sign < " " and sign not in "\r\n\t" for sign in field.data):
            raise ValidationError(_("It has signs in it that are no text."))


class LetterForm(AnswerForm):
    to = SelectField(_("To"))
    title = StringField(_("Subject"), [Length(max=120)], filters=[_strip], render_kw={"dir": "auto"})
