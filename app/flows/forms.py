import re

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

E164 = re.compile(r"\+[1-9][0-9]{5,14}\Z")


def squeeze(value: str | None) -> str:
    """People write numbers with spaces and the like: "+49 (30) 555-010"."""
    return "".join(character for character in value or "" if character not in " ()/-.")


class FlowForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_("Name"), [InputRequired(), Length(max=80)], filters=[lambda value: (value or "").strip()])


class NumberForm(FlaskForm):  # type: ignore[misc]
    number = StringField(
        _("Number"),
        [InputRequired(), Length(max=16), Regexp(E164, message=_("In full, such as +49 30 555010."))],
        filters=[squeeze],
        render_kw={"inputmode": "tel", "placeholder": "+49 30 555010"},
    )
    flow = SelectField(_("Leads to"), coerce=int)
