import re

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from app.flows.firms import templates

NUMBER = re.compile(r"(?:\+[1-9][0-9]{5,14}|[1-9][0-9]{1,5})\Z")
"""E.164, or an inner number of two to six digits."""


def squeeze(value: str | None) -> str:
    """People write numbers with spaces and the like: "+49 (30) 555-010"."""
    return "".join(character for character in value or "" if character not in " ()/-.")


class FlowForm(FlaskForm):  # type: ignore[misc]
    name = StringField(_("Name"), [InputRequired(), Length(max=80)], filters=[lambda value: (value or "").strip()])
    template = SelectField(
        _("Begin with"),
        choices=lambda: [("", _("an empty drawing")), *((firm.key, firm.name) for firm in templates())],
        default="",
    )


class OneNumberForm(FlaskForm):  # type: ignore[misc]
    number = StringField(
        _("Number"),
        [
            InputRequired(),
            Length(max=16),
            Regexp(NUMBER, message=_("In full, such as +49 30 555010, or two to six digits for colleagues.")),
        ],
        filters=[squeeze],
        render_kw={"inputmode": "tel", "placeholder": "+49 30 555010"},
    )


class NumberForm(OneNumberForm):
    flow = SelectField(_("Leads to"), coerce=int)
